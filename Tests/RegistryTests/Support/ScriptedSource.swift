import Synchronization

@testable import Registry

/// A lease server that does, in its turn, what a test asks for.
final class ScriptedSource: LeaseSource {
    typealias Step = @Sendable (LeaseTurn) -> Void

    private let steps = Mutex<[Step]>([])

    func takeTurn(_ turn: LeaseTurn) {
        let due = steps.withLock { steps in
            let due = steps
            steps = []
            return due
        }
        for step in due { step(turn) }
    }

    /// Has the step performed on the writer thread, and waits for what it returns.
    func turn<Result: Sendable>(
        of writer: RegistryWriter, _ body: @escaping @Sendable (LeaseTurn) -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            steps.withLock { $0.append { continuation.resume(returning: body($0)) } }
            writer.signal()
        }
    }
}
