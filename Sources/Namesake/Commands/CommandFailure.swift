internal import ArgumentParser
internal import Datagrams
internal import Foundation
internal import Kits
internal import Privileges
internal import Registry

/// How a command fails: one sentence on standard error, with `--json` also an object, and exit status 1.
enum CommandFailure {
    private struct Report: Encodable {
        struct Content: Encodable {
            let code: String
            let message: String
        }
        let error: Content
    }

    static func reporting(asJSON: Bool, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            try report(error, asJSON: asJSON)
        }
    }

    /// The same for what must not leave its thread.
    static func reportingHere<Result>(asJSON: Bool, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            try report(error, asJSON: asJSON)
        }
    }

    private static func report(_ error: any Error, asJSON: Bool) throws -> Never {
        switch error {
        case let error as RegistryError: try report(code: error.code, sentence: error.sentence, asJSON: asJSON)
        case let error as SettingsError: try report(code: "setting", sentence: error.description, asJSON: asJSON)
        case let error as SocketError: try report(code: "socket", sentence: error.sentence, asJSON: asJSON)
        case let error as PrivilegeError: try report(code: "privileges", sentence: error.description, asJSON: asJSON)
        case let error as ImportProblem: try report(code: error.code, sentence: error.sentence, asJSON: asJSON)
        case let error as OutputProblem: try report(code: error.code, sentence: error.sentence, asJSON: asJSON)
        default: throw error
        }
    }

    static func report(code: String, sentence: String, asJSON: Bool) throws -> Never {
        var lines = "namesake: \(sentence)\n"
        if asJSON, let object = try? RegistryJSON.encode(Report(error: .init(code: code, message: sentence))) {
            lines += String(decoding: object, as: UTF8.self) + "\n"
        }
        try? FileHandle.standardError.write(contentsOf: Data(lines.utf8))
        throw ExitCode(1)
    }
}

extension SocketError {
    /// With what to do about it.
    var sentence: String {
        switch code {
        case EADDRINUSE: "\(self): another program listens there; stop it, or choose another address or port"
        case EACCES, EPERM: "\(self): only root may do that, or a process with CAP_NET_BIND_SERVICE and CAP_NET_RAW"
        case EADDRNOTAVAIL: "\(self): no interface of this host has that address (see `ip address`)"
        case ENODEV, ENXIO: "\(self): there is none of that name (see `ip link`)"
        default: description
        }
    }
}
