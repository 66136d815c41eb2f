internal import Addresses
internal import DHCPWire
internal import Datagrams
internal import Registry

/// One batch on its way: decided against the book, committed as one transaction, then answered.
///
/// Nothing is sent before the commit (RFC 2131 §2.1: an ACK must survive a crash). A batch that a constraint refuses is
/// decided again packet by packet, so that one bad row costs one client its answer and not two hundred.
struct LeaseBatch: ~Copyable {
    private let datagrams = DatagramBatch()
    private var retransmissions = RetransmissionFilter()
    private var limiter: PacketLimiter
    private var prober = AddressProber()
    /// What the wire said about the datagrams that had to wait for it, by their index.
    private var resumed: [Int: (verdict: ProbeVerdict, round: Int)] = [:]
    private var questions: [Question] = []
    private var replies: [Reply] = []
    private var changes: [LeaseChange] = []
    private var tally = LeaseTally()

    private struct Reply {
        let datagram: Int
        let request: DHCPMessage
        let content: Content

        enum Content {
            case lease(ReplyPlan)
            case query(LeaseQueryReply)
        }

        var destination: ReplyDestination {
            switch content {
            case .lease(let plan): plan.destination
            case .query(let answer): answer.destination(for: request)
            }
        }

        var type: DHCPMessageType {
            switch content {
            case .lease(let plan): plan.type
            case .query(let answer): answer.type
            }
        }

        var serverIdentifier: IPv4Address {
            switch content {
            case .lease(let plan): plan.serverIdentifier
            case .query(let answer): answer.serverIdentifier
            }
        }

        func write(_ datagram: Span<UInt8>, into buffer: inout MutableSpan<UInt8>) -> Int? {
            let start = UDPFrame.headersLength
            return switch content {
            case .lease(let plan): plan.write(answering: request, of: datagram, into: &buffer, at: start)
            case .query(let answer): answer.write(answering: request, of: datagram, into: &buffer, at: start)
            }
        }
    }

    /// What the wire is asked once the batch is committed.
    private struct Question {
        let datagram: Int
        let chaddr: MACAddress
        let probe: AddressProbe
    }

    init(limits: PacketLimits) {
        limiter = PacketLimiter(limits)
    }

    var count: Int { datagrams.count }
    var isFull: Bool { datagrams.isFull }

    /// Fills the batch. Each interface gets its share first, so that a flood on one does not starve the others; what is
    /// left of the room goes to whoever has more.
    mutating func take(from ports: [LeasePort], at milliseconds: Int64) {
        takeResumed(from: ports, at: milliseconds)
        let share = max(1, DatagramBatch.capacity / max(1, ports.count))
        for port in ports { port.ring.drain(into: datagrams, limit: share) }
        for port in ports { port.ring.drain(into: datagrams) }
    }

    /// What had to wait for the wire goes first: it has waited the longest.
    private mutating func takeResumed(from ports: [LeasePort], at milliseconds: Int64) {
        guard !prober.isEmpty else { return }
        for port in ports {
            port.hearReplies { prober.hear($0, on: port.index) }
        }
        for probe in prober.repeats(at: milliseconds) {
            ports.first { $0.index == probe.interface }?.sendProbe(of: probe.address)
        }
        while !datagrams.isFull, let next = prober.next(at: milliseconds) {
            resumed[datagrams.count] = (next.verdict, next.round)
            datagrams.append(next.datagram.span, from: next.origin)
        }
    }

    /// When it wants to be asked again although nothing came.
    var wake: Int64? { prober.nextMoment }

    private mutating func ask(_ question: Question, _ ports: [Int32: LeasePort], at milliseconds: Int64) {
        guard let port = ports[question.probe.interface] else { return }
        // What came before anything was asked answers nothing.
        if prober.isEmpty { port.hearReplies { _ in } }
        let datagram = datagrams.withDatagram(question.datagram) { octets in
            octets.indices.map { octets[$0] }
        }
        let isNew = prober.ask(
            question.probe, for: question.chaddr, datagram, from: datagrams.origin(of: question.datagram),
            round: resumed[question.datagram]?.round ?? 0, at: milliseconds)
        if isNew { port.sendProbe(of: question.probe.address) }
    }

    mutating func removeAll() {
        datagrams.removeAll()
        resumed.removeAll(keepingCapacity: true)
    }

