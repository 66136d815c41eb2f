internal import Addresses
internal import DNSWire

/// Answers out of a zone's own records.
extension Responder {
    /// Answers from a node that is the name itself, or the wildcard that stands for it (RFC 4592 §3.3).
    mutating func answerNode(
        _ node: Int, _ type: RecordType, in message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex, _ zone: Int
    ) -> Step {
        let first = Int(zones.store.nodes[node].firstSet)
        if type == .any, zones.store.nodes[node].setCount > 0 {
            // One set is an answer to ANY, and the smallest (RFC 8482 §4.1).
            write(set: first, owner: .current, to: .answer, in: &message, zones, zone, glue: .served)
            return .done
        }
        if let set = zones.set(type, at: node) {
            write(set: set, owner: .current, to: .answer, in: &message, zones, zone, glue: .served)
            return .done
        }
        if let set = zones.set(.cname, at: node) {
            write(set: set, owner: .current, to: .answer, in: &message, zones, zone, glue: .none)
            let target = zones.store.records[Int(zones.store.sets[set].firstRecord)]
            return goOn(to: target.range, zones)
        }
        return answerNegative(.noError, in: &message, zones, zone)
    }

    /// Makes a name of the store the next one to look up.
    private mutating func goOn(to target: Range<Int>, _ zones: borrowing ZoneIndex) -> Step {
        guard target.count <= current.count else { return .done }
        for index in 0..<target.count { current[index] = zones.store.octets[target.lowerBound &+ index] }
        return goOnWithCurrent(zones)
    }

    /// Reads the name that was just put into `current`.
    mutating func goOnWithCurrent(_ zones: borrowing ZoneIndex) -> Step {
        guard name.read(current.span, at: 0) else { return .done }
        name.hash(current.span, at: 0, with: zones.hashKey)
        return .follow
    }

    /// Nothing of that name, or of that type: the zone's SOA says for how long (RFC 2308 §3).
    mutating func answerNegative(
        _ code: ResponseCode, in message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex, _ zone: Int
    ) -> Step {
        header.code = code
        let entry = zones.zones[zone]
        let ttl = entry.serial < 0 ? entry.negativeSeconds : min(entry.negativeSeconds, Zone.liveNegativeSeconds)
        let apex = zones.store.nodes[Int(entry.apex)]
        write(
            set: Int(entry.soaSet), owner: .stored(apex.nameRange, hash: apex.hash), ttl: ttl, to: .authority,
            in: &message, zones, zone, glue: .none)
        return .done
    }

    /// Answers for a name at or below a delegation, or below a DNAME.
    mutating func answerCut(
        _ cut: Int, _ type: RecordType, in message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex, _ zone: Int
    ) -> Step {
        if let set = zones.set(.dname, at: cut) {
            return substitute(set, cut, type, in: &message, zones, zone)
        }
        if isQuestion { header.isAuthoritative = false }
        guard let set = zones.set(.ns, at: cut) else { return .done }
        let node = zones.store.nodes[cut]
        write(
            set: set, owner: .stored(node.nameRange, hash: node.hash), to: .authority, in: &message, zones, zone,
            glue: .referral(cut))
        return .done
    }

    /// Replaces the end of the name as the DNAME says, and writes the CNAME that old resolvers need (RFC 6672 §3.1).
    ///
    /// To whoever asked for a CNAME that one is the answer, and its target no longer matters (RFC 1034 §3.6.2). A target
    /// at or below the DNAME's own owner would be replaced again and again, longer each time, so it is not followed.
    private mutating func substitute(
        _ set: Int, _ owner: Int, _ type: RecordType, in message: inout MutableSpan<UInt8>,
        _ zones: borrowing ZoneIndex, _ zone: Int
    ) -> Step {
        let node = zones.store.nodes[owner]
        write(
            set: set, owner: .stored(node.nameRange, hash: node.hash), to: .answer, in: &message, zones, zone,
            glue: .none)
        guard !header.isTruncated else { return .done }
        let target = zones.store.records[Int(zones.store.sets[set].firstRecord)].range
        let kept = name.start(of: name.labelCount &- Int(node.labelCount))
        guard kept &+ target.count <= DomainName.maximumLength else {
            header.code = .nameTooLong
            return .done
        }
        for index in 0..<kept { made[index] = current[index] }
        for index in 0..<target.count { made[kept &+ index] = zones.store.octets[target.lowerBound &+ index] }
        writeCanonicalName(ttl: zones.store.sets[set].ttl, length: kept &+ target.count, in: &message)
        guard !header.isTruncated, type != .cname,
            !zones.isName(target, atOrBelow: node.nameRange)
        else { return .done }
        for index in 0..<kept &+ target.count { current[index] = made[index] }
        return goOnWithCurrent(zones)
    }

    /// Writes a CNAME record of the current name; its target is the first `length` octets of `made`.
    mutating func writeCanonicalName(ttl: UInt32, length: Int, in message: inout MutableSpan<UInt8>) {
        writeName(.cname, ttl: ttl, length: length, in: &message)
    }

    /// Writes a record of the current name whose RDATA is the name in the first `length` octets of `made`.
    mutating func writeName(_ type: RecordType, ttl: UInt32, length: Int, in message: inout MutableSpan<UInt8>) {
        let mark = writer.mark
        writer.writeName(current.span, 0..<name.length, to: &message)
        let start = writer.beginRecord(type: type, ttl: ttl, in: &message)
        writer.writeName(made.span, 0..<length, to: &message)
        writer.endRecord(from: start, in: &message)
        count(1, in: .answer, since: mark)
    }
}
