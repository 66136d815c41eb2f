package import Addresses
package import DHCPWire

/// Why machines cannot be told what they were to be told.
package enum OptionProblem: Codable, Sendable, Equatable {
    /// The value is the server's to choose, or only clients send the option.
    case decidedByServer(DHCPOptionCode)
    /// Not of the length or the kind that the option's document demands.
    case notOfFormat(DHCPOptionCode, value: String)
    /// RFC 8925 §3.3: a guest that does not ask for the option must not get it.
    case neverForced(DHCPOptionCode)
    /// All options of a machine together are more than a reply can carry.
    case tooMuch(octets: Int, limit: Int, role: String?)
    case bootFileUnfit(BootArchitecture, file: String, limit: Int)
    case nextServerNotHost(IPv4Address)
    case tooManyRoles(Int, limit: Int)

    package var code: String {
        switch self {
        case .decidedByServer: "option-not-settable"
        case .notOfFormat: "bad-option-value"
        case .neverForced: "option-never-forced"
        case .tooMuch: "options-too-long"
        case .bootFileUnfit: "bad-boot-file"
        case .nextServerNotHost: "bad-next-server"
        case .tooManyRoles: "too-many-roles"
        }
    }
}
