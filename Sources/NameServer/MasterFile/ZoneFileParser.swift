internal import Addresses
internal import DNSWire

/// Reads master files (RFC 1035 §5) into records, and notes what is wrong with them without stopping at the first.
struct ZoneFileParser {
    private(set) var records: [ZoneRecord] = []
    private(set) var flaws = ZoneFlawList()
    private let files: any ZoneFileSource
    private var depth = 0
    private var fileCount = 0

    /// `$INCLUDE` may nest this deep,
    static let depthLimit = 8
    /// and read this many files in all, so that files which include each other come to an end.
    static let fileLimit = 100

    /// What entries of one file take over from those before (RFC 1035 §5.1).
    private struct Context {
        let path: String
        var origin: DomainName
        var owner: DomainName?
        /// The TTL stated last, and the one `$TTL` gives (RFC 2308 §4).
        var lastSeconds: UInt32?
        var defaultSeconds: UInt32?
    }

    init(files: any ZoneFileSource) {
        self.files = files
    }

    /// Reads one file.
    mutating func read(_ path: String, origin: DomainName, includedFrom place: SourcePlace?) {
        var context = Context(path: path, origin: origin)
        read(&context, includedFrom: place)
    }

    private mutating func read(_ context: inout Context, includedFrom place: SourcePlace?) {
        let octets: [UInt8]
        do throws(ZoneFileUnreadable) {
            octets = try files.contents(of: context.path)
        } catch {
            let place = place ?? SourcePlace(file: context.path, line: 1)
            return flaws.error(at: place, "cannot read \(context.path): \(error.reason)")
        }
        fileCount += 1
        depth += 1
        defer { depth -= 1 }
        var lexer = MasterFileLexer(octets)
        var entry = MasterFileEntry()
        while !flaws.isFull {
            do throws(MasterFileFlaw) {
                guard try lexer.next(&entry) else { return }
                try read(entry, octets, &context)
            } catch {
                flaws.error(at: SourcePlace(file: context.path, line: error.line), error.sentence)
            }
        }
    }

    private mutating func read(
        _ entry: MasterFileEntry, _ octets: [UInt8], _ context: inout Context
    ) throws(MasterFileFlaw) {
        var words = MasterFileWords(entry, octets, origin: context.origin)
        do throws(MasterFileFault) {
            if !entry.startsBlank, words.peek?.isQuoted == false, let range = words.peek?.range, !range.isEmpty,
                octets[range.lowerBound] == UInt8(ascii: "$")
            {
                try readDirective(&words, entry, &context)
            } else {
                try readRecord(&words, entry, &context)
            }
        } catch {
            throw MasterFileFlaw(line: entry.line, sentence: error.sentence)
        }
    }

    private mutating func readDirective(
        _ words: inout MasterFileWords, _ entry: MasterFileEntry, _ context: inout Context
    ) throws(MasterFileFault) {
        let directive = try words.text("a directive")
        switch directive.uppercased() {
        case "$ORIGIN":
            context.origin = try words.name()
        case "$TTL":
            context.defaultSeconds = try words.ttl()
        case "$INCLUDE":
            let file = try words.text("a file name")
            let origin = words.isAtEnd ? context.origin : try words.name()
            try words.expectEnd(of: directive)
            return try include(file, origin, entry, context)
        default:
            throw MasterFileFault("unknown directive \(directive): $ORIGIN, $TTL and $INCLUDE are known")
        }
        try words.expectEnd(of: directive)
    }

    /// Origin and owner return to what they were when the file ends (RFC 1035 §5.1); so do the TTLs.
    private mutating func include(
        _ file: String, _ origin: DomainName, _ entry: MasterFileEntry, _ context: Context
    ) throws(MasterFileFault) {
        guard depth < Self.depthLimit, fileCount < Self.fileLimit else {
            throw MasterFileFault(
                "$INCLUDE \(file) is nested deeper than \(Self.depthLimit) files or is one of over \(Self.fileLimit)")
        }
        var path = file
        if !file.hasPrefix("/"), let slash = context.path.lastIndex(of: "/") {
            path = context.path[...slash] + file
        }
        var included = context
        included = Context(
            path: path, origin: origin, owner: context.owner, lastSeconds: context.lastSeconds,
            defaultSeconds: context.defaultSeconds)
        read(&included, includedFrom: SourcePlace(file: context.path, line: entry.line))
    }

    private mutating func readRecord(
        _ words: inout MasterFileWords, _ entry: MasterFileEntry, _ context: inout Context
    ) throws(MasterFileFault) {
        if !entry.startsBlank { context.owner = try words.name() }
        guard let owner = context.owner else {
            throw MasterFileFault("a record without an owner: the line begins with a blank and none came before")
        }
        let (type, stated) = try readType(&words)
        let data = try RDATAText.read(type, &words)
        guard data.count <= Int(UInt16.max) else { throw MasterFileFault("RDATA of over 65535 octets") }
        var ttl = stated ?? context.defaultSeconds ?? context.lastSeconds
        if ttl == nil, type == .soa { ttl = data.span.uint32(at: data.count - 4) }
        guard let ttl else {
            throw MasterFileFault("no TTL: put one before the type, or a $TTL line at the top of the file")
        }
        context.lastSeconds = ttl
        records.append(
            ZoneRecord(
                owner: owner, type: type, ttl: ttl, data: data,
                place: SourcePlace(file: context.path, line: entry.line)))
    }

    /// Reads TTL and class, either of them or both in either order, and the type.
    private func readType(_ words: inout MasterFileWords) throws(MasterFileFault) -> (RecordType, UInt32?) {
        var ttl: UInt32?
        var hasClass = false
        while true {
            guard let token = words.peek else { throw MasterFileFault("a record without a type") }
            if ttl == nil, words.beginsWithDigit(token) {
                ttl = try words.ttl()
                continue
            }
            let text = try words.text("a record type")
            if let type = RecordType(text) {
                guard !type.isQueryOnly else {
                    throw MasterFileFault("\(text) is a type for questions, not for records")
                }
                return (type, ttl)
            }
            guard !hasClass, let recordClass = RecordClass(text) else {
                throw MasterFileFault("unknown record type \(text): write TYPE and its number (RFC 3597)")
            }
            guard recordClass == .internet else { throw MasterFileFault("class \(text): only IN is served") }
            hasClass = true
        }
    }
}
