internal import Addresses
internal import DNSWire

/// The parsers of queries and of replies: what they accept lies inside the message, and is the same when read again.
func fuzzDNSMessage(_ input: [UInt8]) {
    var name = QueryName()
    let message = input.span
    if let reply = DNSReply(readingFrom: message) {
        demand(reply.answers.count <= input.count / 11, "more records than the message has room for")
        demand(reply == DNSReply(readingFrom: message), "two readings of one reply")
    }
    switch name.accept(message) {
    case .silence:
        demand(
            input.count < MessageHeader.size || input[2] & 0x80 != 0, "only responses and stumps are met with silence")
    case .reject(let code):
        demand([.notImplemented, .formatError, .refused].contains(code), "a message is rejected as \(code)")
    case .cookieRequest(let query), .rejectEDNS(let query):
        check(query, of: message)
    case .answer(let query):
        check(query, of: message)
        demand(message.uncompressedNameEnd(from: MessageHeader.size) == query.questionEnd - 4, "two ends of one name")
        demand(name.length == query.questionEnd - 4 - MessageHeader.size, "a name of another length")
        let wire = Array(input[MessageHeader.size..<query.questionEnd - 4])
        guard let domain = DomainName(wire: wire) else { return demand(false, "a name that is none was accepted") }
        let key = NameHashKey(key0: 1, key1: 2)
        name.hash(message, at: MessageHeader.size, with: key)
        demand(name.hash(from: 0) == key.hash(domain), "two hashes of one name")
        demand(DomainName(domain.description) == domain, "\(domain) does not survive its text")
    }
}

private func check(_ query: Query, of message: Span<UInt8>) {
    demand(query.questionEnd <= message.count, "the question ends outside the message")
    guard let edns = query.edns else { return }
    demand(edns.payloadSize >= EDNS.minimumPayloadSize, "a payload of \(edns.payloadSize)")
    if let cookie = edns.cookie {
        demand(
            cookie.upperBound <= message.count && [8, 16, 17].contains(min(cookie.count, 17)), "a cookie of no length")
    }
}
