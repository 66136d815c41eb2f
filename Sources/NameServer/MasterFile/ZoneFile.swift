package import Addresses
internal import DNSWire

/// A zone file that was read: its records, not yet checked against each other. `Zone` does that.
package struct ZoneFile: Sendable {
    package let path: String
    package let records: [ZoneRecord]

    /// The zone's top name: the owner of its first SOA record.
    package var apex: DomainName? {
        records.first { $0.type == .soa }?.owner
    }

    /// Reads a master file and whatever it includes.
    ///
    /// - Parameter origin: what its first names are relative to; by default the file's name without `.zone`.
    package init(
        path: String, origin: DomainName? = nil, files: any ZoneFileSource = DiskZoneFiles()
    ) throws(ZoneFlaws) {
        self.path = path
        guard let origin = origin ?? Self.origin(ofPath: path) else {
            throw ZoneFlaws([
                ZoneFlaw(
                    .error, at: SourcePlace(file: path, line: 1),
                    "the file's name is no domain name: call it like lab.contoso.com.zone")
            ])
        }
        var parser = ZoneFileParser(files: files)
        parser.read(path, origin: origin, includedFrom: nil)
        try parser.flaws.throwIfAny()
        guard !parser.records.isEmpty else {
            throw ZoneFlaws([
                ZoneFlaw(
                    .error, at: SourcePlace(file: path, line: 1),
                    "nothing is in it: a zone begins with an SOA record at its top name")
            ])
        }
        records = parser.records
    }

    /// `Zones/lab.contoso.com.zone` is about `lab.contoso.com`, and `root.zone` about the root.
    package static func origin(ofPath path: String) -> DomainName? {
        var name = path.split(separator: "/").last ?? ""
        if name.hasSuffix(".zone") { name = name.dropLast(5) }
        return name == "root" ? .root : DomainName(String(name))
    }
}
