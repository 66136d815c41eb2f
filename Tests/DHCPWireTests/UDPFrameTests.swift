import Addresses
import Testing

@testable import DHCPWire

@Suite("Frames")
struct UDPFrameTests {
    private let frame = UDPFrame(
        destinationMAC: MACAddress(0x00, 0x1D, 0xD8, 0xB7, 0x1C, 0x05), sourceMAC: MACAddress(2, 0, 0, 0, 0, 1),
        source: IPv4Address(10, 86, 51, 1), destination: IPv4Address(10, 86, 51, 63), sourcePort: 67,
        destinationPort: 68, payloadLength: 5)

    private func written(_ frame: UDPFrame, payload: [UInt8]) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: 42) + payload
        var buffer = octets.mutableSpan
        let length = frame.writeHeaders(into: &buffer)
        #expect(length == octets.count)
        return octets
    }

    @Test("The header checksum of a known packet")
    func knownHeaderChecksum() {
        // The example that is usual for RFC 1071's algorithm: 192.168.0.1 to 192.168.0.199, UDP, 115 octets.
        let header: [UInt8] = [
            0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11, 0x00, 0x00, 0xC0, 0xA8, 0x00, 0x01, 0xC0, 0xA8,
            0x00, 0xC7,
        ]
        var checksum = InternetChecksum()
        checksum.add(header.span, 0..<20)
        #expect(checksum.value == 0xB861)
    }

    @Test("The sum of RFC 1071 §3's example")
    func knownSum() {
        let octets: [UInt8] = [0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7]
        var checksum = InternetChecksum()
        checksum.add(octets.span, 0..<8)
        #expect(checksum.value == ~0xDDF2)
    }

    @Test("What was written is what is read", arguments: [0, 1, 2, 5, 299, 300, 1472])
    func roundTrip(length: Int) throws {
        var frame = frame
        frame.payload = 42..<42 + length
        let octets = written(frame, payload: (0..<length).map { UInt8(truncatingIfNeeded: $0) })
        #expect(try UDPFrame(readingFrom: octets.span) == frame)
    }

    @Test("A frame cut short anywhere is refused; padding behind the packet is not payload")
    func lengths() throws {
        let octets = written(frame, payload: [1, 2, 3, 4, 5])
        for length in 0..<octets.count {
            #expect(throws: FrameError.truncated) { try UDPFrame(readingFrom: Array(octets[..<length]).span) }
        }
        let padded = octets + [UInt8](repeating: 9, count: 13)
        #expect(try UDPFrame(readingFrom: padded.span).payload == 42..<47)
    }

    @Test("Every changed bit of the packet is found by a checksum or a check")
    func changedBits() throws {
        let octets = written(frame, payload: [1, 2, 3, 4, 5])
        for bit in (14 * 8)..<(octets.count * 8) {
            var changed = octets
            changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(throws: FrameError.self) { try UDPFrame(readingFrom: changed.span) }
        }
    }

    @Test("A UDP checksum that nobody made is not checked")
    func noChecksum() throws {
        var octets = written(frame, payload: [1, 2, 3, 4, 5])
        octets[46] ^= 1
        #expect(throws: FrameError.wrongUDPChecksum) { try UDPFrame(readingFrom: octets.span) }
        #expect(throws: Never.self) { try UDPFrame(readingFrom: octets.span, isChecksumComplete: false) }
        octets[40] = 0
        octets[41] = 0
        #expect(throws: Never.self) { try UDPFrame(readingFrom: octets.span) }
    }

    @Test("Options in the IPv4 header move the payload")
    func internetOptions() throws {
        var octets = written(frame, payload: [1, 2, 3, 4, 5])
        octets.insert(contentsOf: [1, 1, 1, 0], at: 34)
        octets[14] = 0x46
        octets[17] += 4
        fixHeaderChecksum(&octets, length: 24)
        #expect(try UDPFrame(readingFrom: octets.span).payload == 46..<51)
    }

    @Test("Fragments are refused, the first and the others", arguments: [0x2000, 0x0001, 0x1FFF] as [UInt16])
    func fragments(field: UInt16) {
        var octets = written(frame, payload: [1, 2, 3, 4, 5])
        octets[20] = UInt8(field >> 8)
        octets[21] = UInt8(field & 0xFF)
        fixHeaderChecksum(&octets, length: 20)
        #expect(throws: FrameError.fragment) { try UDPFrame(readingFrom: octets.span) }
    }

    @Test("Other protocols are refused")
    func otherProtocols() {
        var tcp = written(frame, payload: [1, 2, 3, 4, 5])
        tcp[23] = 6
        fixHeaderChecksum(&tcp, length: 20)
        #expect(throws: FrameError.notUDP) { try UDPFrame(readingFrom: tcp.span) }
        var arp = written(frame, payload: [1, 2, 3, 4, 5])
        arp[13] = 0x06
        #expect(throws: FrameError.notIPv4) { try UDPFrame(readingFrom: arp.span) }
    }

    @Test("A payload that the buffer does not hold is not written")
    func smallBuffer() {
        var octets = [UInt8](repeating: 0, count: 46)
        var buffer = octets.mutableSpan
        #expect(frame.writeHeaders(into: &buffer) == nil)
        #expect(octets.allSatisfy { $0 == 0 })
    }

    private func fixHeaderChecksum(_ octets: inout [UInt8], length: Int) {
        octets[24] = 0
        octets[25] = 0
        var checksum = InternetChecksum()
        checksum.add(octets.span, 14..<14 + length)
        octets[24] = UInt8(checksum.value >> 8)
        octets[25] = UInt8(checksum.value & 0xFF)
    }
}
