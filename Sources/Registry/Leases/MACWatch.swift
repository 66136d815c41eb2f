/// What a restore has told the lease server about a MAC (R18, R19). Times are seconds UTC; they end by themselves.
package struct MACWatch: Hashable, Sendable {
    /// Until then two machines may have the MAC: its lease may be extended, and nothing else is promised.
    package var heldUntil: Int64
    /// Until then its machine may believe in an address that is another's: its leases are short.
    package var suspectUntil: Int64

    package init(heldUntil: Int64 = 0, suspectUntil: Int64 = 0) {
        self.heldUntil = heldUntil
        self.suspectUntil = suspectUntil
    }

    package func isHeld(at now: Int64) -> Bool { heldUntil > now }
    package func isSuspect(at now: Int64) -> Bool { suspectUntil > now }
}
