internal import Addresses
internal import NameServer

/// The reader of zone files: whatever the octets, it gives records that fit a message, or sentences that say where and
/// what. The file may include itself and one other.
func fuzzZoneFile(_ input: [UInt8]) {
    do throws(ZoneFlaws) {
        let file = try ZoneFile(path: "fuzz.zone", origin: DomainName("example.com"), files: FuzzFiles(main: input))
        for record in file.records {
            demand(record.data.count <= 65_535, "RDATA of \(record.data.count) octets")
            demand(DomainName(wire: record.owner.wire) == record.owner, "an owner that is no name")
        }
        let zone = try Zone(records: file.records, hashKey: NameHashKey(key0: 1, key1: 2))
        demand(zone.recordCount <= file.records.count, "a zone of more records than its file has")
    } catch {
        demand(!error.flaws.isEmpty, "a refusal without a reason")
        for flaw in error.flaws { demand(!flaw.description.isEmpty, "a reason without words") }
    }
}

/// The file itself under any of its names, and a small one beside it.
private struct FuzzFiles: ZoneFileSource {
    let main: [UInt8]

    func contents(of path: String) throws(ZoneFileUnreadable) -> [UInt8] {
        if path.hasSuffix("fuzz.zone") { return main }
        if path.hasSuffix("other") { return Array("ns A 192.0.2.1\n".utf8) }
        throw ZoneFileUnreadable(reason: "there is no such file")
    }
}
