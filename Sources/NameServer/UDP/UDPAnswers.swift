internal import AliasTable
internal import DNSWire
internal import Datagrams

/// What one UDP thread answers a batch with: its responder and its count of replies.
struct UDPAnswers: ~Copyable {
    private let own: OwnAddresses
    private let updates: RefusedUpdates
    private let refusal: NamePolicy.Refusal
    private var responder: Responder
    private var limiter: ResponseRateLimiter
    private var ahead = QuestionsAhead()
    private var tally = NameTally()

    init(data: NameData, own: OwnAddresses, limit: RateLimit) {
        self.own = own
        updates = data.updates
        refusal = data.policy.refusal
        responder = data.makeResponder()
        limiter = ResponseRateLimiter(limit)
    }

    /// Puts each datagram's reply in its place; a datagram without one is not replied to.
    mutating func answer(
        _ batch: inout DatagramBatch, _ count: Int, _ zones: ZoneSet, _ aliases: AliasSnapshot, _ access: AccessList
    ) {
        let now = BootClock.seconds()
        let time = WallClock.seconds()
        ahead.look(at: batch, count, aliases)
        for slot in 0..<count {
            guard let source = batch.source(slot) else { continue }
            guard !own.isLoop(source) else {
                tally.count(.loop)
                continue
            }
            let service = access.service(for: source.host)
            guard service != .none || refusal == .refused else {
                tally.count(.notServed)
                continue
            }
            let client = Client(address: source.host, time: time)
            batch.answer(slot) { message, length in
                guard service != .none else {
                    let reply = responder.refuse(in: &message, length: length, transport: .udp, client: client)
                    note(reply)
                    return reply
                }
                let reply = responder.respond(
                    in: &message, length: length, transport: .udp, client: client, zones: zones, aliases: aliases,
                    now: now, hash: ahead.hash(of: slot))
                note(reply)
                if reply == MessageHeader.size { updates.note(message.span, reply: reply, from: source.host) }
                return service == .full ? reply : limited(reply, in: &message, client, now)
            }
        }
    }

    /// Counts what was asked and how it was answered, if it was.
    @inline(__always)
    private mutating func note(_ reply: Int) {
        if reply > 0 {
            tally.count(responder.type, responder.header.code)
        } else {
            tally.count(.unanswerable)
        }
    }

    /// Hands over what was counted of a batch.
    ///
    /// - Parameter nanoseconds: from the batch being there to its replies being sent.
    mutating func handOver(_ count: Int, took nanoseconds: UInt64, to counters: NameCounters) {
        tally.count(count, took: nanoseconds)
        counters.take(&tally)
    }

    /// Lets a reply pass, cuts it short or drops it. A client that has proven its address cannot be somebody's victim, so
    /// only the others are counted.
    ///
    /// - Parameter reply: the length of what the responder just made.
    /// - Returns: the length of what is to be sent.
    private mutating func limited(
        _ reply: Int, in message: inout MutableSpan<UInt8>, _ client: Client, _ now: UInt32
    ) -> Int {
        guard reply > 0, !responder.clientIsProven else { return reply }
        switch limiter.judge(client.address, responder.replyKind, now: now) {
        case .send: return reply
        case .slip:
            tally.countCutShort()
            return responder.cutShort(reply, in: &message)
        case .drop:
            tally.count(.rateLimited)
            return 0
        }
    }
}
