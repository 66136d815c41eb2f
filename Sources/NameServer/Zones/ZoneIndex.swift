internal import Addresses
internal import AliasTable
internal import DNSWire

/// What the responder needs to know of one zone.
struct ZoneEntry: BitwiseCopyable {
    /// Its apex's node.
    var apex: UInt32
    var apexLabels: UInt32
    /// The SOA's set, and the offset of its five numbers in the RDATA.
    var soaSet: UInt32
    var soaNumbers: UInt32
    /// TTL of negative answers as the file has it.
    var negativeSeconds: UInt32
    var overlay: Overlay
    /// Index into `serials`; -1 for a plain zone.
    var serial: Int32

    enum Overlay: UInt8, BitwiseCopyable {
        /// Served as its file says.
        case none
        /// Aliases, readable names and environments lie over it.
        case names
        /// Addresses of aliases lie over it.
        case reverse
    }
}

/// All zones, and the way from a name to its node.
///
/// It cannot be copied, so that no lookup can touch a reference count by accident.
struct ZoneIndex: ~Copyable, Sendable {
    let hashKey: NameHashKey
    let store: ZoneStore
    let zones: [ZoneEntry]
    let serials: [LiveSerial]
    /// Open addressing at most half full: node + 1, or 0.
    private let buckets: [UInt32]
    private let mask: Int
    /// The same for apexes: zone + 1, or 0.
    private let apexBuckets: [UInt32]
    private let apexMask: Int
    /// Bit n: there is an apex of n labels.
    private let apexDepths: (UInt64, UInt64)

    init(_ zones: [Zone], hashKey: NameHashKey) {
        self.hashKey = hashKey
        var store = ZoneStore()
        var entries: [ZoneEntry] = []
        var serials: [LiveSerial] = []
        var depths: (UInt64, UInt64) = (0, 0)
        for (number, zone) in zones.enumerated() {
            let labels = zone.origin.labels.count
            var entry = ZoneEntry(
                apex: UInt32(store.nodes.count), apexLabels: UInt32(labels),
                soaSet: UInt32(store.sets.count) + zone.authority.set, soaNumbers: zone.authority.numbers,
                negativeSeconds: zone.negativeSeconds, overlay: .none, serial: -1)
            if case .live(let serial) = zone.liveness {
                entry.overlay = zone.origin.isAtOrBelow(.reverseIPv4) ? .reverse : .names
                entry.serial = Int32(serials.count)
                serials.append(serial)
            }
            entries.append(entry)
            store.append(zone.store, as: number)
            if labels < 64 { depths.0 |= 1 << UInt64(labels) } else { depths.1 |= 1 << UInt64(labels - 64) }
        }
        buckets = Self.table(store.nodes.lazy.map { Self.home($0.hash, $0.zone) })
        mask = buckets.count - 1
        apexBuckets = Self.table(entries.lazy.map { Self.home(store.nodes[Int($0.apex)].hash, 0) })
        apexMask = apexBuckets.count - 1
        self.store = store
        self.zones = entries
        self.serials = serials
        apexDepths = depths
    }

    /// A table that leads to each home's position in `homes`, plus 1.
    private static func table(_ homes: some Collection<Int>) -> [UInt32] {
        var capacity = 16
        while capacity < homes.count * 2 { capacity *= 2 }
        var buckets = [UInt32](repeating: 0, count: capacity)
        for (number, home) in homes.enumerated() {
            var position = home & (capacity - 1)
            while buckets[position] != 0 { position = (position + 1) & (capacity - 1) }
            buckets[position] = UInt32(number + 1)
        }
        return buckets
    }

    @inline(__always)
    private static func home(_ hash: UInt64, _ zone: UInt32) -> Int {
        Int(truncatingIfNeeded: hash ^ (UInt64(zone) &* 0x9E37_79B9_7F4A_7C15) >> 8)
    }

    /// The node of the name in `range`, in one zone.
    @inline(__always)
    func node(in zone: Int, hash: UInt64, _ octets: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var position = Self.home(hash, UInt32(truncatingIfNeeded: zone)) & mask
        while buckets[position] != 0 {
            let number = Int(buckets[position]) &- 1
            let node = store.nodes[number]
            if node.hash == hash, Int(node.zone) == zone, isName(node.nameRange, equalTo: octets, range) {
                return number
            }
            position = (position &+ 1) & mask
        }
        return nil
    }

    @inline(__always)
    private func isName(_ own: Range<Int>, equalTo octets: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard own.count == range.count, range.upperBound <= octets.count else { return false }
        for step in 0..<own.count {
            let (a, b) = (store.octets[own.lowerBound &+ step], octets[range.lowerBound &+ step])
            if a != b, a.asciiLowercased != b.asciiLowercased { return false }
        }
        return true
    }

    /// Whether one name of the store is another's descendant, or the same.
    func isName(_ range: Range<Int>, atOrBelow ancestor: Range<Int>) -> Bool {
        var start = range.lowerBound
        while range.upperBound &- start > ancestor.count { start &+= 1 &+ Int(store.octets[start]) }
        return isName(ancestor, equalTo: store.octets.span, start..<max(start, range.upperBound))
    }

    /// The zone with the longest apex at or above a name, from its label number `first` on.
    @inline(__always)
    func deepestZone(for name: borrowing QueryName, _ octets: Span<UInt8>, from first: Int = 0) -> Int? {
        var label = first
        while label <= name.labelCount {
            let depth = name.labelCount &- label
            let isApexDepth =
                depth < 64
                ? apexDepths.0 >> UInt64(depth) & 1 : apexDepths.1 >> UInt64(depth &- 64) & 1
            if isApexDepth == 1, let zone = apex(name, label, octets) { return zone }
            label &+= 1
        }
        return nil
    }

    /// The zone whose apex the name is, from its label number `label` on.
    private func apex(_ name: borrowing QueryName, _ label: Int, _ octets: Span<UInt8>) -> Int? {
        let range = name.start(of: label)..<name.length
        let hash = name.hash(from: label)
        var position = Self.home(hash, 0) & apexMask
        while apexBuckets[position] != 0 {
            let zone = Int(apexBuckets[position]) &- 1
            let node = store.nodes[Int(zones[zone].apex)]
            if node.hash == hash, isName(node.nameRange, equalTo: octets, range) { return zone }
            position = (position &+ 1) & apexMask
        }
        return nil
    }

    /// The node of a name, or of its nearest ancestor in the zone: its closest encloser (RFC 4592 §3.3.1).
    ///
    /// - Parameter octets: the name itself, from offset 0.
    /// - Returns: the node and the number of labels that were left off; 0 for the name itself.
    @inline(__always)
    func locate(in zone: Int, _ name: borrowing QueryName, _ octets: Span<UInt8>) -> (node: Int, label: Int) {
        let top = name.labelCount &- Int(zones[zone].apexLabels)
        var label = 0
        while label < top {
            if let node = node(
                in: zone, hash: name.hash(from: label), octets, name.start(of: label)..<name.length)
            {
                return (node, label)
            }
            label &+= 1
        }
        return (Int(zones[zone].apex), top)
    }

    /// The set of that type at a node.
    @inline(__always)
    func set(_ type: RecordType, at node: Int) -> Int? {
        let first = Int(store.nodes[node].firstSet)
        for index in first..<first &+ Int(store.nodes[node].setCount) where store.sets[index].type == type {
            return index
        }
        return nil
    }
}

extension DomainName {
    /// Where addresses are names (RFC 1035 §3.5).
    static let reverseIPv4 = DomainName("in-addr.arpa") ?? .root
}
