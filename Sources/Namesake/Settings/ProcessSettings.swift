internal import Addresses
internal import Datagrams
internal import LeaseServer
internal import Logging
internal import NameServer
internal import Registry

/// What belongs to the process and not to the lab; `SettingsReader` says where each value comes from.
struct ProcessSettings: Sendable {
    /// The registry's path.
    var registry = "namesake.sqlite"
    /// Whom `serve` becomes when root has started it; `nil`: nobody else.
    var user: String?
    /// Its group; `nil`: the user's own.
    var group: String?
    /// Addresses and ports of the name server, each for UDP and TCP.
    var dnsListen: [SocketAddress] = [SocketAddress(.loopback, port: 5300)]
    /// The folder of zone files; `nil`: none.
    var dnsZones: String?
    /// Packet threads for each address; `nil`: one for each processor.
    var dnsThreads: Int?
    /// Networks that are served beside those that always are.
    var dnsAllow: [ClientNetwork] = []
    /// How clients are answered, beyond what the zones and the registry say.
    var dnsPolicy = NamePolicy()
    /// Interfaces on which leases are given.
    var dhcpInterfaces: [String] = []
    /// Relays that are allowed although they are in no registered network.
    var dhcpRelays: [IPv4Address] = []
    /// How many DHCP packets a second are looked at.
    var dhcpLimits = PacketLimits()
    /// For how long evidence and leases that are over are remembered, in seconds; `nil`: for ever.
    var historySeconds: Int64? = RegistryWriter.defaultKeepSeconds
    /// Where Prometheus scrapes; `nil`: nowhere.
    var metricsListen: SocketAddress?
    var logLevel: Logger.Level = .info
    var logFormat = LogFormat.text
}
