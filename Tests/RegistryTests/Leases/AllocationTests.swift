import Addresses
import Testing

@testable import Registry

@Suite("Which address comes next (R5)")
struct AllocationTests {
    private let network = NetworkID(rawValue: 1)

    /// Takes the next address as a decision would.
    private func take(_ book: LeaseBook, _ mac: MACAddress, at now: Int64, for seconds: Int64 = 600) -> FreeAddress? {
        guard let next = book.nextAddress(in: network, at: now) else { return nil }
        switch next {
        case .neverUsed: break
        case .rested(let address): book.apply(.unrest(address))
        case .tied(let lease): book.apply(.drop(lease.mac))
        }
        book.apply(.put(lease(mac, next.address, starts: now, expires: now + seconds)))
        return next
    }

    private func rest(_ last: UInt8, until: Int64) -> LeaseChange {
        .rest(RestingAddress(address: address(last), network: network, until: until, reason: .released))
    }

    @Test("Addresses never used come in order, without those that are somebody's")
    func neverUsed() throws {
        let book = LeaseBook(networks: [try .lab(count: 6, excluded: [address(51)])])
        book.ownAddresses = [address(53)]
        #expect(take(book, mac(1), at: 0) == .neverUsed(address(50)))
        #expect(take(book, mac(2), at: 0) == .neverUsed(address(52)))
        #expect(take(book, mac(3), at: 0) == .neverUsed(address(54)))
        #expect(take(book, mac(4), at: 0) == .neverUsed(address(55)))
        #expect(take(book, mac(5), at: 0) == nil)
    }

    @Test("Asking takes nothing")
    func asking() throws {
        let book = LeaseBook(networks: [try .lab()])
        #expect(book.nextAddress(in: network, at: 0) == .neverUsed(address(50)))
        #expect(book.nextAddress(in: network, at: 0) == .neverUsed(address(50)))
        #expect(book.nextAddress(in: NetworkID(rawValue: 2), at: 0) == nil)
    }

    @Test("A freed address waits for those never used, and for the end of its rest; the longest free comes first")
    func freed() throws {
        let book = LeaseBook(networks: [try .lab(count: 4)])
        for last in 1...3 as ClosedRange<UInt8> { _ = take(book, mac(last), at: 0, for: 10_000) }
        book.apply(.drop(mac(1)))
        book.apply(rest(50, until: 200))
        book.apply(.drop(mac(2)))
        book.apply(rest(51, until: 100))
        #expect(take(book, mac(4), at: 1000, for: 10_000) == .neverUsed(address(53)))
        #expect(take(book, mac(5), at: 99) == nil)
        #expect(take(book, mac(5), at: 100, for: 10_000) == .rested(address(51)))
        #expect(take(book, mac(6), at: 199) == nil)
        #expect(take(book, mac(6), at: 5000, for: 10_000) == .rested(address(50)))
    }

    @Test("An address whose tie ended without a rest is free at once")
    func noRest() throws {
        let book = LeaseBook(networks: [try .lab(count: 2)])
        for last in 1...2 as ClosedRange<UInt8> { _ = take(book, mac(last), at: 0) }
        book.apply(.drop(mac(1)))
        #expect(take(book, mac(3), at: 0) == .neverUsed(address(50)))
    }

    @Test("When nothing is left the tie that ended the longest ago goes, once it has rested, and never a live one")
    func takeOver() throws {
        let book = LeaseBook(networks: [try .lab(count: 3, restSeconds: 100)])
        book.apply(.put(lease(mac(1), address(50), expires: 500)))
        book.apply(.put(lease(mac(2), address(51), .released, expires: 300)))
        book.apply(.put(lease(mac(3), address(52), .offered, expires: 400)))
        #expect(book.nextAddress(in: network, at: 399) == nil)
        #expect(take(book, mac(4), at: 400, for: 10_000)?.address == address(51))
        #expect(book.lease(of: mac(2)) == nil)
        #expect(take(book, mac(5), at: 450) == nil)
        #expect(take(book, mac(5), at: 500, for: 10_000)?.address == address(52))
        #expect(take(book, mac(6), at: 599) == nil)
        #expect(take(book, mac(6), at: 600, for: 10_000)?.address == address(50))
        #expect(take(book, mac(7), at: 9_000) == nil)
    }

