internal import Addresses

/// The parameters of SVCB and HTTPS: `alpn=h2,h3 port=8443 ipv4hint=10.86.51.3` (RFC 9460 §2.1).
enum ServiceParameterText {
    private static let keys: [String: UInt16] = [
        "mandatory": 0, "alpn": 1, "no-default-alpn": 2, "port": 3, "ipv4hint": 4, "ech": 5, "ipv6hint": 6,
        "dohpath": 7, "ohttp": 8,
    ]

    static func read(_ words: inout MasterFileWords) throws(MasterFileFault) -> [UInt8] {
        var parameters: [UInt16: [UInt8]] = [:]
        while !words.isAtEnd {
            let token = try words.take("a parameter")
            let raw = words.raw(token)
            let name = String(decoding: raw.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
            guard let key = key(name) else { throw MasterFileFault("unknown service parameter \(words.shown(token))") }
            var text = raw.dropFirst(name.utf8.count + 1)
            if text.count >= 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") {
                text = text.dropFirst().dropLast()
            }
            guard let value = MasterFileWords.unescape(text).flatMap({ encode(key, $0) }), value.count <= 65_535 else {
                throw MasterFileFault("\(words.shown(token)) is not a service parameter with its right value")
            }
            guard parameters.updateValue(value, forKey: key) == nil else {
                throw MasterFileFault("the service parameter \(name) stands there twice")
            }
        }
        var data: [UInt8] = []
        for (key, value) in parameters.sorted(by: { $0.key < $1.key }) {
            data.append(bigEndian: key)
            data.append(bigEndian: UInt16(truncatingIfNeeded: value.count))
            data += value
        }
        return data
    }

    private static func key(_ name: String) -> UInt16? {
        if let key = keys[name.lowercased()] { return key }
        guard name.lowercased().hasPrefix("key"), let value = MasterFileWords.decimal(name.utf8.dropFirst(3)) else {
            return nil
        }
        // 65535 is reserved as invalid (§14.3.2).
        return value < 65_535 ? UInt16(value) : nil
    }

    private static func encode(_ key: UInt16, _ text: [UInt8]) -> [UInt8]? {
        switch key {
        case 0: mandatory(text)
        case 1: protocols(text)
        case 2, 8: text.isEmpty ? [] : nil
        case 3:
            MasterFileWords.decimal(text).flatMap { UInt16(exactly: $0) }.map {
                [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)]
            }
        case 4: addresses(text) { IPv4Address($0).map { [$0.octets.0, $0.octets.1, $0.octets.2, $0.octets.3] } }
        case 5: EncodedText.decodeBase64(text)
        case 6: addresses(text) { IPv6Text.octets($0) }
        default: text
        }
    }

    /// Keys in increasing order, not key 0 itself (§8).
    private static func mandatory(_ text: [UInt8]) -> [UInt8]? {
        let names = String(decoding: text, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false)
        let found = names.compactMap { key(String($0)) }
        guard found.count == names.count, Set(found).count == found.count, !found.contains(0) else { return nil }
        return found.sorted().flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    }

    /// A list between commas, where `\,` and `\\` stand for themselves (Appendix A.1), each with its length.
    private static func protocols(_ text: [UInt8]) -> [UInt8]? {
        var items: [[UInt8]] = [[]]
        var iterator = text.makeIterator()
        while let octet = iterator.next() {
            switch octet {
            case UInt8(ascii: ","): items.append([])
            case UInt8(ascii: "\\"):
                guard let escaped = iterator.next() else { return nil }
                items[items.count - 1].append(escaped)
            default: items[items.count - 1].append(octet)
            }
        }
        guard items.allSatisfy({ (1...255).contains($0.count) }) else { return nil }
        return items.flatMap { [UInt8($0.count)] + $0 }
    }

    private static func addresses(_ text: [UInt8], _ read: (String) -> [UInt8]?) -> [UInt8]? {
        var octets: [UInt8] = []
        for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard let address = read(String(decoding: part, as: UTF8.self)) else { return nil }
            octets += address
        }
        return octets
    }
}
