internal import Addresses
package import AliasTable
internal import DNSWire

/// Answers queries: one per thread, because it holds the scratch space that keeps a query from allocating.
///
/// The reply is built in the query's own buffer. Its question stays where it is, octet for octet; everything after it
/// is overwritten.
package struct Responder: ~Copyable {
    /// The name that is looked up now: the question's, then each CNAME's target.
    var name = QueryName()
    /// That name's octets, once the answer needs more than the fast path.
    var current = InlineArray<256, UInt8>(repeating: 0)
    /// A name under construction: an alias, or what a DNAME makes of a name.
    var made = InlineArray<256, UInt8>(repeating: 0)
    /// A second name, for additional data.
    var other = QueryName()
    var writer = MessageWriter()
    var header = ReplyHeader()
    /// What the last message asked for; nothing, if that could not be read.
    private(set) var type = RecordType(rawValue: 0)
    var edns = ReplyEDNS()
    /// What is told of this server, and what its cookies are signed with; `nil`: it has none.
    let identity: ServerIdentity
    let secrets: CookieSecrets?
    /// The reply's first and last offset after the question, should it have to be made anew.
    private var bounds = 0..<0
    var written = WrittenSets()
    var additional = AdditionalSources()
    /// Whether `name` is still the question's.
    var isQuestion = true

    /// The longest TTL of what the registry says; a lease's own end shortens it.
    static var aliasSeconds: UInt32 { 30 }

    package init(identity: ServerIdentity = ServerIdentity(), secrets: CookieSecrets? = nil) {
        self.identity = identity
        self.secrets = secrets
    }

    /// Answers one message in place.
    ///
    /// - Parameters:
    ///   - message: the buffer, at least 512 octets; the reply takes as much as it has, up to the transport's limit.
    ///   - length: the octets of it that were received.
    ///   - client: who asks; without one no cookie is given.
    ///   - aliases: hashed with the key of `zones`.
    ///   - now: seconds of `CLOCK_BOOTTIME`.
    ///   - hash: of the question's name, from whoever has looked ahead.
    /// - Returns: the length of the reply; 0 if there is none to send.
    package mutating func respond(
        in message: inout MutableSpan<UInt8>, length: Int, transport: Transport, client: Client? = nil, zones: ZoneSet,
        aliases: AliasSnapshot, now: UInt32, hash: UInt64? = nil
    ) -> Int {
        let query: Query
        switch name.accept(message.span.extracting(0..<min(max(length, 0), message.count))) {
        case .silence: return 0
        case .reject(let code): return reject(code, in: &message)
        case .rejectEDNS(let broken): return rejectEDNS(broken, transport, in: &message)
        case .cookieRequest(let request): return answerCookieRequest(request, transport, client, in: &message)
        case .answer(let accepted): query = accepted
        }
        begin(query, transport, client, in: &message)
        guard query.edns.map({ $0.version == 0 }) ?? true else {
            header.code = .badVersion
            return finish(in: &message)
        }
        guard query.recordClass == .internet, query.type != .axfr, query.type != .ixfr else {
            if answerChaos(query, in: &message) { return finish(in: &message) }
            return refuse(.notSupported, in: &message)
        }
        if hash == nil { name.hash(message.span, at: MessageHeader.size, with: aliases.hashKey) }
        let entry = aliases.find(message.span, at: MessageHeader.size, hash: hash ?? name.hash(from: 0))
        if case .alias(let slot)? = entry, query.type == .a, let lease = aliases.lease(of: slot, now: now) {
            header.isAuthoritative = true
            writer.writePointer(to: MessageHeader.size, in: &message)
            writeAddress(lease, to: &message)
        } else {
            // The way through the zones needs the hashes of the name's ancestors too.
            if hash != nil { name.hash(message.span, at: MessageHeader.size, with: aliases.hashKey) }
            resolve(query, entry, in: &message, zones: zones.index, aliases: aliases, now: now)
            if header.code == .refused { edns.error = .notAuthoritative }
        }
        return finish(in: &message)
    }

    /// Answers REFUSED whatever is asked, for clients that are not served.
    ///
    /// - Returns: the length of the reply; 0 if there is none to send.
    package mutating func refuse(
        in message: inout MutableSpan<UInt8>, length: Int, transport: Transport, client: Client? = nil
    ) -> Int {
        switch name.accept(message.span.extracting(0..<min(max(length, 0), message.count))) {
        case .silence: return 0
        case .reject(let code): return reject(code, in: &message)
        case .rejectEDNS(let broken): return rejectEDNS(broken, transport, in: &message)
        case .cookieRequest(let query), .answer(let query):
            begin(query, transport, client, in: &message)
            return refuse(.prohibited, in: &message)
        }
    }

    /// REFUSED with its reason, which only a client that sent an OPT record can be told.
    private mutating func refuse(_ error: ExtendedError, in message: inout MutableSpan<UInt8>) -> Int {
        header.code = .refused
        edns.error = error
        return finish(in: &message)
    }

    /// A header and nothing else: what follows it was not understood, so it is not repeated.
    private mutating func reject(_ code: ResponseCode, in message: inout MutableSpan<UInt8>) -> Int {
        type = RecordType(rawValue: 0)
        header = ReplyHeader()
        header.code = code
        header.questions = 0
        header.write(to: &message)
        return MessageHeader.size
    }

    /// FORMERR that still says that this server knows EDNS.
    private mutating func rejectEDNS(
        _ query: Query, _ transport: Transport, in message: inout MutableSpan<UInt8>
    ) -> Int {
        begin(query, transport, nil, in: &message)
        edns.isPresent = true
        header.code = .formatError
        return finish(in: &message)
    }

    /// Gives a server cookie without an answer, and judges the one that came (RFC 7873 §5.4).
    private mutating func answerCookieRequest(
        _ query: Query, _ transport: Transport, _ client: Client?, in message: inout MutableSpan<UInt8>
    ) -> Int {
        begin(query, transport, client, in: &message)
        guard let cookie = edns.cookie else { return reject(.formatError, in: &message) }
        if cookie.proof == .bad { header.code = .badCookie }
        return finish(in: &message)
    }

    /// Replaces the reply that was just made by one that carries nothing but the way to a better one: BADCOOKIE with a
    /// good cookie for whoever knows cookies (RFC 7873 §5.2.3), else TC, which leads to TCP.
    ///
    /// - Parameter length: of the reply that was just made.
    /// - Returns: the length of the new one; the same for a header without a question, which leads nowhere.
    package mutating func cutShort(_ length: Int, in message: inout MutableSpan<UInt8>) -> Int {
        guard length > MessageHeader.size else { return length }
        let questions = header.questions
        header = ReplyHeader()
        header.questions = questions
        edns.error = nil
        if edns.cookie != nil { header.code = .badCookie } else { header.isTruncated = true }
        writer.begin(at: bounds.lowerBound, limit: bounds.upperBound, in: &message)
        return finish(in: &message)
    }

    @inline(__always)
    private mutating func begin(
        _ query: Query, _ transport: Transport, _ client: Client?, in message: inout MutableSpan<UInt8>
    ) {
        var limit = transport.maximumReply
        if transport == .udp { limit = min(limit, query.edns?.payloadSize ?? EDNS.minimumPayloadSize) }
        beginEDNS(query.edns, client, in: message)
        type = query.type
        header = ReplyHeader()
        if query.questionEnd == MessageHeader.size { header.questions = 0 }
        limit = max(query.questionEnd, min(limit, message.count) &- edns.reservedSize)
        bounds = query.questionEnd..<limit
        writer.begin(at: query.questionEnd, limit: limit, in: &message)
    }

    @inline(__always)
    private mutating func finish(in message: inout MutableSpan<UInt8>) -> Int {
        writeEDNS(to: &message)
        header.write(to: &message)
        return writer.position
    }

    /// Writes the rest of an alias's address record, after its owner, and counts it.
    @inline(__always)
    mutating func writeAddress(_ lease: AliasLease, to message: inout MutableSpan<UInt8>) {
        writer.write(RecordType.a.rawValue, to: &message)
        writer.write(RecordClass.internet.rawValue, to: &message)
        writer.write(min(Self.aliasSeconds, lease.remaining), to: &message)
        writer.write(UInt16(4), to: &message)
        writer.write(lease.address.rawValue, to: &message)
        header.answers &+= 1
    }
}
