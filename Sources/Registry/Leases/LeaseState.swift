/// What was last agreed about a lease. Whether it has expired is not a state: that follows from the time.
package enum LeaseState: Int, Sendable, Codable, Hashable {
    /// The address was named in an OFFER; the client has not asked for it yet.
    case offered = 0
    /// The client was sent an ACK.
    case bound = 1
    /// The client gave the lease back; the address stays tied to the MAC.
    case released = 2
    /// The client found the address in use. No row has this state: the tie ends and the address rests as declined.
    case declined = 3
}
