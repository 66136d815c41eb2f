internal import Addresses
internal import AliasTable
internal import DNSWire

/// A section of a reply (RFC 1035 §4.1).
enum Section {
    case answer
    case authority
    case additional
}

/// Whose records a set is written as.
enum RecordOwner {
    /// The name that is looked up: the wildcard's answer is its (RFC 4592 §3.3.3).
    case current
    /// A name in the store.
    case stored(Range<Int>, hash: UInt64)
}

/// Writing whole record sets.
extension Responder {
    /// Writes a set, or nothing and TC if it has no room (RFC 2181 §9).
    ///
    /// - Parameters:
    ///   - ttl: in place of the set's own.
    ///   - glue: which addresses to send along for the names in it.
    mutating func write(
        set index: Int, owner: RecordOwner, ttl: UInt32? = nil, to section: Section,
        in message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex, _ zone: Int, glue: AdditionalSources.Glue
    ) {
        let set = zones.store.sets[index]
        let ownerHash: UInt64
        switch owner {
        case .current: ownerHash = name.hash(from: 0)
        case .stored(_, let hash): ownerHash = hash
        }
        guard written.insert(index, of: ownerHash) else { return }
        let mark = writer.mark
        let serial = zones.zones[zone].serial
        let first = Int(set.firstRecord)
        for record in first..<first &+ Int(set.recordCount) {
            writeOwner(owner, in: &message, zones)
            let start = writer.beginRecord(type: set.type, ttl: ttl ?? set.ttl, in: &message)
            let data = zones.store.records[record].range
            if set.type == .soa, serial >= 0 {
                writeLiveSOA(data, zones.serials[Int(serial)].value, in: &message, zones)
            } else if set.nameCount == 0 {
                writer.write(zones.store.octets.span, data, to: &message)
            } else {
                let rest = writeNames(data, set, in: &message, zones)
                writer.write(zones.store.octets.span, rest..<data.upperBound, to: &message)
            }
            writer.endRecord(from: start, in: &message)
            if writer.overflowed { break }
        }
        count(UInt16(truncatingIfNeeded: set.recordCount), in: section, since: mark)
        if set.additional != RecordSet.noAdditional { additional.append(index, zone, glue) }
    }

    /// Counts records just written; without room takes them back and marks the reply as cut short.
    mutating func count(_ records: UInt16, in section: Section, since mark: MessageWriter.Mark) {
        guard !writer.overflowed else {
            writer.rewind(to: mark)
            header.isTruncated = true
            return
        }
        switch section {
        case .answer: header.answers &+= records
        case .authority: header.authorities &+= records
        case .additional: header.additionals &+= records
        }
    }

    private mutating func writeOwner(
        _ owner: RecordOwner, in message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex
    ) {
        switch owner {
        case .current where isQuestion: writer.writePointer(to: MessageHeader.size, in: &message)
        case .current: writer.writeName(current.span, 0..<name.length, to: &message)
        case .stored(let range, _): writer.writeName(zones.store.octets.span, range, to: &message)
        }
    }

    /// Writes the RDATA up to the end of its names.
    ///
    /// - Returns: where in the store the rest of it begins.
    private mutating func writeNames(
        _ data: Range<Int>, _ set: RecordSet, in message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex
    ) -> Int {
        let octets = zones.store.octets.span
        var position = min(data.lowerBound &+ Int(set.prefix), data.upperBound)
        writer.write(octets, data.lowerBound..<position, to: &message)
        for _ in 0..<set.nameCount {
            guard let end = octets.uncompressedNameEnd(from: position), end <= data.upperBound else { break }
            writer.writeName(octets, position..<end, to: &message)
            position = end
        }
        return position
    }

    /// Writes a live zone's SOA: the file's, but with the serial of now, and a minimum that lets negative answers be
    /// forgotten soon.
    private mutating func writeLiveSOA(
        _ data: Range<Int>, _ serial: UInt32, in message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex
    ) {
        let octets = zones.store.octets.span
        let numbers = max(data.upperBound &- 20, data.lowerBound)
        var position = data.lowerBound
        while position < numbers, let end = octets.uncompressedNameEnd(from: position) {
            writer.writeName(octets, position..<end, to: &message)
            position = end
        }
        writer.write(serial, to: &message)
        writer.write(octets, numbers &+ 4..<numbers &+ 16, to: &message)
        let minimum = octets.uint32(at: numbers &+ 16) ?? 0
        writer.write(min(minimum, Zone.liveNegativeSeconds), to: &message)
    }
}
