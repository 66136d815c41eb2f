import Addresses
import Testing

@testable import Registry

@Suite("Which leases have just expired")
struct ExpiryWheelTests {
    @Test("A lease is told once, in the second in which it ends")
    func once() throws {
        let book = LeaseBook(networks: [try .lab()], leases: [lease(mac(1), address(50), expires: 600)])
        var wheel = ExpiryWheel(after: 0)
        wheel.watchAll(in: book)
        #expect(wheel.tick(to: 599, in: book) == [])
        #expect(wheel.tick(to: 600, in: book).map(\.mac) == [mac(1)])
        #expect(wheel.tick(to: 601, in: book) == [])
        #expect(wheel.tick(to: 5000, in: book) == [])
    }

    @Test("A renewal moves the end, a release and a drop cancel it")
    func changes() throws {
        let book = LeaseBook(networks: [try .lab()])
        var wheel = ExpiryWheel(after: 0)
        for last in 1...3 as ClosedRange<UInt8> {
            let lease = lease(mac(last), address(49 + last), expires: 600)
            book.apply(.put(lease))
            wheel.watch(lease, in: book)
        }
        let renewed = lease(mac(1), address(50), starts: 300, expires: 900)
        book.apply(.put(renewed))
        wheel.watch(renewed, in: book)
        book.apply(.put(lease(mac(2), address(51), .released, expires: 400)))
        book.apply(.drop(mac(3)))
        #expect(wheel.tick(to: 899, in: book) == [])
        #expect(wheel.tick(to: 900, in: book) == [renewed])
    }

    @Test("A lease made shorter ends at its new end")
    func shortened() throws {
        let book = LeaseBook(networks: [try .lab()])
        var wheel = ExpiryWheel(after: 0)
        for expires in [600, 100] as [Int64] {
            let lease = lease(mac(1), address(50), expires: expires)
            book.apply(.put(lease))
            wheel.watch(lease, in: book)
        }
        #expect(wheel.tick(to: 99, in: book) == [])
        #expect(wheel.tick(to: 100, in: book).count == 1)
        #expect(wheel.tick(to: 2000, in: book) == [])
    }

    @Test("A lease of days ends when it says, and a clock that jumps misses nothing")
    func longLeases() throws {
        let day: Int64 = 86_400
        let book = LeaseBook(networks: [try .lab()])
        var wheel = ExpiryWheel(after: 0)
        for (last, expires) in [(1, day), (2, 5 * day), (3, 1024), (4, 1025)] as [(UInt8, Int64)] {
            let lease = lease(mac(last), address(49 + last), expires: expires)
            book.apply(.put(lease))
            wheel.watch(lease, in: book)
        }
        var told: [Int64: [MACAddress]] = [:]
        for now in 1...day {
            let expired = wheel.tick(to: now, in: book)
            if !expired.isEmpty { told[now] = expired.map(\.mac) }
        }
        #expect(told == [1024: [mac(3)], 1025: [mac(4)], day: [mac(1)]])
        #expect(wheel.tick(to: 10 * day, in: book).map(\.mac) == [mac(2)])
        #expect(wheel.tick(to: 9 * day, in: book) == [])
    }

    @Test("Every lease of a random history ends exactly once")
    func random() throws {
        var random = SeededGenerator(state: 11)
        let book = LeaseBook(networks: [try .lab(count: 200)])
        var wheel = ExpiryWheel(after: 0)
        var ends: [MACAddress: Int64] = [:]
        var now: Int64 = 0
        for _ in 0..<5_000 {
            now += Int64.random(in: 0...3, using: &random)
            let expected = Set(ends.filter { $0.value <= now }.keys)
            let told = wheel.tick(to: now, in: book).map(\.mac)
            #expect(Set(told) == expected && told.count == expected.count)
            ends = ends.filter { $0.value > now }
            let last = UInt8.random(in: 1...150, using: &random)
            let lease = lease(
                mac(last), address(49 + last), starts: now, expires: now + Int64.random(in: 1...2000, using: &random))
            book.apply(.put(lease))
            wheel.watch(lease, in: book)
            ends[mac(last)] = lease.expires
        }
    }
}