    /// Decides, commits and answers everything that was taken.
    ///
    /// - Throws: when the storage failed. Nothing of the batch was promised to anybody.
    mutating func perform(
        _ turn: LeaseTurn, _ decider: inout LeaseDecider, _ ports: [Int32: LeasePort], _ counters: LeaseCounters
    ) throws(LeaseCommitError) {
        do {
            try perform(0..<datagrams.count, turn, &decider, ports, counters)
        } catch .constraint {
            for index in 0..<datagrams.count {
                do {
                    try perform(index..<index + 1, turn, &decider, ports, counters)
                } catch .constraint {
                    counters.count(refused: 1)
                    passOverRefused(turn)
                }
            }
        }
    }

    /// An address that a constraint refuses to this machine it would refuse to the next one too: a row stands in the way
    /// that could not be read.
    private func passOverRefused(_ turn: LeaseTurn) {
        for case .put(let lease) in changes where lease.state == .offered {
            turn.book.refuse(lease.address)
        }
    }

    private mutating func perform(
        _ range: Range<Int>, _ turn: LeaseTurn, _ decider: inout LeaseDecider, _ ports: [Int32: LeasePort],
        _ counters: LeaseCounters
    ) throws(LeaseCommitError) {
        replies.removeAll(keepingCapacity: true)
        changes.removeAll(keepingCapacity: true)
        questions.removeAll(keepingCapacity: true)
        retransmissions.removeAll()
        tally.removeAll()
        decider.begin(turn.book)
        for index in range {
            decide(index, turn, &decider, ports, counters)
        }
        if !changes.isEmpty {
            do {
                try turn.commit(changes)
            } catch {
                decider.rollback(turn.book)
                throw error
            }
        }
        decider.commit(turn.book)
        for reply in replies {
            tally.countReply(reply.type)
            add(reply, ports, counters)
        }
        counters.add(tally)
        for port in ports.values { send(from: port, counters) }
        for question in questions {
            ask(question, ports, at: turn.milliseconds)
        }
    }

    private mutating func decide(
        _ index: Int, _ turn: LeaseTurn, _ decider: inout LeaseDecider, _ ports: [Int32: LeasePort],
        _ counters: LeaseCounters
    ) {
        let origin = datagrams.origin(of: index)
        guard let port = ports[origin.interface] else { return }
        let arrival = LeaseArrival(origin: origin, localAddresses: port.localAddresses)
        let decided: (DHCPMessage, LeaseDecision)? = datagrams.withDatagram(index) { datagram in
            guard let request = try? DHCPMessage(readingFrom: datagram) else {
                counters.count(malformed: 1)
                return nil
            }
            tally.countRequest(request.type)
            let mac = request.header.chaddr
            let verdict = resumed[index]?.verdict
            guard
                verdict != nil
                    || limiter.admits(
                        mac, isKnown: request.type != .leaseQuery && turn.book.isKnown(mac), on: origin.interface,
                        at: turn.milliseconds)
            else {
                counters.count(.tooManyPackets)
                return nil
            }
            guard verdict != nil || !retransmissions.isRepeat(request, of: datagram, from: origin) else { return nil }
            return (
                request,
                decider.decide(
                    request, of: datagram, arrival: arrival, book: turn.book, verdict: verdict, now: turn.now)
            )
        }
        guard let (request, decision) = decided else { return }
        if let reason = decision.drop { counters.count(reason) }
        changes += decision.changes
        if let probe = decision.probe {
            questions.append(Question(datagram: index, chaddr: request.header.chaddr, probe: probe))
        }
        if let plan = decision.reply {
            replies.append(Reply(datagram: index, request: request, content: .lease(plan)))
        } else if let answer = decision.answer {
            replies.append(Reply(datagram: index, request: request, content: .query(answer)))
        }
    }

    private func add(_ reply: Reply, _ ports: [Int32: LeasePort], _ counters: LeaseCounters) {
        guard let port = ports[datagrams.origin(of: reply.datagram).interface] else { return }
        if port.isFull { send(from: port, counters) }
        let isAdded = port.add(to: reply.destination, from: reply.serverIdentifier) { buffer in
            datagrams.withDatagram(reply.datagram) { datagram in
                reply.write(datagram, into: &buffer)
            }
        }
        if !isAdded { counters.count(unsendable: 1) }
    }

    private func send(from port: LeasePort, _ counters: LeaseCounters) {
        let (sent, lost) = port.sendReplies()
        guard sent > 0 || lost > 0 else { return }
        counters.count(sent: UInt64(sent), unsendable: UInt64(lost))
    }
}
