internal import Addresses
internal import DNSWire

/// Turns records into a store: names and their ancestors to nodes, records to sets, cuts and wildcards noted.
struct ZoneBuilder: ~Copyable {
    private let origin: DomainName
    private let key: NameHashKey
    private let originLabels: Int
    private var flaws: ZoneFlawList
    private var store = ZoneStore()
    private var nodesByHash: [UInt64: UInt32] = [:]
    /// A node's parent; parents come before their children.
    private var parents: [UInt32] = []
    private var name = QueryName()
    private var pending: [PendingRecord] = []
    private var lastOwner: (wire: [UInt8], node: UInt32)?

    private struct PendingRecord {
        var node: UInt32
        var record: ZoneRecord
    }

    /// More octets than 32 bits can count are no zone for one machine.
    private static let octetLimit = 1 << 31

    init(origin: DomainName, hashKey: NameHashKey, flaws: ZoneFlawList) {
        self.origin = origin
        key = hashKey
        self.flaws = flaws
        originLabels = origin.labels.count
        addName(origin)
    }

    mutating func add(_ record: ZoneRecord) {
        guard !flaws.isFull else { return }
        if record.type.isQueryOnly {
            return flaws.error(at: record.place, "\(record.type) is a type for questions, not for records")
        }
        if let format = RecordFormat.of(record.type), !format.accepts(record.data.span) {
            return flaws.error(at: record.place, "the \(record.type) record of \(record.owner) is malformed")
        }
        guard record.data.count <= Int(UInt16.max) else {
            return flaws.error(at: record.place, "the \(record.type) record of \(record.owner) is over 65535 octets")
        }
        guard let node = node(for: record.owner) else {
            return flaws.error(at: record.place, "\(record.owner) is not in the zone \(origin)")
        }
        pending.append(PendingRecord(node: node, record: record))
    }

    /// Makes a name exist, without records.
    mutating func addName(_ name: DomainName) {
        _ = node(for: name)
    }

    private mutating func node(for owner: DomainName) -> UInt32? {
        if let lastOwner, lastOwner.wire == owner.wire { return lastOwner.node }
        guard name.read(owner.wire.span, at: 0), name.labelCount >= originLabels, owner.isAtOrBelow(origin),
            store.octets.count < Self.octetLimit
        else { return nil }
        name.hash(owner.wire.span, at: 0, with: key)
        let top = name.labelCount - originLabels
        var label = 0
        while label <= top, nodesByHash[name.hash(from: label)] == nil { label += 1 }
        var node = label <= top ? nodesByHash[name.hash(from: label)] ?? ZoneNode.none : ZoneNode.none
        if label > 0 {
            // The missing names, from the highest down; all of them are suffixes of the same octets.
            let base = store.octets.count
            store.octets.append(contentsOf: owner.wire)
            while label > 0 {
                label -= 1
                node = append(label, of: owner, base: base, parent: node)
            }
        }
        lastOwner = (owner.wire, node)
        return node
    }

    private mutating func append(_ label: Int, of owner: DomainName, base: Int, parent: UInt32) -> UInt32 {
        let index = UInt32(store.nodes.count)
        let start = name.start(of: label)
        store.nodes.append(
            ZoneNode(
                hash: name.hash(from: label), zone: 0, name: UInt32(base + start), cut: ZoneNode.none,
                wildcard: ZoneNode.none, firstSet: 0, setCount: 0, nameLength: UInt8(name.length - start),
                labelCount: UInt8(name.labelCount - label)))
        parents.append(parent)
        nodesByHash[name.hash(from: label)] = index
        if parent != ZoneNode.none, owner.wire[start] == 1, owner.wire[start + 1] == UInt8(ascii: "*") {
            store.nodes[Int(parent)].wildcard = index
        }
        return index
    }

    consuming func finish() -> (store: ZoneStore, flaws: ZoneFlawList) {
        let order = pending.indices.sorted { left, right in
            let (a, b) = (pending[left], pending[right])
            return (a.node, a.record.type.rawValue, left) < (b.node, b.record.type.rawValue, right)
        }
        var position = 0
        while position < order.count {
            let first = pending[order[position]]
            var end = position + 1
            while end < order.count, pending[order[end]].node == first.node,
                pending[order[end]].record.type == first.record.type
            {
                end += 1
            }
            appendSet(node: Int(first.node), order[position..<end].map { pending[$0].record })
            position = end
        }
        noteCuts()
        checkApex()
        return (store, flaws)
    }

    /// Appends the records of one owner and type, each once (RFC 2181 §5), whatever the letter case of the names in
    /// them; their TTLs are one (§5.2), the smallest.
    private mutating func appendSet(node: Int, _ records: [ZoneRecord]) {
        guard let first = records.first else { return }
        let start = store.records.count
        var seen: Set<[UInt8]> = []
        let format = RecordFormat.of(first.type)
        for record in records {
            if records.count > 1, !seen.insert(format?.folded(record.data) ?? record.data).inserted { continue }
            if record.ttl != first.ttl {
                flaws.warning(
                    at: record.place, "the \(record.type) records of \(record.owner) differ in TTL; the smallest counts"
                )
            }
            store.records.append(
                RecordData(start: UInt32(store.octets.count), length: UInt32(record.data.count)))
            store.octets.append(contentsOf: record.data)
        }
        let ttl = records.map(\.ttl).min() ?? 0
        if store.nodes[node].setCount == 0 { store.nodes[node].firstSet = UInt32(store.sets.count) }
        check(first, with: node, count: store.records.count - start)
        store.nodes[node].setCount += 1
        store.sets.append(RecordSet(type: first.type, ttl: ttl, records: start..<store.records.count))
    }

    /// What may not stand beside what, called before the set is counted at its node.
    private mutating func check(_ record: ZoneRecord, with node: Int, count: Int) {
        let others = store.nodes[node].setCount > 0
        switch record.type {
        case .cname where others, _ where others && has(.cname, node):
            flaws.error(at: record.place, "\(record.owner) has a CNAME and other records (RFC 1034 section 3.6.2)")
        case .cname where count > 1, .dname where count > 1:
            flaws.error(at: record.place, "\(record.owner) has more than one \(record.type) record")
        case .dname where node != 0 && has(.ns, node):
            flaws.error(at: record.place, "\(record.owner) has a DNAME and an NS record (RFC 6672 section 2.3)")
        default:
            break
        }
    }

    private func has(_ type: RecordType, _ node: Int) -> Bool {
        let first = Int(store.nodes[node].firstSet)
        return (first..<first + Int(store.nodes[node].setCount)).contains { store.sets[$0].type == type }
    }

    /// Notes for each node which cut takes its answers away. Parents come first, so one pass does.
    private mutating func noteCuts() {
        for index in store.nodes.indices.dropFirst() {
            let parent = Int(parents[index])
            if store.nodes[parent].cut != ZoneNode.none {
                store.nodes[index].cut = store.nodes[parent].cut
            } else if has(.dname, parent) {
                store.nodes[index].cut = UInt32(parent)
            } else if has(.ns, index) {
                store.nodes[index].cut = UInt32(index)
            }
        }
    }

    private mutating func checkApex() {
        if flaws.errorCount == 0, !has(.ns, 0) {
            let place = pending.first { $0.record.type == .soa }?.record.place
            flaws.warning(at: place, "the zone \(origin) has no NS record at its top name")
        }
    }
}
