import Addresses
import DHCPWire
import Registry

@testable import LeaseServer

struct Missing: Error {}

func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
}

/// The pool MAC with that last octet.
func mac(_ last: UInt8) -> MACAddress {
    MACAddress(0x00, 0x1D, 0xD8, 0xB7, 0x1C, last)
}

/// The lab address with that last octet.
func address(_ last: UInt8) -> IPv4Address {
    IPv4Address(10, 86, 51, last)
}

/// The article's lab: network 10.86.51.0/24 with machines 1 to 9, of which 3 has the role `Web`, and beside it 10.86.52.0/24 with machines 101 to 109.
final class Lab {
    static let server = IPv4Address(10, 86, 51, 1)
    static let lab = NetworkID(rawValue: 1)
    static let other = NetworkID(rawValue: 2)

    let book: LeaseBook
    var decider = LeaseDecider()
    var now: Int64 = 1_800_000_000
    /// The addresses of the interface that requests come in by.
    var localAddresses = [Lab.server]

    /// The MAC of a guest that is no clone.
    static func stranger(_ number: UInt16) -> MACAddress {
        MACAddress(0x02, 0, 0, 0, UInt8(number >> 8), UInt8(number & 0xFF))
    }

    init(
        hosts: [LeaseHost] = [], privateMACs: [MACAddress] = [],
        change: (inout LeaseNetwork) throws -> Void = { _ in }
    ) throws {
        var networks = [try Self.network(1, "lab", third: 51), try Self.network(2, "other", third: 52)]
        try change(&networks[0])
        let interfaces = ([UInt8](1...9) + [UInt8](101...109)).map { last in
            LeaseInterface(
                mac: mac(last), machine: MachineID(rawValue: Int64(last)), environment: EnvironmentID(rawValue: 1),
                network: last < 100 ? Self.lab : Self.other,
                role: last == 3 ? "Web" : "")
        }
        book = LeaseBook(
            networks: networks, interfaces: interfaces, hosts: hosts,
            macPools: [try required(MACRange(first: mac(0), last: mac(255)))], privateMACs: privateMACs)
        book.ownAddresses = [Self.server]
    }

    private static func network(_ id: Int64, _ name: String, third: UInt8) throws -> LeaseNetwork {
        let base = IPv4Address(10, 86, third, 0)
        return LeaseNetwork(
            id: NetworkID(rawValue: id), name: name, cidr: try required(IPv4Network(base: base, prefixLength: 24)),
            range: try required(
                IPv4Range(first: IPv4Address(10, 86, third, 50), last: IPv4Address(10, 86, third, 250))),
            domain: try required(DomainName("\(name).contoso.com")), routers: [IPv4Address(10, 86, third, 1)],
            nameServers: [], leaseSeconds: 600, restSeconds: 600, excluded: [IPv4Address(10, 86, third, 1)])
    }

    /// Sends a message from the link of the lab network, or as `Guest` says.
    ///
    /// - Parameter verdict: what the wire said to the question that the message raised before.
    func send(_ guest: Guest, verdict: ProbeVerdict? = nil) throws -> Answer {
        let octets = try guest.octets()
        let request = try DHCPMessage(readingFrom: octets.span)
        let arrival = LeaseArrival(origin: guest.origin, localAddresses: localAddresses)
        let decision = decider.decide(
            request, of: octets.span, arrival: arrival, book: book, verdict: verdict, now: now)
        var reply: [UInt8]?
        if let plan = decision.reply {
            var buffer = [UInt8](repeating: 0, count: 1472)
            var span = buffer.mutableSpan
            let length = try required(plan.write(answering: request, of: octets.span, into: &span))
            reply = Array(buffer[..<length])
        }
        if let answer = decision.answer {
            var buffer = [UInt8](repeating: 0, count: 1472)
            var span = buffer.mutableSpan
            let length = try required(answer.write(answering: request, of: octets.span, into: &span))
            reply = Array(buffer[..<length])
        }
        return Answer(decision: decision, octets: reply)
    }

    /// DISCOVER and REQUEST.
    @discardableResult
    func bind(_ last: UInt8, clientIdentifier: [UInt8]? = nil) throws -> IPv4Address {
        var guest = Guest(.discover, last)
        guest.clientIdentifier = clientIdentifier
        let offered = try required(try send(guest).yiaddr)
        guest.type = .request
        guest.serverIdentifier = Self.server
        guest.requested = offered
        return try required(try send(guest).yiaddr)
    }

    func lease(_ last: UInt8) -> Lease? { book.lease(of: mac(last)) }
}

