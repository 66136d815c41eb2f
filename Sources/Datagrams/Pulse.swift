internal import Synchronization

/// Shows that a thread still goes round: it beats once a round, and a round takes at most about a second.
public final class Pulse: Sendable {
    public let name: String
    private let count = Atomic<UInt64>(0)

    public init(name: String) {
        self.name = name
    }

    /// How often it has beaten.
    public var beats: UInt64 { count.load(ordering: .relaxed) }

    public func beat() {
        count.add(1, ordering: .relaxed)
    }
}
