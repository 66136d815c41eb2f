/// What comes next in an XML text.
enum XMLEvent: Hashable {
    case start(String, attributes: [String: String], line: Int)
    case end(String)
    case text(String)
}

/// Reads the XML that `virsh dumpxml` writes, one piece after the other.
///
/// Elements, attributes, text, CDATA, comments and the five entities of XML 1.0 §4.6; no document type, so nothing can be
/// defined that grows, and nothing is fetched. Several documents may follow each other, as several `virsh dumpxml` into one
/// file make them. The XML of Foundation would bind the server to the system's libxml2 and to ICU, 30 MB of it.
struct XMLReader {
    static let deepest = 64
    static let mostAttributes = 64

    private var cursor: TextCursor
    private var open: [String] = []
    /// An element that ended as it began: `<mac address='...'/>`.
    private var hasEnded = false

    init(_ octets: [UInt8]) {
        cursor = TextCursor(octets)
    }

    var line: Int { cursor.line }

    /// - Returns: `nil` at the end of the text.
    mutating func next() throws(SyntaxFlaw) -> XMLEvent? {
        if hasEnded {
            hasEnded = false
            return open.popLast().map(XMLEvent.end)
        }
        while true {
            guard let octet = cursor.current else {
                guard open.isEmpty else { throw .endsTooSoon }
                return nil
            }
            if octet != UInt8(ascii: "<") {
                let raw = cursor.take { $0 != UInt8(ascii: "<") }
                if open.isEmpty {
                    guard let stray = raw.first(where: { !$0.isBlank }) else { continue }
                    throw .character(stray)
                }
                return .text(try Self.decoded(raw))
            }
            if cursor.pass("<!--") {
                guard cursor.take(through: "-->") != nil else { throw .endsTooSoon }
            } else if cursor.pass("<![CDATA[") {
                guard let raw = cursor.take(through: "]]>") else { throw .endsTooSoon }
                guard !open.isEmpty else { throw .expected("an element") }
                return .text(String(decoding: raw, as: UTF8.self))
            } else if cursor.pass("<!") {
                throw .documentType
            } else if cursor.pass("<?") {
                guard cursor.take(through: "?>") != nil else { throw .endsTooSoon }
            } else if cursor.pass("</") {
                return try endTag()
            } else {
                return try startTag()
            }
        }
    }

    private mutating func endTag() throws(SyntaxFlaw) -> XMLEvent {
        let name = try name()
        cursor.skipBlanks()
        guard cursor.pass(">") else { throw flaw(expecting: ">") }
        guard let started = open.popLast() else { throw .endTag(name, open: "") }
        guard started == name else { throw .endTag(name, open: started) }
        return .end(name)
    }

    private mutating func startTag() throws(SyntaxFlaw) -> XMLEvent {
        let line = cursor.line
        cursor.advance()
        let name = try name()
        guard open.count < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
        var attributes: [String: String] = [:]
        while true {
            cursor.skipBlanks()
            if cursor.pass("/>") {
                hasEnded = true
                break
            }
            if cursor.pass(">") { break }
            guard attributes.count < Self.mostAttributes else {
                throw .tooMany("attributes", limit: Self.mostAttributes)
            }
            let (key, value) = try attribute()
            guard attributes.updateValue(value, forKey: key) == nil else { throw .repeated(key) }
        }
        open.append(name)
        return .start(name, attributes: attributes, line: line)
    }

    private mutating func attribute() throws(SyntaxFlaw) -> (String, String) {
        let key = try name()
        cursor.skipBlanks()
        guard cursor.pass("=") else { throw flaw(expecting: "=") }
        cursor.skipBlanks()
        guard let quote = cursor.current, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            throw flaw(expecting: "a quotation mark")
        }
        cursor.advance()
        let raw = cursor.take { $0 != quote && $0 != UInt8(ascii: "<") }
        guard cursor.current == quote else { throw flaw(expecting: "a quotation mark") }
        cursor.advance()
        return (key, try Self.decoded(raw))
    }

    private mutating func name() throws(SyntaxFlaw) -> String {
        let raw = cursor.take { $0.isLetterOrDigit || $0 >= 0x80 || "_-.:".utf8.contains($0) }
        guard !raw.isEmpty else { throw flaw(expecting: "a name") }
        return String(decoding: raw, as: UTF8.self)
    }

    private func flaw(expecting what: String) -> SyntaxFlaw {
        cursor.isAtEnd ? .endsTooSoon : .expected(what)
    }

    /// The text with its entities replaced (XML 1.0 §4.1, §4.6).
    private static func decoded(_ raw: ArraySlice<UInt8>) throws(SyntaxFlaw) -> String {
        guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
        let longestEntity = 10
        var parts = raw.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)[...]
        var text = String(decoding: parts.popFirst() ?? [], as: UTF8.self)
        for part in parts {
            guard let end = part.prefix(longestEntity).firstIndex(of: UInt8(ascii: ";")) else {
                throw .unknownEntity(String(decoding: part.prefix(longestEntity), as: UTF8.self))
            }
            let name = String(decoding: part[..<end], as: UTF8.self)
            guard let scalar = scalar(named: name) else { throw .unknownEntity(name) }
            text.unicodeScalars.append(scalar)
            text += String(decoding: part[(end + 1)...], as: UTF8.self)
        }
        return text
    }

    private static func scalar(named name: String) -> Unicode.Scalar? {
        switch name {
        case "lt": "<"
        case "gt": ">"
        case "amp": "&"
        case "quot": "\""
        case "apos": "'"
        case _ where name.hasPrefix("#x"): UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        case _ where name.hasPrefix("#"): UInt32(name.dropFirst(1)).flatMap(Unicode.Scalar.init)
        default: nil
        }
    }
}
