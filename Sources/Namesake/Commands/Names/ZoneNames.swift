internal import Addresses
internal import DNSWire
internal import NameServer
internal import Registry

/// The names of a zone file that may hide a readable name or a host.
enum ZoneNames {
    /// More of one file are not asked about: a request has its limit.
    private static let limit = 5000

    /// Names of one or two labels before a domain, each once.
    static func all(in file: ZoneFile, below domains: [DomainName]) -> [ZoneName] {
        var names: [DomainName: ZoneName] = [:]
        for record in file.records {
            let isNear = domains.contains { domain in
                record.owner.isAtOrBelow(domain)
                    && (1...2).contains(record.owner.labels.count - domain.labels.count)
            }
            guard isNear, names.count < limit || names[record.owner] != nil else { continue }
            let cutsOff = record.type == .ns || record.type == .dname
            if names[record.owner] == nil {
                let place = record.place.map { "\($0.file):\($0.line)" } ?? file.path
                names[record.owner] = ZoneName(name: record.owner.description, place: place, cutsOff: cutsOff)
            } else if cutsOff {
                names[record.owner]?.cutsOff = true
            }
        }
        return names.values.sorted { $0.name < $1.name }
    }
}