/// A message that a guest sends.
struct Guest {
    var type: DHCPMessageType
    var chaddr: MACAddress
    var op: UInt8 = 1
    var hops: UInt8 = 0
    var xid: UInt32 = 0x3903_F326
    var flags: UInt16 = 0
    var ciaddr = IPv4Address.any
    var giaddr = IPv4Address.any
    var requested: IPv4Address?
    var serverIdentifier: IPv4Address?
    var clientIdentifier: [UInt8]?
    var requestList: [UInt8]?
    var relayInformation: [UInt8]?
    var maximumMessageSize: UInt16?
    var htype: UInt8 = 1
    var hlen: UInt8 = 6
    var rapidCommit = false
    var hostName: String?
    var secs: UInt16 = 3
    /// Any others.
    var options: [(code: UInt8, octets: [UInt8])] = []
    /// The frame's sender; `chaddr` if not said.
    var sourceMAC: MACAddress?
    /// The packet's sender and receiver: a broadcast, unless set. A relay sends from `giaddr`, unless set.
    var source = IPv4Address.any
    var destination = IPv4Address.broadcast
    var interface: Int32 = 2

    init(_ type: DHCPMessageType, _ last: UInt8) {
        self.type = type
        chaddr = mac(last)
    }

    init(_ type: DHCPMessageType, _ last: UInt8, _ change: (inout Guest) -> Void) {
        self.init(type, last)
        change(&self)
    }

    /// A REQUEST in the state RENEWING: unicast from the address that is in use.
    static func renewing(_ last: UInt8, _ ciaddr: IPv4Address) -> Guest {
        Guest(.request, last) {
            $0.ciaddr = ciaddr
            $0.source = ciaddr
            $0.destination = Lab.server
        }
    }

    var origin: DatagramOrigin {
        DatagramOrigin(
            interface: interface, sourceMAC: sourceMAC ?? chaddr, source: source == .any ? giaddr : source,
            destination: destination,
            sourcePort: 68)
    }

    func octets() throws -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: 2000)
        var span = octets.mutableSpan
        var header = DHCPHeader(
            op: op, hops: hops, xid: xid, flags: flags, ciaddr: ciaddr, giaddr: giaddr, chaddr: chaddr)
        header.secs = secs
        header.htype = htype
        header.hlen = hlen
        guard var writer = DHCPMessageWriter(header, into: &span) else { throw Missing() }
        writer.append(.messageType, type.rawValue, into: &span)
        if let clientIdentifier { writer.append(.clientIdentifier, clientIdentifier, into: &span) }
        if let requested { writer.append(.requestedAddress, [requested], into: &span) }
        if let serverIdentifier { writer.append(.serverIdentifier, [serverIdentifier], into: &span) }
        if let size = maximumMessageSize {
            writer.append(.maximumMessageSize, [UInt8(size >> 8), UInt8(size & 0xFF)], into: &span)
        }
        if rapidCommit { writer.append(.rapidCommit, [UInt8](), into: &span) }
        if let hostName { writer.append(.hostName, Array(hostName.utf8), into: &span) }
        if let requestList { writer.append(.parameterRequestList, requestList, into: &span) }
        for option in options {
            writer.append(DHCPOptionCode(rawValue: option.code), option.octets, into: &span)
        }
        if let relayInformation { writer.append(.relayInformation, relayInformation, into: &span) }
        let length = writer.finish(&span)
        return Array(octets[..<length])
    }
}

/// What became of a message: the decision, and the reply as a client reads it.
struct Answer {
    var decision: LeaseDecision
    var octets: [UInt8]?

    var type: DHCPMessageType? { decision.reply?.type ?? decision.answer?.type }
    var drop: DropReason? { decision.drop }
    var destination: ReplyDestination? { decision.reply?.destination }
    var yiaddr: IPv4Address? { (try? message())?.header.yiaddr }
    var isSilent: Bool { decision.reply == nil && decision.answer == nil }
    /// Whether nothing is said and nothing changes.
    var isIgnored: Bool { isSilent && decision.changes.allSatisfy { $0.event != nil } }
    var events: [LeaseEvent] { decision.changes.compactMap(\.event) }
    var eventKinds: [LeaseEvent.Kind] { events.map(\.kind) }
    var puts: [Lease] { decision.changes.compactMap(\.put) }

    func message() throws -> DHCPMessage {
        let octets = try required(octets)
        return try DHCPMessage(readingFrom: octets.span)
    }

    /// The options of the reply, in order.
    func options() throws -> [(code: UInt8, octets: [UInt8])] {
        let octets = try required(octets)
        var options: [(code: UInt8, octets: [UInt8])] = []
        var position = 240
        while octets[position] != 255 {
            let length = Int(octets[position + 1])
            options.append((octets[position], Array(octets[position + 2..<position + 2 + length])))
            position += 2 + length
        }
        return options
    }

    func option(_ code: UInt8) throws -> [UInt8]? {
        try options().first { $0.code == code }?.octets
    }
}

extension LeaseChange {
    var event: LeaseEvent? {
        if case .event(let event) = self { event } else { nil }
    }

    var put: Lease? {
        if case .put(let lease) = self { lease } else { nil }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): a fixed seed gives the same messages on every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
