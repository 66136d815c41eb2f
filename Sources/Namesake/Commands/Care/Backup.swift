internal import ArgumentParser
internal import Foundation
internal import Glibc
internal import Registry

/// `namesake backup`
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the registry, as it is at this moment, into a file; `serve` goes on meanwhile.",
        discussion: """
            The copy is one file and needs nothing beside it. An earlier backup is replaced, any other file is not. To \
            restore, stop the server and put the file in the registry's place.

            Example:
              namesake backup /var/backups/lab.sqlite
            """)

    private struct Report: Encodable {
        let file: String
        let bytes: Int
        let taken: UTCTime
        /// Whether the copy passes `namesake check`.
        let fit: Bool
        let counts: RegistryCounts
    }

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Where the copy goes.", completion: .file())
    var file: String

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let path = try await global.resolvedRegistryPath()
            let target = try BackupFile(path: file, of: RegistryFile(path: path))
            let answer = try await VerbRunner(path: path).perform(BackupRegistry())
            defer { unlink(answer.copy) }
            try target.place(answer.copy)
            let check = try target.check()
            if global.printsJSON {
                let report = Report(
                    file: target.path, bytes: answer.bytes, taken: answer.taken, fit: check.fit, counts: check.counts)
                Output.write(try RegistryJSON.encode(report))
            } else {
                Output.write(
                    "\(target.path): \(answer.bytes) bytes, the registry of \(answer.taken): "
                        + "\(Wording.count(check.counts.machines, "machine")), "
                        + "\(Wording.count(check.counts.leases, "lease"))")
            }
            guard check.fit else {
                Output.warn("the registry was not fit to serve when it was copied: see `namesake check`")
                return
            }
        }
    }
}
