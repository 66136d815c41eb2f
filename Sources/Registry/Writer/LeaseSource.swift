/// Whoever has packets to decide: the lease server.
package protocol LeaseSource: AnyObject, Sendable {
    /// Called on the writer thread, some time after `RegistryWriter.signal()`: decide what is queued, commit, then send.
    func takeTurn(_ turn: LeaseTurn)
}

/// Why a batch of lease changes was not committed.
package enum LeaseCommitError: Error {
    /// A constraint refused it. The same packets one by one may pass.
    case constraint
    /// The disk or the file failed. Nothing may be sent; the next turn works on what was read again.
    case storage
}

/// One turn of a lease source on the writer thread.
package final class LeaseTurn {
    package let book: LeaseBook
    /// Seconds UTC; the same for all packets of the turn.
    package let now: Int64
    /// Milliseconds of a clock that does not step.
    package let milliseconds: Int64
    /// To be set if the source has left packets for another turn.
    package var moreIsWaiting = false
    /// To be set if the source wants a turn at that moment, in the milliseconds of `milliseconds`, whoever signals.
    package var wake: Int64?
    private(set) var changeCount = 0
    private let commitChanges: ([LeaseChange]) throws(LeaseCommitError) -> Void

    init(
        book: LeaseBook, now: Int64, milliseconds: Int64,
        commit: @escaping ([LeaseChange]) throws(LeaseCommitError) -> Void
    ) {
        self.book = book
        self.now = now
        self.milliseconds = milliseconds
        commitChanges = commit
    }

    /// Commits the changes in one transaction, and publishes them.
    ///
    /// They have been applied to `book` since `book.begin()`. Afterwards they stand, or, if this throws, the book is what it
    /// was. Nothing may be sent before this has returned.
    package func commit(_ changes: [LeaseChange]) throws(LeaseCommitError) {
        changeCount += changes.count
        try commitChanges(changes)
    }
}
