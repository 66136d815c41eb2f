/// A question that passed every check, as offsets and numbers.
///
/// Offsets, not a copy: the reply repeats these octets unchanged, letter case included (RFC 1035 §4.1.2; the case is
/// what resolvers use against spoofing).
public struct Query: Sendable {
    /// The offset after the question. Its name begins at `MessageHeader.size`.
    public var questionEnd: Int
    public var type: RecordType
    public var recordClass: RecordClass
    /// What the query's OPT record says; `nil` if it has none.
    public var edns: EDNS?
}

/// What a server does with a message, by its form alone.
public enum Acceptance: Sendable {
    /// Not a query, or no message at all: silence, so that two servers can never answer each other for ever.
    case silence
    /// A header with this code, and nothing after it.
    case reject(ResponseCode)
    /// FORMERR for an OPT record that breaks the rules. The question is repeated and an OPT record is sent, because
    /// FORMERR without one would say that this server knows no EDNS (RFC 6891 §7).
    case rejectEDNS(Query)
    /// No question, only a cookie: the client wants a server cookie, or to know whether its own is still good
    /// (RFC 7873 §5.4). The type and class mean nothing.
    case cookieRequest(Query)
    /// A query to be answered.
    case answer(Query)
}
