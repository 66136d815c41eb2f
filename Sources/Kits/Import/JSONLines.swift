/// In which line each value of a JSON text begins (RFC 8259).
///
/// The values themselves are read by Foundation, which tells what is wrong but not in which line; this reads only the
/// structure, and is the first to see the text. Without recursion, and no deeper than `deepest`.
struct JSONLines {
    private static let deepest = 64
    /// Places deeper than this are those of their container: nothing that is imported lies deeper.
    private static let deepestPlace = 4

    private enum Frame {
        case array(next: Int)
        case object(key: String)
    }

    private var lines: [[String]: Int] = [:]

    init(_ octets: [UInt8]) throws(Flaw) {
        var cursor = TextCursor(octets)
        var frames: [Frame] = []
        do {
            try read(&cursor, &frames)
        } catch {
            throw Flaw(flaw: error, line: cursor.line)
        }
    }

    struct Flaw: Error, Equatable {
        let flaw: SyntaxFlaw
        let line: Int
    }

    /// The line in which the value at that path begins, or its nearest container: keys, and indices as digits.
    func line(of path: [String]) -> Int {
        var path = path
        while !path.isEmpty {
            if let line = lines[path] { return line }
            path.removeLast()
        }
        return lines[[]] ?? 1
    }

    private mutating func read(_ cursor: inout TextCursor, _ frames: inout [Frame]) throws(SyntaxFlaw) {
        repeat {
            // A value comes.
            cursor.skipBlanks()
            note(frames, cursor.line)
            var isComplete = true
            if cursor.pass("{") {
                cursor.skipBlanks()
                if !cursor.pass("}") {
                    frames.append(.object(key: try Self.key(&cursor)))
                    isComplete = false
                }
            } else if cursor.pass("[") {
                cursor.skipBlanks()
                if !cursor.pass("]") {
                    frames.append(.array(next: 0))
                    isComplete = false
                }
            } else {
                try Self.scalar(&cursor)
            }
            guard frames.count <= Self.deepest else { throw .tooDeep(limit: Self.deepest) }
            if isComplete { try close(&cursor, &frames) }
        } while !frames.isEmpty
        cursor.skipBlanks()
        if let stray = cursor.current { throw .character(stray) }
    }

    /// A value has ended: passes what ends with it, up to where the next value comes.
    private func close(_ cursor: inout TextCursor, _ frames: inout [Frame]) throws(SyntaxFlaw) {
        while let frame = frames.popLast() {
            cursor.skipBlanks()
            switch frame {
            case .array(let index):
                if cursor.pass(",") {
                    frames.append(.array(next: index + 1))
                    return
                }
                guard cursor.pass("]") else { throw Self.flaw(cursor, expecting: ", or ]") }
            case .object:
                if cursor.pass(",") {
                    cursor.skipBlanks()
                    frames.append(.object(key: try Self.key(&cursor)))
                    return
                }
                guard cursor.pass("}") else { throw Self.flaw(cursor, expecting: ", or }") }
            }
        }
    }

    private mutating func note(_ frames: [Frame], _ line: Int) {
        guard frames.count <= Self.deepestPlace else { return }
        lines[
            frames.map { frame in
                switch frame {
                case .array(let index): "\(index)"
                case .object(let key): key
                }
            }] = line
    }

    private static func key(_ cursor: inout TextCursor) throws(SyntaxFlaw) -> String {
        guard cursor.current == UInt8(ascii: "\"") else {
            throw flaw(cursor, expecting: "a key between quotation marks")
        }
        let key = try string(&cursor)
        cursor.skipBlanks()
        guard cursor.pass(":") else { throw flaw(cursor, expecting: ":") }
        return key
    }

    /// A string as it stands there, with its escapes: they are Foundation's to read, and no key of ours has any.
    private static func string(_ cursor: inout TextCursor) throws(SyntaxFlaw) -> String {
        cursor.advance()
        var text: [UInt8] = []
        while let octet = cursor.current {
            if octet == UInt8(ascii: "\"") {
                cursor.advance()
                return String(decoding: text, as: UTF8.self)
            }
            guard octet >= 0x20 else { throw .character(octet) }
            text.append(octet)
            cursor.advance()
            guard octet == UInt8(ascii: "\\") else { continue }
            guard let escaped = cursor.current else { break }
            guard "\"\\/bfnrtu".utf8.contains(escaped) else { throw .character(escaped) }
            text.append(escaped)
            cursor.advance()
        }
        throw .endsTooSoon
    }

    private static func scalar(_ cursor: inout TextCursor) throws(SyntaxFlaw) {
        if cursor.current == UInt8(ascii: "\"") {
            _ = try string(&cursor)
            return
        }
        let word = cursor.take { $0.isLetterOrDigit || "+-.".utf8.contains($0) }
        guard let first = word.first else {
            guard let stray = cursor.current else { throw .endsTooSoon }
            throw .character(stray)
        }
        let text = String(decoding: word, as: UTF8.self)
        let isNumber = (first.isDigit || first == UInt8(ascii: "-")) && Double(text) != nil
        guard isNumber || ["true", "false", "null"].contains(text) else { throw .expected("a value") }
    }

    private static func flaw(_ cursor: TextCursor, expecting what: String) -> SyntaxFlaw {
        cursor.isAtEnd ? .endsTooSoon : .expected(what)
    }
}
