package import Registry

/// What a message leads to: changes to commit, and the reply that may be sent once they are.
package struct LeaseDecision: Hashable, Sendable {
    package var changes: [LeaseChange]
    package var reply: ReplyPlan?
    /// Set if and only if there is no reply to a message that could have had one, or that was ignored.
    package var drop: DropReason?
    /// The answer to a lease query, in place of a reply to a client.
    package var answer: LeaseQueryReply?
    /// What the wire is to be asked once the changes are committed; then the message is decided again, with the verdict.
    package var probe: AddressProbe?
    /// Where the sender is, if the message tells.
    package var sighting: Sighting?

    /// Changes, and a reply once they are committed.
    static func reply(_ reply: ReplyPlan, _ changes: [LeaseChange] = []) -> LeaseDecision {
        LeaseDecision(changes: changes, reply: reply, drop: nil)
    }

    /// Changes, and nothing to say.
    static func silent(_ changes: [LeaseChange]) -> LeaseDecision {
        LeaseDecision(changes: changes, reply: nil, drop: nil)
    }

    /// Nothing to say before the wire has.
    static func ask(_ probe: AddressProbe, _ changes: [LeaseChange] = []) -> LeaseDecision {
        LeaseDecision(changes: changes, reply: nil, drop: nil, probe: probe)
    }

    /// No answer; perhaps a piece of evidence.
    static func drop(_ reason: DropReason, _ changes: [LeaseChange] = []) -> LeaseDecision {
        LeaseDecision(changes: changes, reply: nil, drop: reason)
    }
}
