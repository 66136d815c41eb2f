internal import Addresses
internal import DNSWire

/// Reads RDATA as master files write it, by the fields of its type.
enum RDATAText {
    static func read(_ type: RecordType, _ words: inout MasterFileWords) throws(MasterFileFault) -> [UInt8] {
        let format = RecordFormat.of(type)
        if let token = words.peek, !token.isQuoted,
            words.raw(token).elementsEqual([UInt8(ascii: "\\"), UInt8(ascii: "#")])
        {
            let data = try readGeneric(&words)
            guard format?.accepts(data.span) ?? true else {
                throw MasterFileFault("these octets are no \(type) record")
            }
            return data
        }
        guard let format else {
            throw MasterFileFault("\(type) has no text form here: write \\# , the length and hexadecimal (RFC 3597)")
        }
        var data: [UInt8] = []
        for field in format.fields { try read(field, &words, into: &data) }
        try words.expectEnd(of: "\(type)")
        return data
    }

    /// `\# 4 0A 56 33 02`: any RDATA (RFC 3597 §5).
    private static func readGeneric(_ words: inout MasterFileWords) throws(MasterFileFault) -> [UInt8] {
        _ = try words.take("\\#")
        let length = try words.number(upTo: UInt32(UInt16.max))
        let data = words.isAtEnd ? [] : try EncodedText.hexadecimal(&words)
        guard data.count == Int(length) else {
            throw MasterFileFault("\(data.count) octets where \(length) were announced")
        }
        return data
    }

    private static func read(
        _ field: RDATAField, _ words: inout MasterFileWords, into data: inout [UInt8]
    ) throws(MasterFileFault) {
        switch field {
        case .uint8: data.append(UInt8(truncatingIfNeeded: try words.number(upTo: UInt32(UInt8.max))))
        case .uint16: data.append(bigEndian: UInt16(truncatingIfNeeded: try words.number(upTo: UInt32(UInt16.max))))
        case .uint32: data.append(bigEndian: try words.number(upTo: .max))
        case .seconds: data.append(bigEndian: try words.seconds(upTo: .max))
        case .ipv4:
            let text = try words.text("an IPv4 address")
            guard let address = IPv4Address(text) else { throw MasterFileFault("\(text) is not an IPv4 address") }
            data.append(bigEndian: address.rawValue)
        case .ipv6:
            let text = try words.text("an IPv6 address")
            guard let octets = IPv6Text.octets(text) else { throw MasterFileFault("\(text) is not an IPv6 address") }
            data += octets
        case .name, .compressibleName: data += try words.name().wire
        case .string: try readString(&words, into: &data)
        case .strings:
            repeat { try readString(&words, into: &data) } while !words.isAtEnd
        case .text: data += try words.string()
        case .hexadecimal: data += try EncodedText.hexadecimal(&words)
        case .base64: data += try EncodedText.base64(&words)
        case .location: data += try LocationText.read(&words)
        case .serviceParameters: data += try ServiceParameterText.read(&words)
        }
    }

    private static func readString(_ words: inout MasterFileWords, into data: inout [UInt8]) throws(MasterFileFault) {
        let string = try words.string()
        guard let length = UInt8(exactly: string.count) else {
            throw MasterFileFault("a string of \(string.count) octets: at most 255 fit, so cut it in two")
        }
        data.append(length)
        data += string
    }
}

extension [UInt8] {
    mutating func append(bigEndian value: UInt16) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }

    mutating func append(bigEndian value: UInt32) {
        append(bigEndian: UInt16(truncatingIfNeeded: value >> 16))
        append(bigEndian: UInt16(truncatingIfNeeded: value))
    }
}
