/// Reads JSON (RFC 8259) and keeps the lines, so that a mistake can be named where it is.
///
/// Small enough for a guest that has nothing else. Nesting is a stack of its own, not recursion, and is bounded.
package struct JSONReader {
    private static let longest = 1 << 20
    private static let deepest = 16

    private let octets: [UInt8]
    private var position = 0
    private var line = 1

    private init(_ octets: [UInt8]) {
        self.octets = octets
    }

    package static func read(_ octets: [UInt8]) throws(JSONProblem) -> JSONNode {
        guard octets.count <= longest else { throw JSONProblem(line: 1, flaw: .tooLong(limit: longest)) }
        var reader = JSONReader(octets)
        return try reader.document()
    }

    /// An array or object that has begun and not ended.
    private struct Open {
        let line: Int
        let isObject: Bool
        var items: [JSONNode] = []
        var members: [JSONMember] = []
        /// The key whose value comes next.
        var key = ""
        var keyLine = 0

        mutating func append(_ node: JSONNode) {
            if isObject {
                members.append(JSONMember(key: key, line: keyLine, value: node))
            } else {
                items.append(node)
            }
        }

        var end: UInt8 { isObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }

        var node: JSONNode { JSONNode(line: line, content: isObject ? .object(members) : .array(items)) }
    }

    private mutating func document() throws(JSONProblem) -> JSONNode {
        var open: [Open] = []
        while true {
            var complete: JSONNode?
            skipSpace()
            if let isObject = beginsContainer {
                guard open.count < Self.deepest else { throw problem(.tooDeep(limit: Self.deepest)) }
                var container = Open(line: line, isObject: isObject)
                position += 1
                skipSpace()
                if peek == container.end {
                    position += 1
                    complete = container.node
                } else {
                    if isObject { try readKey(of: &container) }
                    open.append(container)
                }
            } else {
                complete = try scalar()
            }
            // A value that is complete may complete what it is in.
            while let node = complete {
                complete = nil
                skipSpace()
                guard var container = open.popLast() else {
                    guard position == octets.count else { throw problem(.afterEnd) }
                    return node
                }
                container.append(node)
                switch peek {
                case UInt8(ascii: ","):
                    position += 1
                    if container.isObject { try readKey(of: &container) }
                    open.append(container)
                case container.end:
                    position += 1
                    complete = container.node
                default:
                    throw unexpected(container.isObject ? "\",\" or \"}\"" : "\",\" or \"]\"")
                }
            }
        }
    }

    private var beginsContainer: Bool? {
        switch peek {
        case UInt8(ascii: "{"): true
        case UInt8(ascii: "["): false
        default: nil
        }
    }

    private mutating func readKey(of container: inout Open) throws(JSONProblem) {
        skipSpace()
        guard peek == UInt8(ascii: "\"") else { throw unexpected("a key in quotation marks") }
        container.keyLine = line
        container.key = try string()
        skipSpace()
        guard peek == UInt8(ascii: ":") else { throw unexpected("\":\"") }
        position += 1
    }

    private mutating func scalar() throws(JSONProblem) -> JSONNode {
        let line = line
        if peek == UInt8(ascii: "\"") { return JSONNode(line: line, content: .string(try string())) }
        let start = position
        let text = word()
        switch text {
        case "null": return JSONNode(line: line, content: .null)
        case "true": return JSONNode(line: line, content: .bool(true))
        case "false": return JSONNode(line: line, content: .bool(false))
        default: break
        }
        guard let first = text.first, first == "-" || first.isWholeNumber else {
            position = start
            throw unexpected("a value")
        }
        guard text.isNumber else { throw problem(.badNumber(text)) }
        return JSONNode(line: line, content: .number(text))
    }

    /// The letters, digits and signs that follow.
    private mutating func word() -> String {
        let start = position
        while let octet = peek, octet.isWordCharacter { position += 1 }
        return String(decoding: octets[start..<position], as: UTF8.self)
    }

    private mutating func string() throws(JSONProblem) -> String {
        position += 1
        var text: [UInt8] = []
        while let octet = peek {
            position += 1
            switch octet {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw problem(.badString) }
                return string
            case UInt8(ascii: "\\"):
                text += try escaped()
            case 0..<0x20:
                throw problem(.badString)
            default:
                text.append(octet)
            }
        }
        throw problem(.ends)
    }

    private mutating func escaped() throws(JSONProblem) -> [UInt8] {
        guard let octet = peek else { throw problem(.ends) }
        position += 1
        switch octet {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [octet]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            let first = try codeUnit()
            guard UTF16.isLeadSurrogate(first) else { return try utf8(of: [first]) }
            guard peek == UInt8(ascii: "\\") else { throw problem(.badString) }
            position += 1
            guard peek == UInt8(ascii: "u") else { throw problem(.badString) }
            position += 1
            return try utf8(of: [first, codeUnit()])
        default:
            throw problem(.badString)
        }
    }

    private func utf8(of units: [UInt16]) throws(JSONProblem) -> [UInt8] {
        guard let text = String(validating: units, as: UTF16.self) else { throw problem(.badString) }
        return Array(text.utf8)
    }

    private mutating func codeUnit() throws(JSONProblem) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let octet = peek, let digit = Character(Unicode.Scalar(octet)).hexDigitValue else {
                throw problem(.badString)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private var peek: UInt8? { position < octets.count ? octets[position] : nil }

    private mutating func skipSpace() {
        while let octet = peek {
            switch octet {
            case 0x0A: line += 1
            case 0x20, 0x09, 0x0D: break
            default: return
            }
            position += 1
        }
    }

    private func problem(_ flaw: JSONFlaw) -> JSONProblem { JSONProblem(line: line, flaw: flaw) }

    private func unexpected(_ wanted: String) -> JSONProblem {
        guard let octet = peek else { return problem(.ends) }
        let scalar = Unicode.Scalar(octet)
        return problem(.unexpected(wanted: wanted, found: scalar.escaped(asASCII: true)))
    }
}

extension UInt8 {
    fileprivate var isWordCharacter: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
        default: false
        }
    }
}

extension String {
    /// RFC 8259 §6: no leading zero, digits on both sides of a point, digits in an exponent.
    fileprivate var isNumber: Bool {
        var rest = self[...]
        func takeDigits(from text: inout Substring) -> Int {
            let digits = text.prefix { $0.isASCII && $0.isWholeNumber }
            text = text.dropFirst(digits.count)
            return digits.count
        }
        if rest.first == "-" { rest.removeFirst() }
        let leadsWithZero = rest.first == "0"
        let whole = takeDigits(from: &rest)
        guard whole == 1 || whole > 1 && !leadsWithZero else { return false }
        if rest.first == "." {
            rest.removeFirst()
            guard takeDigits(from: &rest) > 0 else { return false }
        }
        if rest.first == "e" || rest.first == "E" {
            rest.removeFirst()
            if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
            guard takeDigits(from: &rest) > 0 else { return false }
        }
        return rest.isEmpty
    }
}
