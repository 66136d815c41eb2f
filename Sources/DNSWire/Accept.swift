extension QueryName {
    /// Reads a message as a query, in the order that gives every probe its right answer; the same for UDP and TCP.
    ///
    /// Silence comes before everything that could be answered, and the opcode before the counts, because messages of other
    /// opcodes count other things (RFC 2136 §2) and header-only probes count nothing. QDCOUNT is 1 (RFC 9619), or 0
    /// with a cookie; an authority record is an IXFR's SOA (RFC 1995 §3); additional records are OPT and a signature.
    /// Only what the counts allow is then read. Octets after the last record are ignored.
    @inline(__always)
    public mutating func accept(_ message: Span<UInt8>) -> Acceptance {
        guard message.count >= MessageHeader.size, !MessageHeader.isResponse(message) else { return .silence }
        guard MessageHeader.opcode(message) == .query else {
            // A server that knows updates and takes none from anybody (RFC 2136 §3.3; article row R16).
            return .reject(MessageHeader.opcode(message) == .update ? .refused : .notImplemented)
        }
        if message.uint16(at: 4) == 0, let request = Self.cookieRequest(message) { return .cookieRequest(request) }
        guard message.uint16(at: 4) == 1, message.uint16(at: 6) == 0, let authorities = message.uint16(at: 8),
            authorities <= 1, let additionals = message.uint16(at: 10), additionals <= 2
        else { return .reject(.formatError) }
        let start = MessageHeader.size
        guard read(message, at: start), let type = message.uint16(at: start &+ length),
            let recordClass = message.uint16(at: start &+ length &+ 2)
        else { return .reject(.formatError) }
        var query = Query(
            questionEnd: start &+ length &+ 4, type: RecordType(rawValue: type),
            recordClass: RecordClass(rawValue: recordClass), edns: nil)
        guard authorities &+ additionals > 0 else { return .answer(query) }
        do throws(QueryFlaw) {
            query.edns = try Self.readEDNS(
                message, from: query.questionEnd, authorities: Int(authorities), additionals: Int(additionals))
            return .answer(query)
        } catch {
            return error == .cutOff ? .reject(.formatError) : .rejectEDNS(query)
        }
    }

    /// A message without a question that holds an OPT record with a cookie and nothing else.
    @inline(never)
    private static func cookieRequest(_ message: Span<UInt8>) -> Query? {
        guard message.uint16(at: 6) == 0, message.uint16(at: 8) == 0, message.uint16(at: 10) == 1 else { return nil }
        let edns = try? readEDNS(message, from: MessageHeader.size, authorities: 0, additionals: 1)
        guard let edns, edns.cookie != nil else { return nil }
        return Query(
            questionEnd: MessageHeader.size, type: RecordType(rawValue: 0), recordClass: RecordClass(rawValue: 0),
            edns: edns)
    }

    /// Steps over the records after the question.
    ///
    /// - Returns: the OPT record's content; `nil` if there is none.
    private static func readEDNS(
        _ message: Span<UInt8>, from start: Int, authorities: Int, additionals: Int
    ) throws(QueryFlaw) -> EDNS? {
        var position = start
        var found: EDNS?
        for index in 0..<authorities + additionals {
            guard let fixed = message.nameEnd(from: position), let type = message.uint16(at: fixed),
                let size = message.uint16(at: fixed + 8)
            else { throw .cutOff }
            let rdata = fixed + 10..<fixed + 10 + Int(size)
            guard rdata.upperBound <= message.count else { throw .cutOff }
            if index >= authorities, RecordType(rawValue: type) == .opt {
                // The owner of OPT is the root, and there is at most one (RFC 6891 §6.1.1).
                guard found == nil, fixed == position + 1 else { throw .misplacedOPT }
                guard let edns = EDNS(message, fixed: fixed + 2, rdata: rdata) else { throw .brokenOPT }
                found = edns
            }
            position = rdata.upperBound
        }
        return found
    }
}

/// What is wrong with the records after a question; each is answered FORMERR.
private enum QueryFlaw: Error {
    case cutOff
    case misplacedOPT
    case brokenOPT
}
