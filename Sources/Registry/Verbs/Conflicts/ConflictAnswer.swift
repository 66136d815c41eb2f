package import Addresses

/// How much a conflict matters.
package enum ConflictSeverity: String, Codable, Hashable, Sendable {
    /// Packets for one machine reach another (R28).
    case critical
    /// Somebody is disturbed, or found by the wrong name, until it is put right.
    case warning
    /// Kept apart, or put right already.
    case info

    fileprivate var rank: Int {
        switch self {
        case .critical: 0
        case .warning: 1
        case .info: 2
        }
    }
}

/// Who knows of a conflict.
package enum ConflictSource: String, Codable, Hashable, Sendable {
    /// What the registry holds.
    case registry
    /// What the lease server has seen.
    case lease
    /// What name servers and zone files say.
    case name
}

/// One conflict: what is known of it, with both sides; or a group of machines that would collide without isolation.
package struct ConflictAnswer: Codable, Hashable, Sendable {
    /// `web-server.shop-qa1`, a host's name, the MAC of somebody who is not registered; of a group, what its machines have
    /// in common.
    package var name: String
    /// Which of the article's three kinds it is (R12).
    package var conflict: ConflictKind
    /// The kind of the events, `address.stale` and the like; `name.same` and the like of a group.
    package var kind: String
    package var severity: ConflictSeverity
    package var source: ConflictSource
    /// It would be one if the environments were on one network with nothing between them.
    package var predicted: Bool
    @ExplicitNull package var network: String?
    @ExplicitNull package var environment: String?
    @ExplicitNull package var machine: String?
    @ExplicitNull package var mac: MACAddress?
    @ExplicitNull package var address: IPv4Address?
    @ExplicitNull package var otherEnvironment: String?
    @ExplicitNull package var otherMachine: String?
    @ExplicitNull package var otherMAC: MACAddress?
    /// The environments concerned, the oldest first: at most `environmentLimit` of them.
    package var environments: [String]
    package var first: UTCTime
    package var last: UTCTime
    /// How many events there are of it: the same is written once in a while, not once a packet. Of a group, how many
    /// machines it has.
    package var count: Int
    @ExplicitNull package var detail: String?

    package static let environmentLimit = 8

    /// What is real before what is predicted, what matters before what does not, what is new before what is old.
    static func isBefore(_ left: ConflictAnswer, _ right: ConflictAnswer) -> Bool {
        if left.predicted != right.predicted { return right.predicted }
        if left.severity != right.severity { return left.severity.rank < right.severity.rank }
        return left.last > right.last
    }
}
