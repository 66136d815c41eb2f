/// Row ids as types, so that a machine's id cannot be taken for a network's. Ids are never reused.
package struct NetworkID: Hashable, Sendable, Codable, RawRepresentable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package struct EnvironmentID: Hashable, Sendable, Codable, RawRepresentable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package struct HostID: Hashable, Sendable, Codable, RawRepresentable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package struct MachineID: Hashable, Sendable, Codable, RawRepresentable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}
