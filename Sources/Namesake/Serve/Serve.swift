internal import ArgumentParser
internal import Datagrams

/// `namesake serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer for the lab by DNS and DHCP, and own its registry, until told to stop.",
        discussion: """
            Without options it answers DNS on 127.0.0.1:5300 and gives no leases. Ports below 1024 and DHCP need root, \
            or the capabilities CAP_NET_BIND_SERVICE and CAP_NET_RAW. Once its sockets are open it gives up both, and \
            every file but the registry's folder and the zones'; root becomes --user.

            Example:
              namesake serve --registry /var/lib/namesake/lab.sqlite --dns 10.86.51.2:53 --dhcp br-lab
            """)

    @OptionGroup var global: GlobalOptions
    @Option(
        help: ArgumentHelp(
            "The configuration file (default: ./namesake.yaml, then /etc/namesake/namesake.yaml).", valueName: "path"),
        completion: .file(extensions: ["yaml"]))
    var config: String?
    @Option(
        name: .customLong("dns"),
        help: ArgumentHelp("Where to answer DNS, UDP and TCP; may be given more than once.", valueName: "address:port"))
    var dns: [SocketAddress] = []
    @Option(help: ArgumentHelp("The folder of zone files.", valueName: "dir"), completion: .directory)
    var zones: String?
    @Option(
        name: .customLong("dhcp"),
        help: ArgumentHelp("Where to give leases; may be given more than once.", valueName: "interface"))
    var dhcp: [String] = []
    @Option(help: ArgumentHelp("Whom to become when root starts it (default: nobody else).", valueName: "name"))
    var user: String?
    @Option(help: ArgumentHelp("The group to have then (default: the user's own).", valueName: "name"))
    var group: String?

    /// Reads the settings, opens everything and gives up privileges, all on the calling thread, which is the only one.
    func prepare() throws -> ServerProcess {
        try CommandFailure.reportingHere(asJSON: global.printsJSON) {
            var settings = try SettingsReader(configPath: config).settings()
            if let registryPath = global.registryPath { settings.registry = registryPath }
            if !dns.isEmpty { settings.dnsListen = dns }
            if let zones { settings.dnsZones = zones }
            if !dhcp.isEmpty { settings.dhcpInterfaces = dhcp }
            if let user { settings.user = user }
            if let group { settings.group = group }
            return try ServerProcess(settings: settings)
        }
    }

    func run(_ server: ServerProcess) async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            try await server.run()
        }
    }

    func run() async throws {
        try await run(prepare())
    }
}
