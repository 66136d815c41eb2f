internal import Addresses
internal import Foundation

/// Appends JSON to octets: literal text as it is, values between quotation marks.
struct JSONWriter {
    private var octets: [UInt8] = []

    var data: Data { Data(octets) }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
    private static let digits = Array("0123456789abcdef".utf8)

    init(capacity: Int) {
        octets.reserveCapacity(capacity)
    }

    /// Braces, keys and what else is known beforehand.
    mutating func write(_ literal: StaticString) {
        literal.withUTF8Buffer { octets.append(contentsOf: $0) }
    }

    /// Begins a list's next element: a comma after the one before, if there is one.
    mutating func separate() {
        if octets.last != UInt8(ascii: "[") { write(",") }
    }

    /// - Parameter before: what stands before the value: as a rule its key.
    mutating func write(_ before: StaticString, _ text: String?) {
        guard var text else { return write(before, utf8: nil) }
        text.withUTF8 { write(before, utf8: $0) }
    }

    /// - Parameter domain: what follows the text after a dot.
    mutating func write(
        _ before: StaticString, utf8 text: UnsafeBufferPointer<UInt8>?, dot domain: UnsafeBufferPointer<UInt8>? = nil
    ) {
        write(before)
        guard let text else { return write("null") }
        octets.append(Self.quote)
        write(characters: text)
        if let domain {
            octets.append(UInt8(ascii: "."))
            write(characters: domain)
        }
        octets.append(Self.quote)
    }

    private mutating func write(characters: UnsafeBufferPointer<UInt8>) {
        // Nearly every text is a name, in which nothing is escaped.
        if characters.allSatisfy({ $0 >= 0x20 && $0 != Self.quote && $0 != Self.backslash }) {
            octets.append(contentsOf: characters)
        } else {
            for character in characters { writeEscaped(character) }
        }
    }

    /// Octets as `01-00-1D`; `null` where there are none at all.
    mutating func write(hexadecimal bytes: UnsafeRawBufferPointer?) {
        guard let bytes else { return write("null") }
        octets.append(Self.quote)
        octets.append(hexadecimal: bytes)
        octets.append(Self.quote)
    }

    mutating func write(_ before: StaticString, _ address: IPv4Address?) {
        write(before)
        guard let number = address?.rawValue else { return write("null") }
        octets.append(Self.quote)
        write(number >> 24)
        for shift: UInt32 in [16, 8, 0] {
            octets.append(UInt8(ascii: "."))
            write(number >> shift & 0xFF)
        }
        octets.append(Self.quote)
    }

    mutating func write(_ before: StaticString, _ mac: MACAddress?) {
        write(before)
        guard let mac else { return write("null") }
        octets.append(Self.quote)
        withUnsafeBytes(of: mac.rawValue.bigEndian) { octets.append(hexadecimal: $0.suffix(6)) }
        octets.append(Self.quote)
    }

    mutating func write(_ before: StaticString, _ time: UTCTime?) {
        write(before)
        guard let time else { return write("null") }
        octets.append(Self.quote)
        time.write(to: &octets)
        octets.append(Self.quote)
    }

    mutating func write(_ before: StaticString, _ truth: Bool) {
        write(before)
        write(truth ? "true" : "false")
    }

    mutating func write(_ before: StaticString, _ number: Int) {
        write(before)
        octets.append(contentsOf: String(number).utf8)
    }

    private mutating func write(_ octet: UInt32) {
        if octet >= 100 { octets.append(Self.digits[Int(octet / 100)]) }
        if octet >= 10 { octets.append(Self.digits[Int(octet / 10 % 10)]) }
        octets.append(Self.digits[Int(octet % 10)])
    }

    /// RFC 8259 §7, with the short forms where there are some.
    private mutating func writeEscaped(_ character: UInt8) {
        let short: UInt8? =
            switch character {
            case Self.quote, Self.backslash: character
            case 0x08: UInt8(ascii: "b")
            case 0x09: UInt8(ascii: "t")
            case 0x0A: UInt8(ascii: "n")
            case 0x0C: UInt8(ascii: "f")
            case 0x0D: UInt8(ascii: "r")
            default: nil
            }
        if let short {
            octets.append(Self.backslash)
            octets.append(short)
        } else if character < 0x20 {
            write("\\u00")
            octets.append(Self.digits[Int(character >> 4)])
            octets.append(Self.digits[Int(character & 15)])
        } else {
            octets.append(character)
        }
    }
}
