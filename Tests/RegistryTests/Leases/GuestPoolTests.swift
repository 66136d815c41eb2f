import Addresses
import Testing

@testable import Registry

@Suite("Addresses for guests")
struct GuestPoolTests {
    private let network = NetworkID(rawValue: 1)

    /// The lab with two addresses for machines, and three for guests from .200 on.
    private func lab(restSeconds: Int64 = 100) throws -> LeaseNetwork {
        var network = try LeaseNetwork.lab(count: 2, restSeconds: restSeconds)
        network.guestRange = IPv4Range(first: address(200), last: address(202))
        return network
    }

    private func guest(_ number: UInt8) -> MACAddress { MACAddress(0x02, 0, 0, 0, 0, number) }

    /// Takes the next address as a decision would.
    private func take(
        _ book: LeaseBook, _ number: UInt8, at now: Int64, _ state: LeaseState = .bound, for seconds: Int64 = 600
    ) -> FreeAddress? {
        guard let next = book.nextAddress(in: network, for: .guest, at: now) else { return nil }
        switch next {
        case .neverUsed: break
        case .rested(let address): book.apply(.unrest(address))
        case .tied(let lease): book.apply(.drop(lease.mac))
        }
        var lease = lease(guest(number), next.address, state, starts: now, expires: now + seconds)
        lease.machine = nil
        book.apply(.put(lease))
        return next
    }

    @Test("Guests and machines each have their range: neither is used up by the other")
    func apart() throws {
        let book = LeaseBook(networks: [try lab()])
        #expect((1...4).map { take(book, $0, at: 0)?.address } == [address(200), address(201), address(202), nil])
        #expect(book.nextAddress(in: network, at: 0) == .neverUsed(address(50)))
        book.apply(.put(lease(mac(1), address(50))))
        book.apply(.put(lease(mac(2), address(51))))
        #expect(book.nextAddress(in: network, at: 0) == nil)
        book.apply(.drop(guest(2)))
        #expect(book.nextAddress(in: network, at: 0) == nil)
        #expect(take(book, 5, at: 0)?.address == address(201))
    }

    @Test("A network without a guest range has none for guests")
    func none() throws {
        let book = LeaseBook(networks: [try .lab()])
        #expect(!book.servesGuests)
        #expect(book.nextAddress(in: network, for: .guest, at: 0) == nil)
    }

    @Test("An offer that no guest took is taken over when it lapses; what a guest had, after its rest, oldest first")
    func takenOver() throws {
        let book = LeaseBook(networks: [try lab()])
        _ = take(book, 1, at: 0, for: 500)
        _ = take(book, 2, at: 0, for: 400)
        _ = take(book, 3, at: 0, .offered, for: 60)
        #expect(take(book, 4, at: 59) == nil)
        #expect(take(book, 4, at: 60, for: 10_000)?.address == address(202))
        #expect(take(book, 5, at: 499) == nil)
        #expect(take(book, 5, at: 500, for: 10_000)?.address == address(201))
        #expect(take(book, 6, at: 599) == nil)
        #expect(take(book, 6, at: 600, for: 10_000)?.address == address(200))
    }

    @Test("A million made-up guests leave as many rows as the range has addresses")
    func bounded() throws {
        let book = LeaseBook(networks: [try lab()])
        for now in 0..<100_000 as Range<Int64> {
            guard let next = book.nextAddress(in: network, for: .guest, at: now) else { continue }
            if case .tied(let old) = next { book.apply(.drop(old.mac)) }
            let mac = MACAddress(
                0x02, 0, UInt8(now >> 24 & 0xFF), UInt8(now >> 16 & 0xFF), UInt8(now >> 8 & 0xFF), UInt8(now & 0xFF))
            var lease = lease(mac, next.address, .offered, starts: now, expires: now + 60)
            lease.machine = nil
            book.apply(.put(lease))
        }
        #expect(book.leases.reduce(0) { count, _ in count + 1 } == 3)
        #expect(book.nextAddress(in: network, at: 200_000) == .neverUsed(address(50)))
    }

    @Test("A batch that fails takes nothing of the guests' range")
    func rollback() throws {
        let book = LeaseBook(networks: [try lab()])
        book.begin()
        #expect(take(book, 1, at: 0) == .neverUsed(address(200)))
        #expect(take(book, 2, at: 0) == .neverUsed(address(201)))
        book.rollback()
        #expect(take(book, 3, at: 0) == .neverUsed(address(200)))
    }

