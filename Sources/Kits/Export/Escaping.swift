extension String {
    /// The text with a backslash before each of those octets.
    ///
    /// Octets, not characters: a quotation mark with a combining accent is one character and not that quotation mark, but
    /// whoever reads the file sees a quotation mark.
    func escaping(_ octets: String) -> String {
        let escaped = Set(octets.utf8)
        let text = utf8.reduce(into: [UInt8]()) { text, octet in
            if escaped.contains(octet) { text.append(UInt8(ascii: "\\")) }
            text.append(octet)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension UInt8 {
    var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: isDigit
        }
    }

    var isDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }
}
