internal import Addresses
internal import DHCPWire
internal import LeaseServer
internal import Registry

/// The lease server's decisions over a run of datagrams. Each is two octets of length, one that says how it came and
/// how much later, and the datagram.
func fuzzLeaseDecision(_ input: [UInt8]) {
    guard let lab = LeaseLab() else { return demand(false, "no lab") }
    var rest = input[...]
    while rest.count > 3 {
        let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
        let way = rest[rest.startIndex + 2]
        let datagram = Array(rest.dropFirst(3).prefix(length))
        rest = rest.dropFirst(3 + length)
        lab.send(datagram, way: way)
    }
}

/// Two networks with three machines each, small enough to be used up.
private final class LeaseLab {
    private let book: LeaseBook
    private let networks: [LeaseNetwork]
    private let machines: Set<MACAddress>
    private let host: LeaseHost
    private var decider: LeaseDecider
    private var now: Int64 = 1_800_000_000
    private let server = IPv4Address(10, 1, 0, 1)

    init?() {
        networks = [Self.network(1), Self.network(2)].compactMap(\.self)
        guard networks.count == 2, let relays = IPv4Network("10.2.0.0/24") else { return nil }
        let interfaces = (1...6).map { number in
            LeaseInterface(
                mac: MACAddress(0, 0x1D, 0xD8, 0, 0, UInt8(number)), machine: MachineID(rawValue: Int64(number)),
                environment: EnvironmentID(rawValue: 1), network: NetworkID(rawValue: number < 4 ? 1 : 2))
        }
        machines = Set(interfaces.map(\.mac))
        host = LeaseHost(
            mac: MACAddress(0, 0x1D, 0xD8, 0, 0, 9), address: IPv4Address(10, 1, 0, 8),
            network: NetworkID(rawValue: 1))
        book = LeaseBook(
            networks: networks, interfaces: interfaces, hosts: [host],
            macPools: [MACRange("00-1D-D8-00-00-00..00-1D-D8-00-00-08")].compactMap(\.self),
            privateMACs: [MACAddress(0, 0x1D, 0xD8, 0, 0, 10)])
        book.ownAddresses = [server]
        decider = LeaseDecider(relays: RelayPolicy(listed: [relays]))
    }

    private static func network(_ number: UInt8) -> LeaseNetwork? {
        guard let cidr = IPv4Network("10.\(number).0.0/24"), let domain = DomainName("lab\(number).test"),
            let range = IPv4Range(first: IPv4Address(10, number, 0, 8), last: IPv4Address(10, number, 0, 10))
        else { return nil }
        var guest = GuestSettings()
        guest.nextServer = IPv4Address(10, number, 0, 3)
        guest.bootFiles = [
            BootFile(architecture: BootArchitecture(0), file: "lpxelinux.0"),
            BootFile(architecture: BootArchitecture(16), file: "http://10.1.0.3/grubx64.efi"),
        ]
        // More than a message of 576 octets can carry.
        guest.options = ["text:\(String(repeating: "a", count: 200))", "text:\(String(repeating: "b", count: 120))"]
            .compactMap(OptionValue.init(_:)).enumerated().map { index, value in
                OptionSetting(code: DHCPOptionCode(rawValue: UInt8(224 + index)), value: value, isForced: true)
            }
        return LeaseNetwork(
            id: NetworkID(rawValue: Int64(number)), name: "lab\(number)", cidr: cidr, range: range,
            guestRange: number == 1
                ? IPv4Range(first: IPv4Address(10, 1, 0, 20), last: IPv4Address(10, 1, 0, 21)) : nil,
            domain: domain,
            routers: [IPv4Address(10, number, 0, 9)], nameServers: [IPv4Address(10, number, 0, 2)], leaseSeconds: 600,
            restSeconds: 600, excluded: [IPv4Address(10, number, 0, 9)], guest: guest)
    }

    func send(_ datagram: [UInt8], way: UInt8) {
        now += way & 0x80 == 0 ? 1 : 400
        guard let request = try? DHCPMessage(readingFrom: datagram.span) else { return }
        let header = request.header
        let isRelayed = way & 1 != 0
        let origin = DatagramOrigin(
            interface: 2, sourceMAC: way & 2 == 0 ? header.chaddr : nil,
            source: isRelayed ? header.giaddr : way & 4 == 0 ? .any : header.ciaddr,
            destination: way & 8 == 0 ? .broadcast : server, sourcePort: isRelayed ? 67 : 68)
        decider.begin(book)
        let decision = decider.decide(
            request, of: datagram.span, arrival: LeaseArrival(origin: origin, localAddresses: [server]), book: book,
            now: now)
        // A transaction in eight fails.
        if way & 0x70 == 0x70 { return decider.rollback(book) }
        decider.commit(book)
        check(decision, request, datagram)
    }

    /// Whether the MAC is of the pool, or private.
    private func isMachines(_ mac: MACAddress) -> Bool {
        mac.prefix == 0x00_1DD8 && mac.octet(3) == 0 && mac.octet(4) == 0 && (mac.octet(5) <= 8 || mac.octet(5) == 10)
    }

    private func check(_ decision: LeaseDecision, _ request: DHCPMessage, _ datagram: [UInt8]) {
        demand(decision.reply == nil || decision.drop == nil, "a reply to what was dropped")
        var holders: Set<IPv4Address> = []
        for lease in book.leases {
            demand((lease.machine != nil) == machines.contains(lease.mac), "\(lease.mac) is not who it is said to be")
            demand((lease.mac == host.mac) == (lease.address == host.address), "the host's address is not the host's")
            let isGuest = lease.machine == nil && lease.mac != host.mac
            demand(!isGuest || !isMachines(lease.mac), "a guest has \(lease.mac)")
            demand(holders.insert(lease.address).inserted, "\(lease.address) is held twice")
            let network = networks.first { $0.id == lease.network }
            let range = isGuest ? network?.guestRange : network?.range
            demand(range?.contains(lease.address) == true, "\(lease.address) is outside its range")
            demand(network?.excluded.contains(lease.address) == false, "\(lease.address) is somebody's")
        }
        let mac = request.header.chaddr
        demand(
            book.relayInformation(of: mac) == nil || book.lease(of: mac) != nil, "a relay's word without a lease")
        var buffer = [UInt8](repeating: 0, count: 1472)
        var span = buffer.mutableSpan
        let written =
            decision.reply.map { $0.write(answering: request, of: datagram.span, into: &span) }
            ?? decision.answer.map { $0.write(answering: request, of: datagram.span, into: &span) }
        guard let length = written ?? nil else { return }
        let octets = Array(buffer[..<length])
        guard let reply = try? DHCPMessage(readingFrom: octets.span) else {
            return demand(false, "a reply that cannot be read")
        }
        demand(reply.header.xid == request.header.xid && reply.header.op == 2, "a reply to something else")
        if let answer = decision.answer {
            return demand(reply.type == answer.type && reply.header.yiaddr == .any, "another answer to a query")
        }
        demand(
            reply.subnetSelection == nil
                || (reply.subnetSelection == request.subnetSelection && request.header.isRelayed),
            "a subnet selection that is not the client's")
        let given = reply.header.yiaddr
        guard given != .any else { return }
        demand(book.lease(of: request.header.chaddr)?.address == given, "\(given) is promised and not held")
    }
}
