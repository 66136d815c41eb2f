internal import Control
internal import Foundation
internal import Registry

/// Has a verb performed by whoever owns the registry: `serve` through its socket, else this process for a moment.
struct VerbRunner {
    /// How long a command keeps trying while `serve` starts or ends, in seconds.
    private static let patience: Double = 60

    private let file: RegistryFile

    init(path: String) {
        file = RegistryFile(path: path)
    }

    func perform<V: Verb>(_ verb: V) async throws -> V.Answer {
        let body = try RegistryJSON.encode(verb)
        let client = ControlClient(registry: file)
        let start = ContinuousClock.now
        while true {
            switch try await client.perform(verb: V.name, body: body) {
            case .answer(let data):
                return try RegistryJSON.decode(V.Answer.self, from: data)
            case .nobody:
                break
            }
            do {
                return try LocalRegistry.perform(verb, on: file)
            } catch {
                // `serve` took the lock between our two attempts: it is starting, and its socket comes next.
                guard case .file(.owned) = error, ContinuousClock.now - start < .seconds(Self.patience) else {
                    throw error
                }
            }
        }
    }
}
