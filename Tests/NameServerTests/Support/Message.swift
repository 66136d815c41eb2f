import Addresses
import DNSWire
import Testing

/// Queries as octets, written without the code under test.
enum Message {
    struct EDNSOptions {
        var size: UInt16 = 1232
        var version: UInt8 = 0
        var flags: UInt16 = 0
        var options: [UInt8] = []
    }

    static func query(
        _ name: String, _ type: UInt16, recordClass: UInt16 = 1, id: UInt16 = 0xBEEF, flags: UInt16 = 0x0100,
        edns: EDNSOptions? = nil
    ) -> [UInt8] {
        var octets: [UInt8] = big(id) + big(flags) + big(1) + big(0) + big(0) + big(edns == nil ? 0 : 1)
        octets += Self.name(name) + big(type) + big(recordClass)
        if let edns {
            octets += [0] + big(41) + big(edns.size) + [0, edns.version] + big(edns.flags)
            octets += big(UInt16(edns.options.count)) + edns.options
        }
        return octets
    }

    static func big(_ value: UInt16) -> [UInt8] {
        [UInt8(value >> 8), UInt8(value & 0xFF)]
    }

    /// Labels between dots; no escapes.
    static func name(_ text: String) -> [UInt8] {
        text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }
}

/// A reply taken apart, records as `owner TTL TYPE data` with lower-case absolute names.
struct Reply: Equatable {
    var code: Int
    var flags: Set<String>
    var opcode: Int
    var questionCount: Int
    var question: [UInt8]
    var answer: [String]
    var authority: [String]
    var additional: [String]
    /// The class, extended code and version of the OPT record.
    var edns: [Int]?
    /// The lower half of the OPT record's TTL: DO and fifteen bits that nobody has defined.
    var ednsFlags = 0
    /// The data of the OPT record's options, by code.
    var options: [Int: [UInt8]] = [:]
    var octets: [UInt8]

    /// - Returns: `nil` if the octets are not one well-formed message without anything after it.
    init?(_ octets: [UInt8]) {
        guard octets.count >= 12 else { return nil }
        self.octets = octets
        var reader = Reader(octets: octets)
        code = Int(octets[3] & 0x0F)
        opcode = Int(octets[2] >> 3 & 0x0F)
        let bits: [(UInt16, String)] = [
            (0x8000, "qr"), (0x0400, "aa"), (0x0200, "tc"), (0x0100, "rd"), (0x0080, "ra"), (0x0040, "z"),
            (0x0020, "ad"), (0x0010, "cd"),
        ]
        let word = UInt16(octets[2]) << 8 | UInt16(octets[3])
        flags = Set(bits.filter { word & $0.0 != 0 }.map(\.1))
        questionCount = reader.number(at: 4)
        let counts = [6, 8, 10].map { reader.number(at: $0) }
        reader.position = 12
        for _ in 0..<questionCount {
            guard reader.name() != nil else { return nil }
            reader.position += 4
        }
        guard reader.position <= octets.count else { return nil }
        question = Array(octets[12..<reader.position])
        var sections: [[String]] = [[], [], []]
        for section in 0..<3 {
            for _ in 0..<counts[section] {
                guard let record = reader.record() else { return nil }
                if let found = record.edns {
                    guard section == 2, edns == nil else { return nil }
                    edns = found
                    ednsFlags = reader.number(at: reader.position - record.size - 4)
                    guard let found = reader.options(record.size) else { return nil }
                    options = found
                    code |= (edns?[1] ?? 0) << 4
                } else {
                    sections[section].append(record.text)
                }
            }
        }
        guard reader.position == octets.count else { return nil }
        (answer, authority, additional) = (sections[0], sections[1], sections[2])
    }
}

private struct Reader {
    let octets: [UInt8]
    var position = 0

    func number(at offset: Int) -> Int {
        Int(octets[offset]) << 8 | Int(octets[offset + 1])
    }

    mutating func name() -> String? {
        var labels: [String] = []
        var at = position
        var end: Int?
        var hops = 0
        while at < octets.count {
            let length = Int(octets[at])
            if length >= 0xC0 {
                guard at + 1 < octets.count, hops < 128 else { return nil }
                end = end ?? at + 2
                let target = (length & 0x3F) << 8 | Int(octets[at + 1])
                guard target < at, target >= 12 else { return nil }
                at = target
                hops += 1
            } else if length == 0 {
                position = end ?? at + 1
                return labels.isEmpty ? "." : labels.joined(separator: ".") + "."
            } else {
                guard length < 64, at + 1 + length <= octets.count else { return nil }
                labels.append(String(decoding: octets[at + 1..<at + 1 + length], as: UTF8.self).lowercased())
                at += 1 + length
            }
        }
        return nil
    }

    /// The options in the last `size` octets that were read; `nil` if they do not fill them, or a code comes twice.
    func options(_ size: Int) -> [Int: [UInt8]]? {
        var options: [Int: [UInt8]] = [:]
        var at = position - size
        while at + 4 <= position {
            let end = at + 4 + number(at: at + 2)
            guard end <= position, options[number(at: at)] == nil else { return nil }
            options[number(at: at)] = Array(octets[at + 4..<end])
            at = end
        }
        return at == position ? options : nil
    }

    /// - Returns: the record; its size is that of the RDATA.
    mutating func record() -> (text: String, edns: [Int]?, size: Int)? {
        guard let owner = name(), position + 10 <= octets.count else { return nil }
        let type = number(at: position)
        let recordClass = number(at: position + 2)
        let ttl = number(at: position + 4) << 16 | number(at: position + 6)
        let end = position + 10 + number(at: position + 8)
        guard end <= octets.count else { return nil }
        position += 10
        if type == 41 {
            defer { position = end }
            return ("", [recordClass, ttl >> 24, ttl >> 16 & 0xFF], end - position)
        }
        guard recordClass == 1, let data = data(type, end), position == end else { return nil }
        let mnemonic = RecordType(rawValue: UInt16(type)).description
        return ("\(owner) \(ttl) \(mnemonic) \(data)", nil, end - position)
    }

    private mutating func data(_ type: Int, _ end: Int) -> String? {
        switch type {
        case 1 where end - position == 4:
            defer { position = end }
            return octets[position..<end].map(String.init).joined(separator: ".")
        case 2, 5, 12, 39:
            return name()
        case 15:
            let preference = number(at: position)
            position += 2
            return name().map { "\(preference) \($0)" }
        case 33:
            let numbers = [0, 2, 4].map { number(at: position + $0) }
            position += 6
            return name().map { "\(numbers[0]) \(numbers[1]) \(numbers[2]) \($0)" }
        case 6:
            guard let primary = name(), let contact = name(), end - position == 20 else { return nil }
            let numbers = stride(from: position, to: end, by: 4).map {
                String(number(at: $0) << 16 | number(at: $0 + 2))
            }
            position = end
            return ([primary, contact] + numbers).joined(separator: " ")
        case 13, 16:
            var strings: [String] = []
            while position < end {
                let stop = position + 1 + Int(octets[position])
                guard stop <= end else { return nil }
                strings.append("\"" + String(decoding: octets[position + 1..<stop], as: UTF8.self) + "\"")
                position = stop
            }
            return strings.joined(separator: " ")
        default:
            defer { position = end }
            return octets[position..<end].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}
