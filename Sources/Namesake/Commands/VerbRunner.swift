internal import Control
internal import Foundation
internal import Registry

/// Has a verb performed by whoever owns the registry: `serve` through its socket, else this process for a moment.
struct VerbRunner {
    /// How long a command keeps asking while `serve` starts or ends, in seconds. A registry of a million machines is
    /// loaded in a few.
    private static let patience: Double = 20
    /// Between two rounds of asking the socket and trying the lock.
    private static let pause: Duration = .milliseconds(50)

    private let file: RegistryFile

    var path: String { file.path }

    init(path: String) {
        file = RegistryFile(path: path)
    }

    func perform<V: Verb>(_ verb: V) async throws -> V.Answer {
        switch try await ask(verb, or: verb) {
        case .own(let answer): answer
        case .owners(let data): try RegistryJSON.decode(V.Answer.self, from: data)
        }
    }

    /// Performs a verb whose answer is only printed: what the owner has written is not read and written again.
    func performAsJSON<V: Verb>(_ verb: V) async throws -> Data {
        switch try await ask(verb, or: InJSON(verb)) {
        case .own(let data), .owners(let data): data
        }
    }

    /// Who performed the verb, and what that one has for an answer.
    private enum Outcome<Answer: Sendable>: Sendable {
        /// This process did.
        case own(Answer)
        /// The owner did, and answered in JSON.
        case owners(Data)
    }

    /// Has the owner perform the verb; or performs the other form of it here.
    private func ask<V: Verb, Own: Verb>(_ verb: V, or own: Own) async throws -> Outcome<Own.Answer> {
        let body = try RegistryJSON.encode(verb)
        let client = ControlClient(registry: file)
        let start = ContinuousClock.now
        while true {
            if let data = try await Self.ownersAnswer(client, to: V.name, V.kind, body) { return .owners(data) }
            do {
                return .own(try LocalRegistry.perform(own, on: file))
            } catch {
                // `serve` has the lock and does not listen yet, or not any more.
                guard error.isOfStartingOwner, ContinuousClock.now - start < .seconds(Self.patience) else {
                    throw error
                }
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// What the owner answers; `nil` if nobody listens, or if the owner ended over a question, which can be asked again.
    private static func ownersAnswer(
        _ client: ControlClient, to verb: String, _ kind: VerbKind, _ body: Data
    ) async throws(RegistryError) -> Data? {
        do throws(RegistryError) {
            switch try await client.perform(verb: verb, body: body) {
            case .answer(let data): return data
            case .nobody: return nil
            }
        } catch {
            guard case .request(.unanswered) = error, kind == .question else { throw error }
            return nil
        }
    }
}

extension RegistryError {
    fileprivate var isOfStartingOwner: Bool {
        switch self {
        case .file(.owned), .file(.unanswered): true
        default: false
        }
    }
}
