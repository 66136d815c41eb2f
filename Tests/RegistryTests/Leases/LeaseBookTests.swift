import Addresses
import Testing

@testable import Registry

@Suite("The lease book")
struct LeaseBookTests {
    @Test("An interface is found by MAC, with its lease; anything else is unknown")
    func interfaces() throws {
        let book = LeaseBook(
            networks: [try .lab()], interfaces: [interface(mac(1)), interface(mac(2))],
            leases: [lease(mac(1), address(50)), lease(mac(9), address(51))])
        #expect(book.interface(of: mac(1))?.lease == lease(mac(1), address(50)))
        #expect(book.interface(of: mac(2))?.machine == MachineID(rawValue: 2))
        #expect(book.interface(of: mac(2))?.lease == nil)
        #expect(book.interface(of: mac(3)) == nil)
        #expect(book.interface(of: mac(9)) == nil)
        #expect(book.lease(at: address(51))?.mac == mac(9))
    }

    @Test("The network of an address is found among many")
    func networks() throws {
        let networks = try (1...200).map { number in
            try LeaseNetwork.lab(id: Int64(number), first: IPv4Address(10, 86, UInt8(number), 50))
        }
        let book = LeaseBook(networks: networks.shuffled())
        #expect(book.network(containing: IPv4Address(10, 86, 51, 255))?.id == NetworkID(rawValue: 51))
        #expect(book.network(containing: IPv4Address(10, 86, 200, 0))?.id == NetworkID(rawValue: 200))
        #expect(book.network(containing: IPv4Address(10, 86, 201, 0)) == nil)
        #expect(book.network(containing: IPv4Address(10, 86, 0, 255)) == nil)
        #expect(LeaseBook().network(containing: IPv4Address(10, 86, 0, 255)) == nil)
    }

    @Test("Of two rows with one address or MAC the first counts")
    func badRows() throws {
        let book = LeaseBook(
            networks: [try .lab()],
            leases: [lease(mac(1), address(50)), lease(mac(2), address(50)), lease(mac(1), address(51))])
        #expect(book.lease(at: address(50))?.mac == mac(1))
        #expect(book.lease(of: mac(2)) == nil)
        #expect(book.lease(at: address(51)) == nil)
    }

    @Test("An environment is replaced as a whole; the others stay")
    func replaceEnvironment() throws {
        let shop = EnvironmentID(rawValue: 1)
        let book = LeaseBook(
            networks: [try .lab()],
            interfaces: [interface(mac(1)), interface(mac(2)), interface(mac(3), environment: 2)],
            leases: [lease(mac(1), address(50)), lease(mac(2), address(51)), lease(mac(3), address(52))])
        let rest = RestingAddress(address: address(51), network: NetworkID(rawValue: 1), until: 99, reason: .deleted)
        book.replace(
            environment: shop, interfaces: [interface(mac(1)), interface(mac(4))], leases: [lease(mac(1), address(50))],
            resting: [rest])
        #expect(book.interface(of: mac(1))?.lease?.address == address(50))
        #expect(book.interface(of: mac(2)) == nil)
        #expect(book.lease(at: address(51)) == nil)
        #expect(book.resting(address(51)) == rest)
        #expect(book.interface(of: mac(3))?.lease?.address == address(52))
        #expect(book.interface(of: mac(4)) != nil)

        book.replace(environment: shop, interfaces: [], leases: [], resting: [])
        #expect(book.interface(of: mac(1)) == nil)
        #expect(book.lease(at: address(50)) == nil)
        #expect(book.leases.map(\.mac) == [mac(3)])
    }

    @Test("Everything is replaced")
    func replaceAll() throws {
        let book = LeaseBook(
            networks: [try .lab()], interfaces: [interface(mac(1))], leases: [lease(mac(1), address(50))])
        book.begin()
        var load = LeaseBookLoad(networks: [try .lab(id: 2)])
        load.add(interface(mac(2), network: 2))
        book.replaceAll(load)
        #expect(book.interface(of: mac(1)) == nil)
        #expect(book.interface(of: mac(2)) != nil)
        #expect(book.network(NetworkID(rawValue: 1)) == nil)
        #expect(book.nextAddress(in: NetworkID(rawValue: 2), at: 0) == .neverUsed(address(50)))
    }

    @Test("A put of another's address leaves one holder, and a rollback the old one")
    func putOfAnothersAddress() throws {
        let book = LeaseBook(networks: [try .lab()], leases: [lease(mac(1), address(50)), lease(mac(2), address(51))])
        book.begin()
        book.apply(.put(lease(mac(2), address(50))))
        #expect(book.lease(at: address(50))?.mac == mac(2))
        #expect(book.lease(of: mac(1)) == nil)
        #expect(book.lease(at: address(51)) == nil)
        book.rollback()
        #expect(book.lease(at: address(50))?.mac == mac(1))
        #expect(book.lease(at: address(51))?.mac == mac(2))
    }

    @Test("A row is no larger than planned")
    func rowSize() {
        #expect(MemoryLayout<LeaseRow>.stride <= 72)
    }
}
