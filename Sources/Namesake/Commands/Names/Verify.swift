internal import Addresses
internal import ArgumentParser
internal import Datagrams
internal import Foundation
internal import Registry

/// `namesake verify`
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell whether a machine is who it is meant to be: alias, lease, MAC, DNS, and a port that answers.",
        discussion: """
            For scripts, before anything is deployed or tested: the exit status is 0 if everything agrees, and 1 with the \
            first thing that does not.

            Example:
              namesake verify shop-qa1 web-server --tcp 80 && ./run-tests $(namesake alias shop-qa1 web-server)
            """)

    /// Whose word is taken for what names say.
    enum ResolverChoice: String, ExpressibleByArgument {
        case system
    }

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String
    @Argument(help: "The machine's name.") var machine: String
    @Option(help: ArgumentHelp("A TCP port that must answer at the leased address.", valueName: "port"))
    var tcp: UInt16?
    @Option(
        help: ArgumentHelp(
            "The name server to ask (default: the first of dns.listen).", valueName: "address:port"))
    var server: SocketAddress?
    @Option(help: ArgumentHelp("Ask the resolver of this host instead, as other programs do.", valueName: "system"))
    var resolver: ResolverChoice?

    func validate() throws {
        guard server == nil || resolver == nil else { throw ValidationError("give --server or --resolver, not both") }
    }

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let runner = VerbRunner(path: try await global.resolvedRegistryPath())
            var verification = try await Verification(environment, machine, runner)
            await verification.checkLease()
            await verification.checkNames(try await names())
            await verification.checkNeighbor()
            if let tcp { verification.checkPort(tcp) }
            if global.printsJSON { Output.write(try RegistryJSON.encode(verification.report)) }
            if let problem = verification.report.checks.first(where: { !$0.ok }) {
                try CommandFailure.report(code: "verify", sentence: problem.message, asJSON: global.printsJSON)
            }
            if !global.printsJSON {
                Output.write(verification.report.checks.map { "\($0.name): \($0.message)" }.joined(separator: "\n"))
            }
        }
    }

    private func names() async throws -> NameQuestions {
        if resolver == .system { return try NameQuestions.ofSystem() }
        if let server { return NameQuestions(server: server, isRecursive: false) }
        let listening = try SettingsReader(configPath: nil).settings().dnsListen.first
        let address = listening ?? SocketAddress(.loopback, port: 5300)
        // Whoever listens everywhere listens here.
        return NameQuestions(
            server: address.isWildcard ? SocketAddress(.loopback, port: address.port) : address, isRecursive: false)
    }
}
