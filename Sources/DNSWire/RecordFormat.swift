internal import Addresses

/// What is known of a record type: its mnemonic, and the fields of its RDATA in order.
///
/// This table is the one place where a record type is added. The zone-file parser reads the fields, the zone builder
/// checks them, and the responder compresses the names among them.
public struct RecordFormat: Sendable {
    public let type: RecordType
    public let mnemonic: String
    public let fields: [RDATAField]

    private init(_ type: UInt16, _ mnemonic: String, _ fields: [RDATAField]) {
        self.type = RecordType(rawValue: type)
        self.mnemonic = mnemonic
        self.fields = fields
    }

    private static let all: [RecordFormat] = [
        // RFC 1035 §3.3 and §3.4
        RecordFormat(1, "A", [.ipv4]),
        RecordFormat(2, "NS", [.compressibleName]),
        RecordFormat(5, "CNAME", [.compressibleName]),
        RecordFormat(
            6, "SOA", [.compressibleName, .compressibleName, .uint32, .seconds, .seconds, .seconds, .seconds]),
        RecordFormat(7, "MB", [.compressibleName]),
        RecordFormat(8, "MG", [.compressibleName]),
        RecordFormat(9, "MR", [.compressibleName]),
        RecordFormat(12, "PTR", [.compressibleName]),
        RecordFormat(13, "HINFO", [.string, .string]),
        RecordFormat(14, "MINFO", [.compressibleName, .compressibleName]),
        RecordFormat(15, "MX", [.uint16, .compressibleName]),
        RecordFormat(16, "TXT", [.strings]),
        // RFC 1183
        RecordFormat(17, "RP", [.name, .name]),
        RecordFormat(18, "AFSDB", [.uint16, .name]),
        RecordFormat(21, "RT", [.uint16, .name]),
        RecordFormat(28, "AAAA", [.ipv6]),  // RFC 3596
        RecordFormat(29, "LOC", [.location]),  // RFC 1876
        RecordFormat(33, "SRV", [.uint16, .uint16, .uint16, .name]),  // RFC 2782
        RecordFormat(35, "NAPTR", [.uint16, .uint16, .string, .string, .string, .name]),  // RFC 3403
        RecordFormat(36, "KX", [.uint16, .name]),  // RFC 2230
        RecordFormat(37, "CERT", [.uint16, .uint16, .uint8, .base64]),  // RFC 4398
        RecordFormat(39, "DNAME", [.name]),  // RFC 6672
        RecordFormat(43, "DS", [.uint16, .uint8, .uint8, .hexadecimal]),  // RFC 4034
        RecordFormat(44, "SSHFP", [.uint8, .uint8, .hexadecimal]),  // RFC 4255
        RecordFormat(48, "DNSKEY", [.uint16, .uint8, .uint8, .base64]),  // RFC 4034
        RecordFormat(52, "TLSA", [.uint8, .uint8, .uint8, .hexadecimal]),  // RFC 6698
        RecordFormat(53, "SMIMEA", [.uint8, .uint8, .uint8, .hexadecimal]),  // RFC 8162
        RecordFormat(59, "CDS", [.uint16, .uint8, .uint8, .hexadecimal]),  // RFC 7344
        RecordFormat(60, "CDNSKEY", [.uint16, .uint8, .uint8, .base64]),  // RFC 7344
        RecordFormat(61, "OPENPGPKEY", [.base64]),  // RFC 7929
        RecordFormat(64, "SVCB", [.uint16, .name, .serviceParameters]),  // RFC 9460
        RecordFormat(65, "HTTPS", [.uint16, .name, .serviceParameters]),  // RFC 9460
        RecordFormat(99, "SPF", [.strings]),  // RFC 7208
        RecordFormat(256, "URI", [.uint16, .uint16, .text]),  // RFC 7553
        RecordFormat(257, "CAA", [.uint8, .string, .text]),  // RFC 8659
    ]

    private static let byType = Dictionary(uniqueKeysWithValues: all.map { ($0.type, $0) })
    private static let byMnemonic = Dictionary(uniqueKeysWithValues: all.map { ($0.mnemonic, $0) })

    public static func of(_ type: RecordType) -> RecordFormat? {
        byType[type]
    }

    /// - Parameter mnemonic: in capitals.
    public static func named(_ mnemonic: String) -> RecordFormat? {
        byMnemonic[mnemonic]
    }

    /// RDATA as records are compared by it: names in lower case (RFC 4343 §3; RFC 4034 §6.2).
    public func folded(_ rdata: [UInt8]) -> [UInt8] {
        var folded = rdata
        var position = 0
        for field in fields {
            guard let end = field.end(in: rdata.span, from: position), end <= folded.count else { return folded }
            if field == .name || field == .compressibleName {
                // A length is below 64 and no letter, so it stays what it is.
                for index in position..<end { folded[index] = folded[index].asciiLowercased }
            }
            position = end
        }
        return folded
    }

    /// Whether the octets are exactly the fields of this type.
    public func accepts(_ rdata: Span<UInt8>) -> Bool {
        var position = 0
        for field in fields {
            guard let end = field.end(in: rdata, from: position) else { return false }
            position = end
        }
        return position == rdata.count
    }
}
