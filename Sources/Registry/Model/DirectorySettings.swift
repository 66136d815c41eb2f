package import Addresses

/// What is known of an environment's directory, such as Active Directory (R83-R92).
package struct DirectorySettings: Codable, Hashable, Sendable {
    /// What follows the machines' names inside; a domain controller that is inside answers for it. `nil`: the network's
    /// domain, and what a controller answers for is not known.
    @ExplicitNull package var domain: DomainName?
    /// A domain outside the environment that its machines are joined to (R92).
    @ExplicitNull package var outsideDomain: DomainName?
    /// Domains outside that the environment's own trusts, or is trusted by (R86).
    package var trusts: [DomainName]

    package init(domain: DomainName? = nil, outsideDomain: DomainName? = nil, trusts: [DomainName] = []) {
        self.domain = domain
        self.outsideDomain = outsideDomain
        self.trusts = trusts
    }

    var isEmpty: Bool { self == DirectorySettings() }

    func applying(_ edits: DirectoryEdits) -> DirectorySettings {
        DirectorySettings(
            domain: edits.domain.applied(to: domain), outsideDomain: edits.outsideDomain.applied(to: outsideDomain),
            trusts: (edits.trusts.applied(to: trusts) ?? []).reduce(into: []) { unique, domain in
                if !unique.contains(domain) { unique.append(domain) }
            })
    }
}

/// Changes of `DirectorySettings`; what is not named stays.
package struct DirectoryEdits: Codable, Hashable, Sendable {
    package var domain: Edit<DomainName>
    package var outsideDomain: Edit<DomainName>
    /// All of them: these replace those that were there.
    package var trusts: Edit<[DomainName]>

    package init(
        domain: Edit<DomainName> = .keep, outsideDomain: Edit<DomainName> = .keep,
        trusts: Edit<[DomainName]> = .keep
    ) {
        self.domain = domain
        self.outsideDomain = outsideDomain
        self.trusts = trusts
    }

    package var isEmpty: Bool { domain == .keep && outsideDomain == .keep && trusts == .keep }
}
