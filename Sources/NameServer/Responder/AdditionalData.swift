internal import Addresses
internal import AliasTable
internal import DNSWire

/// The sets of a reply whose names' addresses are worth sending along.
struct AdditionalSources: ~Copyable {
    /// Which addresses.
    enum Glue: BitwiseCopyable {
        case none
        /// Those that the zone answers for.
        case served
        /// Those below this cut too: without them nobody could go on.
        case referral(Int)
    }

    struct Source: BitwiseCopyable {
        var set: Int
        var zone: Int
        var glue: Glue
    }

    private(set) var count = 0
    private var sources = [Source](repeating: Source(set: 0, zone: 0, glue: .none), count: 8)

    mutating func removeAll() {
        count = 0
    }

    mutating func append(_ set: Int, _ zone: Int, _ glue: Glue) {
        guard count < sources.count else { return }
        sources[count] = Source(set: set, zone: zone, glue: glue)
        count &+= 1
    }

    func source(_ index: Int) -> Source {
        sources[index]
    }
}

/// Additional data (RFC 1034 §4.3.2 step 6): addresses of name servers, mail and service hosts, from the same zone.
extension Responder {
    mutating func writeAdditional(
        to message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex, _ aliases: AliasSnapshot, _ now: UInt32
    ) {
        var index = 0
        while index < additional.count, !header.isTruncated {
            let source = additional.source(index)
            index &+= 1
            if case .none = source.glue { continue }
            let set = zones.store.sets[source.set]
            let first = Int(set.firstRecord)
            for record in first..<first &+ Int(set.recordCount) where !header.isTruncated {
                let data = zones.store.records[record].range
                guard data.count > Int(set.additional) else { continue }
                let target = data.lowerBound &+ Int(set.additional)..<data.upperBound
                writeAddresses(of: target, for: set.type, source, to: &message, zones, aliases, now)
            }
        }
    }

    private mutating func writeAddresses(
        of target: Range<Int>, for type: RecordType, _ source: AdditionalSources.Source,
        to message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex, _ aliases: AliasSnapshot, _ now: UInt32
    ) {
        guard other.read(zones.store.octets.span, at: target.lowerBound), other.length == target.count else {
            return
        }
        other.hash(zones.store.octets.span, at: target.lowerBound, with: zones.hashKey)
        let entry = zones.zones[source.zone]
        let above = other.labelCount &- Int(entry.apexLabels)
        guard above >= 0, other.hash(from: above) == zones.store.nodes[Int(entry.apex)].hash else { return }
        let named =
            entry.overlay == .names
            ? aliases.find(zones.store.octets.span, at: target.lowerBound, hash: other.hash(from: 0)) : nil
        if case .alias(let slot)? = named {
            return writeAlias(slot, target, to: &message, zones, aliases, now)
        }
        let located = zones.locate(in: source.zone, other, zones.store.octets.span.extracting(target))
        var node = located.node
        let cut = zones.store.nodes[node].cut
        var isRequired = false
        if cut != ZoneNode.none {
            // Addresses below a cut are not ours to give, except to whom we send there; and below that very cut they
            // are all that leads on (RFC 9471 §3).
            guard type == .ns else { return }
            if case .referral(let here) = source.glue { isRequired = Int(cut) == here }
        }
        if case .host(let slot)? = named, cut == ZoneNode.none,
            located.label > 0 || zones.store.nodes[node].setCount == 0
        {
            return writeAlias(slot, target, to: &message, zones, aliases, now)
        }
        if located.label > 0 {
            let wildcard = zones.store.nodes[node].wildcard
            guard wildcard != ZoneNode.none else { return }
            node = Int(wildcard)
        }
        for step in 0..<2 {
            guard let set = zones.set(step == 0 ? .a : .aaaa, at: node) else { continue }
            write(
                set: set, owner: .stored(target, hash: other.hash(from: 0)), to: .additional, in: &message, zones,
                source.zone, glue: .none)
            if !isRequired { header.isTruncated = false }
        }
    }

    /// A name server or mail host may be an alias, or a host of ours.
    private mutating func writeAlias(
        _ slot: AliasSlot, _ owner: Range<Int>, to message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex,
        _ aliases: AliasSnapshot, _ now: UInt32
    ) {
        guard let lease = aliases.lease(of: slot, now: now) else { return }
        let mark = writer.mark
        writer.writeName(zones.store.octets.span, owner, to: &message)
        writer.write(RecordType.a.rawValue, to: &message)
        writer.write(RecordClass.internet.rawValue, to: &message)
        writer.write(min(Self.aliasSeconds, lease.remaining), to: &message)
        writer.write(UInt16(4), to: &message)
        writer.write(lease.address.rawValue, to: &message)
        count(1, in: .additional, since: mark)
        header.isTruncated = false
    }
}
