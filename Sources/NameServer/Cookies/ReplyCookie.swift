internal import DNSWire

/// What a query's COOKIE option proves, and the cookies that go back (RFC 7873 §5.2).
struct ReplyCookie: BitwiseCopyable {
    /// What the server cookie in the query was.
    enum Proof: BitwiseCopyable {
        /// There was none: the client has not learned one yet (§5.2.3).
        case absent
        /// Not one of ours, or too old (§5.2.4).
        case bad
        /// The client is where it says it is (§5.2.5).
        case good
    }

    let proof: Proof
    let client: UInt64
    let server: ServerCookie

    /// The octets of a reply's option: client cookie and server cookie.
    static var size: Int { 24 }

    /// - Parameter option: the octets of the option, 8 or more.
    init?(_ option: Span<UInt8>, from client: Client, _ secrets: CookieSecrets) {
        guard let own = option.uint64(at: 0) else { return nil }
        self.client = own
        guard option.count == Self.size, let head = option.uint64(at: 8), let hash = option.uint64(at: 16) else {
            proof = option.count == 8 ? .absent : .bad
            server = .make(client: own, address: client.address, time: client.time, secret: secrets.current)
            return
        }
        let sent = ServerCookie(head: head, hash: hash)
        if sent.isValid(client: own, address: client.address, time: client.time, secrets: secrets) {
            proof = .good
            server = sent.renewed(client: own, address: client.address, time: client.time, secrets: secrets)
        } else {
            proof = .bad
            server = .make(client: own, address: client.address, time: client.time, secret: secrets.current)
        }
    }
}
