/// One field of a record's RDATA: what it is on the wire, and how a master file writes it.
public enum RDATAField: Hashable, Sendable {
    case uint8
    case uint16
    case uint32
    /// 32 bits of seconds; a master file may write `1h30m`.
    case seconds
    case ipv4
    case ipv6
    /// An uncompressed name.
    case name
    /// A name that a reply may compress: only in types of RFC 1035, which every resolver can read (RFC 3597 §4).
    case compressibleName
    /// One character string of up to 255 octets.
    case string
    /// One character string or more, to the end.
    case strings
    /// The octets of one character string without a length, to the end (CAA's value, RFC 8659 §4.1).
    case text
    /// Hexadecimal digits to the end; blanks may stand between them.
    case hexadecimal
    /// Base 64 to the end; blanks may stand between its digits.
    case base64
    /// The 16 octets of LOC (RFC 1876 §2).
    case location
    /// SVCB's parameters, to the end (RFC 9460 §2.2).
    case serviceParameters

    /// Where this field ends that begins at `start`; `nil` if the octets are not such a field.
    func end(in rdata: Span<UInt8>, from start: Int) -> Int? {
        switch self {
        case .uint8: fixed(1, rdata, start)
        case .uint16: fixed(2, rdata, start)
        case .uint32, .seconds, .ipv4: fixed(4, rdata, start)
        case .ipv6: fixed(16, rdata, start)
        case .name, .compressibleName: rdata.uncompressedNameEnd(from: start)
        case .string: stringEnd(rdata, start)
        case .strings: stringsEnd(rdata, start)
        case .text, .hexadecimal, .base64: rdata.count
        case .location: start < rdata.count && rdata[start] == 0 ? fixed(16, rdata, start) : nil
        case .serviceParameters: parametersEnd(rdata, start)
        }
    }

    private func fixed(_ size: Int, _ rdata: Span<UInt8>, _ start: Int) -> Int? {
        start + size <= rdata.count ? start + size : nil
    }

    private func stringEnd(_ rdata: Span<UInt8>, _ start: Int) -> Int? {
        start < rdata.count ? fixed(1 + Int(rdata[start]), rdata, start) : nil
    }

    private func stringsEnd(_ rdata: Span<UInt8>, _ start: Int) -> Int? {
        guard var position = stringEnd(rdata, start) else { return nil }
        while position < rdata.count {
            guard let next = stringEnd(rdata, position) else { return nil }
            position = next
        }
        return position
    }

    /// Keys must strictly increase (RFC 9460 §2.2).
    private func parametersEnd(_ rdata: Span<UInt8>, _ start: Int) -> Int? {
        var position = start
        var previous = -1
        while position < rdata.count {
            guard let key = rdata.uint16(at: position), let length = rdata.uint16(at: position + 2),
                Int(key) > previous, let end = fixed(4 + Int(length), rdata, position)
            else { return nil }
            previous = Int(key)
            position = end
        }
        return position
    }
}
