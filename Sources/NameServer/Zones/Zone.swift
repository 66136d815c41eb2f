package import Addresses
package import AliasTable
internal import DNSWire

/// Whether a zone is served as its file says, or holds names that change while it is served.
package enum ZoneLiveness: Sendable {
    /// Exactly as the file says.
    case plain
    /// It holds a network's domain, or its reverse: the serial is this one, and negative answers live at most
    /// `Zone.liveNegativeSeconds`.
    case live(LiveSerial)
}

/// A zone that can be served: checked, indexed, immutable.
package struct Zone: Sendable {
    /// The owner of the SOA record.
    package let origin: DomainName
    package let liveness: ZoneLiveness
    /// The serial that its SOA record has.
    package let serial: UInt32
    package let recordCount: Int
    /// What is odd about it.
    package let warnings: [ZoneFlaw]

    /// Node 0 is the apex.
    let store: ZoneStore
    /// How long a resolver may remember that something is not there: the smaller of the SOA's TTL and its minimum field
    /// (RFC 2308 §5).
    let negativeSeconds: UInt32
    /// The SOA's set, RDATA and the length of its two names.
    let authority: Authority

    struct Authority: BitwiseCopyable {
        var set: UInt32
        var numbers: UInt32
    }

    /// A clone's names come into being while somebody asks for them, so that "there is none" must soon be forgotten.
    package static let liveNegativeSeconds: UInt32 = 10

    /// Checks records and makes a zone of them.
    ///
    /// - Parameters:
    ///   - records: one SOA among them; its owner is the apex. In any order.
    ///   - existing: names at or below the apex that exist even though nothing is said of them here: the domains of
    ///     networks.
    ///   - key: the key of the `ZoneSet` that will hold it.
    package init(
        records: [ZoneRecord], liveness: ZoneLiveness = .plain, existing: [DomainName] = [], hashKey key: NameHashKey
    ) throws(ZoneFlaws) {
        var flaws = ZoneFlawList()
        let authority = ZoneApex.find(in: records, &flaws)
        guard let authority else { throw ZoneFlaws(flaws.flaws) }
        var builder = ZoneBuilder(origin: authority.owner, hashKey: key, flaws: flaws)
        for record in records { builder.add(record) }
        for name in existing { builder.addName(name) }
        let content = builder.finish()
        try content.flaws.throwIfAny()
        origin = authority.owner
        self.liveness = liveness
        store = content.store
        recordCount = content.store.records.count
        warnings = content.flaws.flaws
        let numbers = authority.data.count - 20
        serial = authority.data.span.uint32(at: numbers) ?? 0
        negativeSeconds = min(authority.ttl, authority.data.span.uint32(at: numbers + 16) ?? 0)
        let apex = content.store.nodes.first
        let set = (0..<Int(apex?.setCount ?? 0)).map { Int(apex?.firstSet ?? 0) + $0 }
            .first { content.store.sets[$0].type == .soa }
        self.authority = Authority(set: UInt32(set ?? 0), numbers: UInt32(numbers))
    }

    /// How many names it has, empty non-terminals among them.
    package var nameCount: Int { store.nodes.count }
}
