package import Addresses
package import DNSWire

/// One record of a zone, as a file or our own code gives it.
package struct ZoneRecord: Hashable, Sendable {
    package var owner: DomainName
    package var type: RecordType
    /// Seconds, at most 2³¹ − 1 (RFC 2181 §8).
    package var ttl: UInt32
    /// RDATA in wire form, names uncompressed.
    package var data: [UInt8]
    /// Where it was read.
    package var place: SourcePlace?

    package init(owner: DomainName, type: RecordType, ttl: UInt32, data: [UInt8], place: SourcePlace? = nil) {
        self.owner = owner
        self.type = type
        self.ttl = ttl
        self.data = data
        self.place = place
    }
}

/// The records that a zone needs that no file describes.
extension ZoneRecord {
    package static func address(_ owner: DomainName, _ address: IPv4Address, ttl: UInt32) -> ZoneRecord {
        let (a, b, c, d) = address.octets
        return ZoneRecord(owner: owner, type: .a, ttl: ttl, data: [a, b, c, d])
    }

    package static func nameServer(_ owner: DomainName, _ server: DomainName, ttl: UInt32) -> ZoneRecord {
        ZoneRecord(owner: owner, type: .ns, ttl: ttl, data: server.wire)
    }

    package static func startOfAuthority(
        _ owner: DomainName, primary: DomainName, contact: DomainName, serial: UInt32, refresh: UInt32 = 3600,
        retry: UInt32 = 600, expire: UInt32 = 604_800, minimum: UInt32 = 10, ttl: UInt32 = 3600
    ) -> ZoneRecord {
        let numbers = [serial, refresh, retry, expire, minimum].flatMap { value in
            stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
        }
        return ZoneRecord(owner: owner, type: .soa, ttl: ttl, data: primary.wire + contact.wire + numbers)
    }
}
