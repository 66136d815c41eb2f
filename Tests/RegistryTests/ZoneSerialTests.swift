import Addresses
import Testing

@testable import Registry

@Suite("Serials of zones that change with the registry")
struct ZoneSerialTests {
    private let lab = NetworkID(rawValue: 1)

    private func zone(_ floor: UInt32) throws -> ServedZone {
        try ServedZone(apex: value("lab.contoso.com"), floor: floor, networks: [lab])
    }

    @Test("A change steps the serial at most once a second; what had to wait is stepped by a later tick")
    func onceASecond() throws {
        let apex: DomainName = try value("LAB.contoso.com")
        var serials = try ZoneSerials([zone(2026)], stored: [:], at: 100)
        #expect(serials.all == [apex: 2026])
        #expect(serials.step([lab], at: 101) == [apex: 2027])
        #expect(serials.step([lab], at: 101).isEmpty)
        #expect(serials.stepPending(at: 101).isEmpty)
        #expect(serials.stepPending(at: 102) == [apex: 2028])
        #expect(serials.stepPending(at: 103).isEmpty)
        #expect(serials.step([NetworkID(rawValue: 2)], at: 104).isEmpty)
    }

    @Test("The file's serial is the floor; what the registry remembers is continued")
    func floor() throws {
        let apex: DomainName = try value("lab.contoso.com")
        #expect(try ZoneSerials([zone(10)], stored: [apex: 20], at: 0).all == [apex: 21])
        #expect(try ZoneSerials([zone(30)], stored: [apex: 20], at: 0).all == [apex: 30])
    }

    @Test("RFC 1982: serials wrap, and comparison goes with them")
    func wrap() throws {
        let apex: DomainName = try value("lab.contoso.com")
        #expect(try ZoneSerials([zone(5)], stored: [apex: .max], at: 0).all == [apex: 5])
        #expect(try ZoneSerials([zone(4_294_967_290)], stored: [apex: .max], at: 0).all == [apex: 1])
        #expect(ZoneSerials.isBelow(.max, 0))
        #expect(!ZoneSerials.isBelow(0, .max))
        #expect(!ZoneSerials.isBelow(7, 7))
    }
}
