internal import ArgumentParser
internal import Foundation
internal import Kits
internal import Registry

/// `namesake export`
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write what other tools need to find the machines: ssh, Ansible, RDP, Prometheus and others.",
        discussion: """
            Without an environment the machines of all of them are written, where the format has room for that. --out \
            replaces a file as a whole; of a hosts file it replaces its own block and nothing else; for rdp it is a folder.

            Examples:
              namesake export shop-qa1 --format ssh-config --user tester --out ~/.ssh/config.d/lab.conf
              namesake export --format ansible
              namesake export shop-qa1 --format rdp --user 'CONTOSO\\alice' --out ~/Desktop/shop-qa1
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name (default: all of them).") var environment: String?
    @Option(help: "The format.") var format: ExportFormat
    @Option(
        help: ArgumentHelp("Where to write (default: standard output).", valueName: "file|dir"), completion: .file())
    var out: String?
    @Option(help: ArgumentHelp("Whom to log in as: ssh-config, ansible, rdp.", valueName: "name"))
    var user: LoginName?
    @Option(
        help: ArgumentHelp("The port: ssh-config, ansible, rdp; of the exporter: prometheus-sd.", valueName: "number"))
    var port: UInt16?

    func validate() throws {
        if environment == nil, format.isOfOneEnvironment {
            throw ValidationError("--format \(format.rawValue) is of one environment: name it.")
        }
        if format == .rdp, out == nil {
            throw ValidationError("--format rdp makes a file for each machine: name a folder with --out.")
        }
        if user != nil, !format.saysUser { throw ValidationError("--format \(format.rawValue) says no user.") }
        if port != nil, !format.saysPort || port == 0 {
            throw ValidationError(
                format.saysPort ? "A port is 1 to 65535." : "--format \(format.rawValue) says no port.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let verb = ExportEnvironments(environment: environment)
            let kits = try await VerbRunner(path: try await global.resolvedRegistryPath()).perform(verb)
            let content = try format.content(for: kits, KitOptions(user: user, port: port))
            if let out {
                try report(write(content, to: out))
            } else if case .text(let text) = content {
                try print(text)
            }
        }
    }

    private func write(_ content: ExportFormat.Content, to path: String) throws -> [WrittenFile] {
        switch content {
        case .files(let files):
            try OutputFile.makeFolder(path)
            return try files.map { file in
                let path = URL(fileURLWithPath: path).appendingPathComponent(file.name).path
                try OutputFile.replace(path, with: file.octets)
                return WrittenFile(name: path)
            }
        case .text(let text):
            var octets = Array(text.utf8)
            if format == .hosts, let file = try OutputFile.read(path) {
                do {
                    octets = try DesktopHosts.merged(text, into: file)
                } catch {
                    throw OutputProblem.unendedBlock(path: path, line: error.line)
                }
            }
            try OutputFile.replace(path, with: octets)
            return [WrittenFile(name: path)]
        }
    }

    private func report(_ files: [WrittenFile]) throws {
        if global.printsJSON {
            Output.write(try RegistryJSON.encode(files))
        } else {
            Output.write(files.map { "\($0.name) written" }.joined(separator: "\n"))
        }
    }

    private func print(_ text: String) throws {
        let isPrintedAsIs = !global.printsJSON || format.isJSON
        let shown = isPrintedAsIs ? text : String(decoding: try RegistryJSON.encode(ExportedText(text)), as: UTF8.self)
        Output.write(shown.hasSuffix("\n") ? String(shown.dropLast()) : shown)
    }

    private struct WrittenFile: Encodable {
        let name: String
    }

    private struct ExportedText: Encodable {
        let text: String
        init(_ text: String) { self.text = text }
    }
}

extension LoginName: ExpressibleByArgument {}
