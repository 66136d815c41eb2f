internal import Addresses

/// Octets written as hexadecimal or base 64, to the end of the entry; blanks may stand between them.
enum EncodedText {
    static func hexadecimal(_ words: inout MasterFileWords) throws(MasterFileFault) -> [UInt8] {
        var data: [UInt8] = []
        var high: UInt8?
        repeat {
            let token = try words.take("hexadecimal data")
            for octet in words.raw(token) {
                guard let digit = hexadecimalDigit(octet) else {
                    throw MasterFileFault("\(words.shown(token)) is not hexadecimal")
                }
                if let first = high {
                    data.append(first << 4 | digit)
                    high = nil
                } else {
                    high = digit
                }
            }
        } while !words.isAtEnd
        guard high == nil else { throw MasterFileFault("an odd number of hexadecimal digits") }
        return data
    }

    static func base64(_ words: inout MasterFileWords) throws(MasterFileFault) -> [UInt8] {
        var text: [UInt8] = []
        repeat {
            let token = try words.take("base 64 data")
            text += words.raw(token)
        } while !words.isAtEnd
        guard let data = decodeBase64(text) else { throw MasterFileFault("the data is not base 64") }
        return data
    }

    /// RFC 4648 §4, padding required.
    static func decodeBase64(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var data: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        var padding = 0
        for octet in text {
            var value: UInt32 = 0
            if octet == UInt8(ascii: "=") {
                padding += 1
                guard padding <= 2, count % 4 >= 2 else { return nil }
            } else {
                guard padding == 0, let digit = base64Digit(octet) else { return nil }
                value = digit
            }
            bits = bits << 6 | value
            count += 1
            guard count % 4 == 0 else { continue }
            for index in 0..<3 - padding { data.append(UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * index))) }
        }
        return data
    }

    static func hexadecimalDigit(_ octet: UInt8) -> UInt8? {
        if let digit = octet.decimalDigit { return UInt8(digit) }
        let letter = octet.asciiLowercased &- UInt8(ascii: "a")
        return letter < 6 ? letter + 10 : nil
    }

    private static func base64Digit(_ octet: UInt8) -> UInt32? {
        switch octet {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(octet - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(octet - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(octet - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
