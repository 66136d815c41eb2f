/// The capabilities that a server uses (capabilities(7)), as bits.
struct Capabilities: OptionSet, Sendable {
    let rawValue: UInt64

    static let chown = Capabilities(rawValue: 1 << 0)
    static let dacOverride = Capabilities(rawValue: 1 << 1)
    static let fowner = Capabilities(rawValue: 1 << 3)
    static let netBindService = Capabilities(rawValue: 1 << 10)
    static let netRaw = Capabilities(rawValue: 1 << 13)
    static let sysNice = Capabilities(rawValue: 1 << 23)

    /// What opening takes: ports below 1024, packet sockets, sockets bound to an interface.
    static let toOpen: Capabilities = [.netBindService, .netRaw]
    /// What root is beside its number where files are meant: a registry in somebody's home stays that somebody's.
    static let rootsFiles: Capabilities = [.chown, .dacOverride, .fowner]

    private static let names: [(Capabilities, String)] = [
        (.chown, "CAP_CHOWN"), (.dacOverride, "CAP_DAC_OVERRIDE"), (.fowner, "CAP_FOWNER"),
        (.netBindService, "CAP_NET_BIND_SERVICE"), (.netRaw, "CAP_NET_RAW"), (.sysNice, "CAP_SYS_NICE"),
    ]

    var names: [String] {
        Self.names.compactMap { contains($0.0) ? $0.1 : nil }
    }
}
