internal import Addresses

/// What is wrong with a word of an entry; the entry's place is added by who reads it.
struct MasterFileFault: Error {
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}

/// The words of one entry, taken from the left as values.
struct MasterFileWords {
    private let tokens: [MasterFileToken]
    private let octets: [UInt8]
    private let origin: DomainName
    private var next = 0

    init(_ entry: MasterFileEntry, _ octets: [UInt8], origin: DomainName) {
        tokens = entry.tokens
        self.octets = octets
        self.origin = origin
    }

    var peek: MasterFileToken? { next < tokens.count ? tokens[next] : nil }
    var isAtEnd: Bool { next >= tokens.count }

    func beginsWithDigit(_ token: MasterFileToken) -> Bool {
        !token.isQuoted && !token.range.isEmpty && octets[token.range.lowerBound].decimalDigit != nil
    }

    mutating func take(_ what: String) throws(MasterFileFault) -> MasterFileToken {
        guard let token = peek else { throw MasterFileFault("\(what) is missing at the end") }
        next += 1
        return token
    }

    func expectEnd(of what: String) throws(MasterFileFault) {
        guard let token = peek else { return }
        throw MasterFileFault("\(what) has more words than it can have: \(shown(token))")
    }

    /// A token's octets as they stand in the file.
    func raw(_ token: MasterFileToken) -> ArraySlice<UInt8> {
        octets[token.range]
    }

    /// A word as it stands in the file.
    mutating func text(_ what: String) throws(MasterFileFault) -> String {
        let token = try take(what)
        return shown(token)
    }

    /// A token for people: short, and without control characters.
    func shown(_ token: MasterFileToken) -> String {
        let limit = 60
        let text = String(decoding: raw(token).prefix(limit), as: UTF8.self)
        let safe = String(text.map { $0.isASCII && ($0.asciiValue ?? 0) >= 0x20 && $0 != "\u{7F}" ? $0 : "?" })
        return token.range.count > limit ? safe + "..." : safe
    }

    /// A name, relative to the origin unless it ends in a dot.
    mutating func name() throws(MasterFileFault) -> DomainName {
        let token = try take("a name")
        let raw = raw(token)
        if raw.count == 1, raw.first == UInt8(ascii: "@") { return origin }
        guard let name = MasterFileName.read(raw, origin: origin) else {
            throw MasterFileFault("\(shown(token)) is not a domain name")
        }
        return name
    }

    /// A decimal number up to `limit`.
    mutating func number(upTo limit: UInt32) throws(MasterFileFault) -> UInt32 {
        let token = try take("a number")
        guard let value = Self.decimal(raw(token)), value <= UInt64(limit) else {
            throw MasterFileFault("\(shown(token)) is not a number from 0 to \(limit)")
        }
        return UInt32(value)
    }

    /// A record's TTL: at most 2³¹ − 1 seconds (RFC 2181 §8).
    mutating func ttl() throws(MasterFileFault) -> UInt32 {
        try seconds(upTo: UInt32(Int32.max))
    }

    /// Seconds, as a number or with units: `1h30m`.
    mutating func seconds(upTo limit: UInt32) throws(MasterFileFault) -> UInt32 {
        let token = try take("a time")
        guard let value = Self.duration(raw(token)), value <= UInt64(limit) else {
            throw MasterFileFault("\(shown(token)) is not a time from 0 to \(limit) seconds, such as 3600 or 1h")
        }
        return UInt32(value)
    }

    /// A character string with its escapes undone (RFC 1035 §5.1).
    mutating func string() throws(MasterFileFault) -> [UInt8] {
        let token = try take("a string")
        guard let string = Self.unescape(raw(token)) else {
            throw MasterFileFault("\(shown(token)) has a broken escape: write \\DDD with DDD from 000 to 255")
        }
        return string
    }

    static func unescape(_ raw: some Collection<UInt8>) -> [UInt8]? {
        guard raw.contains(UInt8(ascii: "\\")) else { return Array(raw) }
        var string: [UInt8] = []
        var iterator = raw.makeIterator()
        while let octet = iterator.next() {
            if octet == UInt8(ascii: "\\") {
                guard let escaped = DomainName.unescape(&iterator) else { return nil }
                string.append(escaped)
            } else {
                string.append(octet)
            }
        }
        return string
    }

    static func decimal(_ raw: some Collection<UInt8>) -> UInt64? {
        guard (1...10).contains(raw.count) else { return nil }
        var value: UInt64 = 0
        for octet in raw {
            guard let digit = octet.decimalDigit else { return nil }
            value = value * 10 + UInt64(digit)
        }
        return value
    }

    private static func duration(_ raw: ArraySlice<UInt8>) -> UInt64? {
        if let value = decimal(raw) { return value }
        guard raw.count <= 60 else { return nil }
        var total: UInt64 = 0
        var rest = raw
        while !rest.isEmpty {
            let digits = rest.prefix { $0.decimalDigit != nil }
            guard let value = decimal(digits), let unit = rest.dropFirst(digits.count).first,
                let scale = scale(of: unit)
            else { return nil }
            total += value * scale
            rest = rest.dropFirst(digits.count + 1)
        }
        return total
    }

    private static func scale(of unit: UInt8) -> UInt64? {
        switch unit.asciiLowercased {
        case UInt8(ascii: "s"): 1
        case UInt8(ascii: "m"): 60
        case UInt8(ascii: "h"): 3600
        case UInt8(ascii: "d"): 86_400
        case UInt8(ascii: "w"): 604_800
        default: nil
        }
    }
}
