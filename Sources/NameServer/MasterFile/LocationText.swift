internal import Addresses

/// LOC's text form: `52 14 05.000 N 00 08 50.000 E 10m 1m 10000m 10m` (RFC 1876 §3).
enum LocationText {
    static func read(_ words: inout MasterFileWords) throws(MasterFileFault) -> [UInt8] {
        let latitude = try angle(&words, limit: 90, positive: "N", negative: "S")
        let longitude = try angle(&words, limit: 180, positive: "E", negative: "W")
        // From a base 100,000 m below the WGS 84 spheroid, in centimetres (§2).
        let altitude = try metres(words.text("an altitude")) + 10_000_000
        guard let altitude = UInt32(exactly: altitude) else { throw MasterFileFault("an altitude out of range") }
        let size = try precision(&words, otherwise: 100)
        let horizontal = try precision(&words, otherwise: 1_000_000)
        let vertical = try precision(&words, otherwise: 1_000)
        var data: [UInt8] = [0, size, horizontal, vertical]
        data.append(bigEndian: latitude)
        data.append(bigEndian: longitude)
        data.append(bigEndian: altitude)
        return data
    }

    /// Degrees, perhaps minutes, perhaps seconds, and a direction, as thousandths of a second of arc from 2³¹.
    private static func angle(
        _ words: inout MasterFileWords, limit: Int, positive: String, negative: String
    ) throws(MasterFileFault) -> UInt32 {
        var parts = [0, 0, 0]
        for index in 0...3 {
            let text = try words.text("a direction \(positive) or \(negative)")
            let direction = text.uppercased()
            if index > 0, direction == positive || direction == negative {
                let total = parts[0] * 3_600_000 + parts[1] * 60_000 + parts[2]
                guard total <= limit * 3_600_000 else { throw MasterFileFault("an angle of over \(limit) degrees") }
                let value = direction == positive ? (1 << 31) + total : (1 << 31) - total
                return UInt32(truncatingIfNeeded: value)
            }
            guard index < 3 else { break }
            // Seconds have up to three decimals; degrees and minutes are whole.
            guard let value = decimals(text, index == 2 ? 3 : 0), value < (index == 0 ? 181 : index == 1 ? 60 : 60_000)
            else { throw MasterFileFault("\(text) is no part of an angle") }
            parts[index] = value
        }
        throw MasterFileFault("an angle without \(positive) or \(negative)")
    }

    /// Centimetres of `10m`, `-12.50` or `10`.
    private static func metres(_ text: String) throws(MasterFileFault) -> Int {
        var digits = Substring(text)
        if digits.last?.lowercased() == "m" { digits.removeLast() }
        let isNegative = digits.first == "-"
        if isNegative { digits.removeFirst() }
        guard let value = decimals(String(digits), 2), value <= 9_000_000_000 else {
            throw MasterFileFault("\(text) is not a length in metres")
        }
        return isNegative ? -value : value
    }

    /// A length as mantissa and power of ten, a digit each, in centimetres (§2).
    private static func precision(
        _ words: inout MasterFileWords, otherwise: Int
    ) throws(MasterFileFault) -> UInt8 {
        var mantissa = words.isAtEnd ? otherwise : try metres(words.text("a precision"))
        guard mantissa >= 0 else { throw MasterFileFault("a negative size or precision") }
        var exponent: UInt8 = 0
        while mantissa > 9 {
            mantissa /= 10
            exponent += 1
        }
        return UInt8(mantissa) << 4 | exponent
    }

    /// A decimal number times 10 to the power of `places`.
    private static func decimals(_ text: String, _ places: Int) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard var value = parts.first.flatMap({ MasterFileWords.decimal($0.utf8) }).map(Int.init) else { return nil }
        let fraction = parts.count == 2 ? parts[1].utf8.compactMap(\.decimalDigit) : []
        guard parts.count == 1 || fraction.count == parts[1].utf8.count, fraction.count <= places else { return nil }
        for index in 0..<places { value = value * 10 + (index < fraction.count ? fraction[index] : 0) }
        return value
    }
}
