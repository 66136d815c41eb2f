import Addresses
import Testing

@testable import LeaseServer

@Suite("Packets a second")
struct PacketLimiterTests {
    @Test("A registered MAC is heard a hundred times at once, then a hundred times a second")
    func oneMAC() {
        var limiter = PacketLimiter(PacketLimits(ofMAC: 100, ofUnknown: 500))
        let atOnce = (0..<250).count { _ in limiter.admits(mac(1), isKnown: true, on: 2, at: 5000) }
        #expect(atOnce == 100)
        // A tenth of a second is ten packets.
        let later = (0..<50).count { _ in limiter.admits(mac(1), isKnown: true, on: 2, at: 5100) }
        #expect(later == 10)
        // An hour is not saved up.
        let muchLater = (0..<250).count { _ in limiter.admits(mac(1), isKnown: true, on: 2, at: 3_605_000) }
        #expect(muchLater == 100)
    }

    @Test("Registered machines that boot together are never limited together")
    func bootingTogether() {
        var limiter = PacketLimiter(PacketLimits(ofMAC: 100, ofUnknown: 500))
        for number in 0..<20_000 {
            let mac = MACAddress(0, 0x1D, 0xD8, 0xB7, UInt8(number >> 8), UInt8(number & 0xFF))
            let heard = (0..<4).count { _ in limiter.admits(mac, isKnown: true, on: 2, at: 5000) }
            #expect(heard == 4)
        }
    }

    @Test("Strangers share what an interface has for them, however many MACs they make up")
    func strangers() {
        var limiter = PacketLimiter(PacketLimits(ofMAC: 100, ofUnknown: 500))
        let heard = (0..<10_000).count { number in
            limiter.admits(
                MACAddress(2, 0, 0, 0, UInt8(number >> 8), UInt8(number & 0xFF)), isKnown: false, on: 2, at: 5000)
        }
        #expect(heard == 500)
        // Neither a registered machine nor another interface pays for it.
        let registered = limiter.admits(mac(1), isKnown: true, on: 2, at: 5000)
        let elsewhere = limiter.admits(mac(200), isKnown: false, on: 3, at: 5000)
        #expect(registered && elsewhere)
    }

    @Test("A limit of zero is none, and a clock that goes back stops nobody for ever")
    func edges() {
        var off = PacketLimiter(PacketLimits(ofMAC: 0, ofUnknown: 0))
        let all = (0..<10_000).count { off.admits(mac(1), isKnown: $0.isMultiple(of: 2), on: 2, at: 1) }
        #expect(all == 10_000)
        var limiter = PacketLimiter(PacketLimits(ofMAC: 1, ofUnknown: 1))
        let times: [Int64] = [10_000, 0, 1000]
        let heard = times.map { limiter.admits(mac(1), isKnown: true, on: 2, at: $0) }
        #expect(heard == [true, false, true])
    }
}
