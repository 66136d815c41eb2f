internal import Addresses
internal import DNSWire

/// A name of a zone: an owner of records, or an empty non-terminal (RFC 4592 §2.2.2).
struct ZoneNode: BitwiseCopyable {
    /// By `NameHashKey`, of the whole name.
    var hash: UInt64
    /// Index of its zone.
    var zone: UInt32
    /// Where its wire form begins among the octets.
    var name: UInt32
    /// The topmost node that takes answers for this name away from its own records: a delegation at or above it, or a
    /// DNAME above it. `none` if it answers for itself.
    var cut: UInt32
    /// The child `*`.
    var wildcard: UInt32
    var firstSet: UInt32
    var setCount: UInt16
    /// Octets of the wire form, the root's included.
    var nameLength: UInt8
    var labelCount: UInt8

    static var none: UInt32 { .max }

    var nameRange: Range<Int> { Int(name)..<Int(name) &+ Int(nameLength) }
}

/// The records of one owner and type.
struct RecordSet: BitwiseCopyable {
    var ttl: UInt32
    var firstRecord: UInt32
    var recordCount: UInt32
    var type: RecordType
    /// Octets of RDATA before the names that a reply may compress, and how many such names follow.
    var prefix: UInt8
    var nameCount: UInt8
    /// Offset in the RDATA of the name whose addresses are worth sending along (RFC 1035 §3.3), or 255.
    var additional: UInt8

    static var noAdditional: UInt8 { 255 }

    init(type: RecordType, ttl: UInt32, records: Range<Int>) {
        self.type = type
        self.ttl = ttl
        firstRecord = UInt32(truncatingIfNeeded: records.lowerBound)
        recordCount = UInt32(truncatingIfNeeded: records.count)
        let fields = RecordFormat.of(type)?.fields ?? []
        let names = fields.firstIndex(of: .compressibleName)
        prefix = UInt8(names.map { $0 == 0 ? 0 : 2 } ?? 0)
        nameCount = UInt8(fields.filter { $0 == .compressibleName }.count)
        additional =
            switch type {
            case .ns: 0
            case .mx: 2
            case .srv: 6
            default: Self.noAdditional
            }
    }
}

/// RDATA among the octets.
struct RecordData: BitwiseCopyable {
    var start: UInt32
    var length: UInt32

    var range: Range<Int> { Int(start)..<Int(start) &+ Int(length) }
}

/// The contents of one zone, or of all: four flat arrays whose elements refer to each other by index.
///
/// Nothing in it is a reference, so that a lookup touches no counts and no allocator; and a zone of a million names is
/// four allocations.
struct ZoneStore: Sendable {
    var octets: [UInt8] = []
    var nodes: [ZoneNode] = []
    var sets: [RecordSet] = []
    var records: [RecordData] = []

    /// Appends another store, whose indices begin at 0, as zone number `zone`.
    mutating func append(_ other: ZoneStore, as zone: Int) {
        let octetBase = UInt32(octets.count)
        let nodeBase = UInt32(nodes.count)
        let setBase = UInt32(sets.count)
        let recordBase = UInt32(records.count)
        octets.append(contentsOf: other.octets)
        nodes.append(
            contentsOf: other.nodes.lazy.map { node in
                var moved = node
                moved.zone = UInt32(zone)
                moved.name += octetBase
                if moved.cut != ZoneNode.none { moved.cut += nodeBase }
                if moved.wildcard != ZoneNode.none { moved.wildcard += nodeBase }
                moved.firstSet += setBase
                return moved
            })
        sets.append(
            contentsOf: other.sets.lazy.map { set in
                var moved = set
                moved.firstRecord += recordBase
                return moved
            })
        records.append(
            contentsOf: other.records.lazy.map { RecordData(start: $0.start + octetBase, length: $0.length) })
    }
}
