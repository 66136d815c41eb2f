internal import Addresses
internal import ArgumentParser
internal import Foundation
internal import GuestFiles
internal import Registry

/// `namesake guest`
struct Guest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guest", abstract: "Write the files that make a machine's guest obey.",
        discussion: """
            The hosts block, units of systemd-networkd, profiles of NetworkManager, a seed for cloud-init, a script for \
            Windows, and the file that namesake-agent applies. They are the same for every clone.

            Example:
              namesake guest shop web-server --out web-server.guest
            """)

    private struct Report: Encodable {
        struct File: Encodable {
            let name: String
            let purpose: String
        }
        let environment: String
        let machine: String
        let folder: String
        let files: [File]
    }

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String
    @Argument(help: "The machine's name.") var machine: String
    @Option(
        name: .customLong("out"), help: ArgumentHelp("The folder for the files.", valueName: "dir"),
        completion: .directory)
    var folder: String
    @Option(
        name: .customLong("public-interface"),
        help: ArgumentHelp(
            "What Linux calls public interfaces; repeatable (default: en* and eth*). One with the private MAC is none.",
            valueName: "name"))
    var publicInterfaces: [InterfacePattern] = []
    @Flag(help: "Write into a folder that has other files.") var force = false

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let verb = DescribeGuest(environment: environment, machine: machine)
            let answer = try await VerbRunner(path: try await global.resolvedRegistryPath()).perform(verb)
            let state = try GuestState(answer, publicInterfaces: publicInterfaces)
            let files = GuestFileList.all(for: state)
            do throws(GuestFolderProblem) {
                try GuestFolder(folder).write(files, force: force)
            } catch {
                try CommandFailure.report(code: error.code, sentence: error.sentence, asJSON: global.printsJSON)
            }
            if global.printsJSON {
                let report = Report(
                    environment: answer.environment, machine: answer.machine, folder: folder,
                    files: files.map { .init(name: $0.path, purpose: $0.purpose) })
                Output.write(try RegistryJSON.encode(report))
            } else {
                var table = TextTable(["file", "for"])
                for file in files { table.append(["\(folder)/\(file.path)", file.purpose]) }
                Output.write(table.text)
            }
        }
    }
}

extension InterfacePattern: ExpressibleByArgument {}

extension GuestState {
    /// - Throws: `RegistryError` if a name is too long for DNS.
    init(_ answer: GuestDescription, publicInterfaces: [InterfacePattern]) throws {
        func name(_ text: String) throws -> DomainName {
            guard let name = DomainName(text) else {
                throw RegistryError.name(.tooLongForDomain(name: text, octets: text.utf8.count + 2))
            }
            return name
        }
        let interfaces = publicInterfaces.isEmpty ? InterfacePattern.ethernet : publicInterfaces
        try self.init(
            machine: HostLabel(answer.machine), domain: answer.domain,
            private: PrivateSide(
                mac: answer.private.mac, address: answer.private.address, prefixLength: answer.prefixLength),
            public: answer.hasPublicInterface ? PublicSide(interfaces: interfaces) : nil,
            hosts: answer.hosts.map { HostsEntry(address: $0.address, names: [try name($0.fqdn), try name($0.name)]) },
            directory: answer.nameServers.isEmpty
                ? nil : Directory(servers: answer.nameServers, domain: answer.directoryDomain))
    }
}
