/// A place in a text that only moves forward and knows its line.
struct TextCursor {
    private let octets: [UInt8]
    private(set) var position = 0
    private(set) var line = 1

    init(_ octets: [UInt8]) {
        self.octets = octets
    }

    var current: UInt8? { position < octets.count ? octets[position] : nil }
    var isAtEnd: Bool { position >= octets.count }

    mutating func advance() {
        guard let octet = current else { return }
        if octet == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    /// Whether the text goes on with that, which then is passed.
    mutating func pass(_ text: String) -> Bool {
        guard current == text.utf8.first, octets[position...].starts(with: text.utf8) else { return false }
        for _ in text.utf8 { advance() }
        return true
    }

    mutating func skipBlanks() {
        while let octet = current, octet.isBlank { advance() }
    }

    /// What comes while the condition holds.
    mutating func take(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while let octet = current, condition(octet) { advance() }
        return octets[start..<position]
    }

    /// What comes before that, which is passed as well; `nil` if it does not come.
    mutating func take(through end: String) -> ArraySlice<UInt8>? {
        let start = position
        while !isAtEnd {
            let stop = position
            if pass(end) { return octets[start..<stop] }
            advance()
        }
        return nil
    }
}

extension UInt8 {
    /// White space of XML and of JSON: the two have the same.
    var isBlank: Bool {
        self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\n")
            || self == UInt8(ascii: "\r")
    }
}