    @Test("A host's address is given to nobody, in neither range, until the host is gone and the address has rested")
    func hosts() throws {
        let host = LeaseHost(mac: guest(99), address: address(201), network: network)
        let second = LeaseHost(mac: guest(98), address: address(50), network: network)
        let book = LeaseBook(networks: [try lab()], hosts: [host, second])
        #expect(book.nextAddress(in: network, at: 0) == .neverUsed(address(51)))
        #expect((1...3).map { take(book, $0, at: 0, for: 10_000)?.address } == [address(200), address(202), nil])
        #expect(!book.isUsable(address(201), in: try lab(), for: .guest))
        book.apply(.rest(RestingAddress(address: address(201), network: network, until: 50, reason: .deleted)))
        book.replace(hosts: [second], of: network)
        #expect(take(book, 4, at: 49) == nil)
        #expect(take(book, 4, at: 50) == .rested(address(201)))
    }

    @Test("A MAC is a machine's, a host's, a private one, a pool's, or a stranger's")
    func clients() throws {
        let host = LeaseHost(mac: guest(1), address: address(20), network: network)
        let pool = try #require(MACRange("00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF"))
        let later = try #require(MACRange("00-1D-D8-B7-1E-00..00-1D-D8-B7-1E-FF"))
        let book = LeaseBook(
            networks: [try lab()], interfaces: [interface(mac(1))], hosts: [host], macPools: [later, pool],
            restingMACs: [guest(2): 100], privateMACs: [guest(3), guest(3), guest(4)])
        guard case .machine = book.client(of: mac(1), at: 0) else { throw Missing() }
        #expect(book.client(of: guest(1), at: 0) == .host(host, nil))
        #expect(book.client(of: mac(2), at: 0) == .poolMAC)
        #expect(book.client(of: later.last, at: 0) == .poolMAC)
        #expect(book.client(of: MACAddress(0, 0x1D, 0xD8, 0xB7, 0x1D, 0), at: 0) == .stranger(nil))
        #expect(book.client(of: guest(2), at: 99) == .poolMAC)
        #expect(book.client(of: guest(2), at: 100) == .stranger(nil))
        #expect(book.client(of: guest(3), at: 0) == .privateMAC(machineCount: 2))
        book.count(privateMACs: [(guest(3), -1), (guest(4), -1), (guest(5), 1)])
        #expect(book.client(of: guest(3), at: 0) == .privateMAC(machineCount: 1))
        #expect(book.client(of: guest(4), at: 0) == .stranger(nil))
        #expect(book.client(of: guest(5), at: 0) == .privateMAC(machineCount: 1))
    }

    @Test("A guest is forgotten a day after its lease ended, a machine and a host never")
    func forgotten() throws {
        let day = GuestSweep.memorySeconds
        let host = LeaseHost(mac: guest(9), address: address(202), network: network)
        let book = LeaseBook(networks: [try lab()], interfaces: [interface(mac(1))], hosts: [host])
        book.apply(.put(lease(mac(1), address(50), expires: 600)))
        _ = take(book, 1, at: 0, for: 600)
        _ = take(book, 2, at: 0, for: 601)
        var reserved = lease(guest(9), address(202), expires: 600)
        reserved.machine = nil
        book.apply(.put(reserved))
        var sweep = GuestSweep()
        #expect(sweep.tick(at: day + 600, in: book).isEmpty)
        let changes = sweep.tick(at: day + 601, in: book)
        #expect(
            changes == [
                .drop(guest(1)),
                .rest(RestingAddress(address: address(200), network: network, until: 700, reason: .released)),
            ])
        for change in changes { book.apply(change) }
        #expect(sweep.tick(at: day + 601, in: book).isEmpty)
        #expect(book.lease(of: mac(1)) != nil && book.lease(of: guest(9)) != nil && book.lease(of: guest(2)) != nil)
        // Free since its end, and so the next to be used.
        #expect(book.nextAddress(in: network, for: .guest, at: day) == .rested(address(200)))
    }

    @Test("A large guest range is swept a little at a time, and all of it")
    func sweepOfManyAddresses() throws {
        var network = try lab()
        network.cidr = try #require(IPv4Network("10.86.0.0/16"))
        network.guestRange = IPv4Range(first: IPv4Address(10, 86, 64, 0), last: IPv4Address(10, 86, 67, 255))
        let leases = (0..<1024 as Range<UInt32>).map { number in
            Lease(
                mac: MACAddress(0x02, 0, 0, 0, UInt8(number >> 8), UInt8(number & 0xFF)),
                address: IPv4Address(rawValue: IPv4Address(10, 86, 64, 0).rawValue + number), network: network.id,
                machine: nil, state: .bound, starts: 0, expires: 600, clientIdentifier: nil)
        }
        let book = LeaseBook(networks: [network], leases: leases)
        var sweep = GuestSweep()
        let drops = (0..<5).map { _ in
            let changes = sweep.tick(at: 1_000_000, in: book)
            for change in changes { book.apply(change) }
            return changes.count / 2
        }
        #expect(drops == [256, 256, 256, 256, 0])
    }
}
