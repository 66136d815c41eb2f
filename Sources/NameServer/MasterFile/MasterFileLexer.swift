/// A word of a master file, escapes not yet undone.
struct MasterFileToken {
    /// Where its octets stand in the file; without the quotation marks around it.
    var range: Range<Int>
    var isQuoted: Bool
}

/// One entry: a line, or several that parentheses join (RFC 1035 §5.1).
struct MasterFileEntry {
    var tokens: [MasterFileToken] = []
    /// Whether the line begins with a blank, so that the owner is the one before.
    var startsBlank = false
    /// The line it begins in, counted from 1.
    var line = 1
}

/// What is wrong with an entry, and where.
struct MasterFileFlaw: Error {
    var line: Int
    var sentence: String
}

/// Cuts a master file into entries.
struct MasterFileLexer {
    private let octets: [UInt8]
    private var position = 0
    /// The line that `position` is in.
    private(set) var line = 1

    /// More words than any RDATA of 65,535 octets can need.
    private static let tokenLimit = 70_000

    init(_ octets: [UInt8]) {
        self.octets = octets
    }

    /// Reads the next entry that holds a word.
    ///
    /// After a flaw, reading goes on with the line after it.
    /// - Returns: `false` at the end of the file.
    mutating func next(_ entry: inout MasterFileEntry) throws(MasterFileFlaw) -> Bool {
        repeat {
            entry.tokens.removeAll(keepingCapacity: true)
            guard position < octets.count else { return false }
            entry.line = line
            entry.startsBlank = Self.isBlank(octets[position])
            try readEntry(&entry)
        } while entry.tokens.isEmpty
        return true
    }

    private mutating func readEntry(_ entry: inout MasterFileEntry) throws(MasterFileFlaw) {
        var openLine: Int?
        while position < octets.count {
            switch octets[position] {
            case UInt8(ascii: "\n"):
                endLine()
                if openLine == nil { return }
            case let octet where Self.isBlank(octet):
                position += 1
            case UInt8(ascii: ";"):
                skipComment()
            case UInt8(ascii: "("):
                guard openLine == nil else { throw flaw("a parenthesis within parentheses") }
                openLine = line
                position += 1
            case UInt8(ascii: ")"):
                guard openLine != nil else { throw flaw("a closing parenthesis without an opening one") }
                openLine = nil
                position += 1
            default:
                guard entry.tokens.count < Self.tokenLimit else { throw flaw("an entry of too many words") }
                entry.tokens.append(try readToken())
            }
        }
        if let openLine {
            throw MasterFileFlaw(line: openLine, sentence: "the parenthesis that opens here is never closed")
        }
    }

    private mutating func readToken() throws(MasterFileFlaw) -> MasterFileToken {
        let start = position
        if octets[position] == UInt8(ascii: "\"") {
            try skipQuoted()
            return MasterFileToken(range: start + 1..<position - 1, isQuoted: true)
        }
        while position < octets.count, !Self.endsWord(octets[position]) {
            switch octets[position] {
            case UInt8(ascii: "\\"):
                guard position + 1 < octets.count, octets[position + 1] != UInt8(ascii: "\n") else {
                    throw flaw("a backslash at the end of a line")
                }
                position += 2
            case UInt8(ascii: "\""):
                // A value may be quoted alone, as in alpn="h2,h3" (RFC 9460 §2.1).
                try skipQuoted()
            default:
                position += 1
            }
        }
        return MasterFileToken(range: start..<position, isQuoted: false)
    }

    /// Moves past a quoted string.
    private mutating func skipQuoted() throws(MasterFileFlaw) {
        position += 1
        while position < octets.count, octets[position] != UInt8(ascii: "\n") {
            switch octets[position] {
            case UInt8(ascii: "\""):
                position += 1
                return
            case UInt8(ascii: "\\") where position + 1 < octets.count && octets[position + 1] != UInt8(ascii: "\n"):
                position += 2
            default:
                position += 1
            }
        }
        throw flaw("a quoted string that is not closed in its line")
    }

    /// The flaw at this place; moves on to the next line.
    private mutating func flaw(_ sentence: String) -> MasterFileFlaw {
        let flaw = MasterFileFlaw(line: line, sentence: sentence)
        skipComment()
        if position < octets.count { endLine() }
        return flaw
    }

    private mutating func skipComment() {
        while position < octets.count, octets[position] != UInt8(ascii: "\n") { position += 1 }
    }

    private mutating func endLine() {
        position += 1
        line += 1
    }

    private static func isBlank(_ octet: UInt8) -> Bool {
        octet == UInt8(ascii: " ") || octet == UInt8(ascii: "\t") || octet == UInt8(ascii: "\r")
    }

    private static func endsWord(_ octet: UInt8) -> Bool {
        isBlank(octet) || octet == UInt8(ascii: "\n") || octet == UInt8(ascii: ";") || octet == UInt8(ascii: "(")
            || octet == UInt8(ascii: ")")
    }
}
