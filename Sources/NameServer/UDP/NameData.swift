package import AliasTable

/// What every transport of the name server answers from.
package struct NameData: Sendable {
    package let aliases: AliasTable
    package let zones: Published<ZoneSet>
    package let access: Published<AccessList>

    package init(aliases: AliasTable, zones: Published<ZoneSet>, access: Published<AccessList>) {
        self.aliases = aliases
        self.zones = zones
        self.access = access
    }
}
