internal import DNSWire

/// Finding the one SOA record that says where a zone begins (RFC 1035 §5.2: exactly one, at the top).
enum ZoneApex {
    static func find(in records: [ZoneRecord], _ flaws: inout ZoneFlawList) -> ZoneRecord? {
        var found: ZoneRecord?
        for record in records where record.type == .soa {
            guard RecordFormat.of(.soa)?.accepts(record.data.span) == true else {
                flaws.error(at: record.place, "the SOA record of \(record.owner) is malformed")
                continue
            }
            guard let first = found else {
                found = record
                continue
            }
            if first.owner != record.owner {
                flaws.error(
                    at: record.place,
                    "a second SOA record, of \(record.owner): a zone has one, and this one has that of \(first.owner)")
            } else if first.data != record.data {
                flaws.error(at: record.place, "a second, different SOA record of \(record.owner): a zone has one")
            }
        }
        if found == nil, flaws.errorCount == 0 {
            flaws.error(at: records.first?.place, "no SOA record: a zone begins with one, at its top name")
        }
        return found
    }
}