    @Test("A lease that was renewed after the range was used up is not taken over")
    func renewedIsKept() throws {
        let book = LeaseBook(networks: [try .lab(count: 2, restSeconds: 0)])
        book.apply(.put(lease(mac(1), address(50), expires: 100)))
        book.apply(.put(lease(mac(2), address(51), expires: 200)))
        #expect(book.nextAddress(in: network, at: 50) == nil)
        book.apply(.put(lease(mac(1), address(50), expires: 1000)))
        #expect(book.nextAddress(in: network, at: 150) == nil)
        #expect(book.nextAddress(in: network, at: 300) == .tied(lease(mac(2), address(51), expires: 200)))
        // Given back early: it is now the one that ended first.
        book.apply(.put(lease(mac(1), address(50), .released, expires: 120)))
        #expect(book.nextAddress(in: network, at: 300)?.address == address(50))
    }

    @Test("An address that becomes ours is not given out; one that ceases to be is")
    func ownAddresses() throws {
        let book = LeaseBook(networks: [try .lab(count: 2, restSeconds: 0)])
        book.ownAddresses = [address(50)]
        #expect(take(book, mac(1), at: 0, for: 10) == .neverUsed(address(51)))
        #expect(take(book, mac(2), at: 5) == nil)
        book.ownAddresses = [address(51)]
        #expect(take(book, mac(2), at: 5, for: 10) == .neverUsed(address(50)))
        #expect(take(book, mac(3), at: 1000)?.address == address(50))
    }

    @Test("A new range is used from its beginning, with what rests in it")
    func newRange() throws {
        let book = LeaseBook(
            networks: [try .lab(count: 2)], leases: [lease(mac(1), address(50)), lease(mac(2), address(51))],
            resting: [RestingAddress(address: address(60), network: network, until: 10, reason: .deleted)])
        #expect(book.nextAddress(in: network, at: 0) == nil)
        book.replace(network: try .lab(first: address(59), count: 2))
        #expect(take(book, mac(3), at: 0) == .neverUsed(address(59)))
        #expect(take(book, mac(4), at: 9) == nil)
        #expect(take(book, mac(4), at: 10) == .rested(address(60)))
    }

    @Test("A used-up range of 65,000 addresses costs no walk for each message")
    func exhaustedIsCheap() throws {
        let first = IPv4Address(10, 0, 0, 1)
        var network = try LeaseNetwork.lab(first: first, count: 1)
        network.range = try required(IPv4Range(first: first, last: IPv4Address(10, 0, 255, 254)))
        network.cidr = try required(IPv4Network(base: IPv4Address(10, 0, 0, 0), prefixLength: 16))
        let leases = (0..<UInt32(network.range.count)).map { index in
            Lease(
                mac: MACAddress(2, 0, 0, UInt8(index >> 16), UInt8(index >> 8 & 0xFF), UInt8(index & 0xFF)),
                address: IPv4Address(rawValue: first.rawValue + index), network: network.id, machine: nil,
                state: .bound,
                starts: 0, expires: 1_000_000, clientIdentifier: nil)
        }
        let book = LeaseBook(networks: [network], leases: leases)
        // A walk each would be 6.5 thousand million steps: this test would not end.
        for now in 0..<100_000 as Range<Int64> {
            #expect(book.nextAddress(in: network.id, at: now) == nil)
        }
    }

    @Test("No two machines ever hold one address, whatever happens")
    func uniqueness() throws {
        var random = SeededGenerator(state: 5)
        let book = LeaseBook(networks: [try .lab(count: 20, restSeconds: 50)])
        var holders: [IPv4Address: MACAddress] = [:]
        for now in 0..<20_000 as Range<Int64> {
            let mac = mac(UInt8.random(in: 1...40, using: &random))
            if let old = book.lease(of: mac) {
                guard Bool.random(using: &random) else { continue }
                #expect(holders.removeValue(forKey: old.address) == mac)
                book.apply(.drop(mac))
                if Bool.random(using: &random) {
                    book.apply(
                        .rest(
                            RestingAddress(
                                address: old.address, network: network, until: now + 30, reason: .released)))
                }
            } else if let next = take(book, mac, at: now, for: Int64.random(in: 1...100, using: &random)) {
                if case .tied(let victim) = next {
                    #expect(!victim.isLive(at: now) && victim.expires + 50 <= now)
                    #expect(holders.removeValue(forKey: victim.address) == victim.mac)
                }
                #expect(holders.updateValue(mac, forKey: next.address) == nil)
            }
        }
        #expect(!holders.isEmpty)
        for (address, mac) in holders {
            #expect(book.lease(at: address)?.mac == mac)
        }
    }
}
