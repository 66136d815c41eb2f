internal import Synchronization

/// Shows that a thread still goes round: it beats once a round, and a round takes at most about a second.
package final class Pulse: Sendable {
    package let name: String
    private let count = Atomic<UInt64>(0)

    package init(name: String) {
        self.name = name
    }

    /// How often it has beaten.
    package var beats: UInt64 { count.load(ordering: .relaxed) }

    package func beat() {
        count.add(1, ordering: .relaxed)
    }
}
