import Addresses
import Testing

@testable import DHCPWire

@Suite("Reading DHCP messages")
struct DHCPMessageTests {
    @Test("The fixed fields are where RFC 2131 figure 1 puts them")
    func fixedFields() throws {
        var octets = Octets.request(options: Octets.discover)
        octets.message[3] = 4
        octets.message.replaceSubrange(8..<28, with: 1...20)
        let header = try octets.read().header
        #expect(header.op == 1 && header.htype == 1 && header.hlen == 6 && header.hops == 4)
        #expect(header.xid == 0x3903_F326)
        #expect(header.secs == 0x0102 && header.flags == 0x0304)
        #expect(header.ciaddr == IPv4Address(5, 6, 7, 8))
        #expect(header.yiaddr == IPv4Address(9, 10, 11, 12))
        #expect(header.siaddr == IPv4Address(13, 14, 15, 16))
        #expect(header.giaddr == IPv4Address(17, 18, 19, 20))
        #expect(header.chaddr == MACAddress(0x00, 0x1D, 0xD8, 0xB7, 0x1C, 0x05))
    }

    @Test("The options that decide are read")
    func options() throws {
        let octets = Octets.request(
            options: [53, 1, 3, 50, 4, 10, 86, 51, 63, 54, 4, 10, 86, 51, 1, 57, 2, 0x05, 0xDC, 55, 3, 1, 3, 6, 0, 0]
                + [61, 3, 255, 1, 2, 118, 4, 10, 86, 51, 0, 12, 2, 0x77, 0x62, 255])
        let message = try octets.read()
        #expect(message.type == .request)
        #expect(message.requestedAddress == IPv4Address(10, 86, 51, 63))
        #expect(message.serverIdentifier == IPv4Address(10, 86, 51, 1))
        #expect(message.maximumMessageSize == 1500)
        #expect(message.subnetSelection == IPv4Address(10, 86, 51, 0))
        #expect(octets.octets(message.parameterRequestList) == [1, 3, 6])
        #expect(octets.octets(message.clientIdentifier) == [255, 1, 2])
        #expect(octets.octets(message.option(.hostName, in: octets.message.span)) == [0x77, 0x62])
        #expect(message.option(.domainName, in: octets.message.span) == .absent)
    }

    @Test("A message cut short anywhere is refused, or ends between two options")
    func truncation() throws {
        let options: [UInt8] = [53, 1, 1, 61, 3, 1, 2, 3, 50, 4, 10, 0, 0, 1, 255]
        let whole = Octets.request(options: options).message
        // The lengths at which an option has just ended, once the type has been there.
        let complete = [243, 248, 254, 255]
        for length in 0...whole.count {
            let cut = Array(whole[..<length])
            let isRead = (try? DHCPMessage(readingFrom: cut.span)) != nil
            #expect(isRead == complete.contains(length), "\(length) octets")
        }
    }

    @Test(
        "Exactly one message type of a kind that exists is wanted",
        arguments: [
            [61, 1, 1, 255], [53, 0, 255], [53, 2, 1, 1, 255], [53, 1, 0, 255], [53, 1, 9, 255], [53, 1, 14, 255],
            [53, 1, 1, 53, 1, 1, 255], [53, 1, 1, 53, 1, 3, 255],
        ] as [[UInt8]])
    func messageType(options: [UInt8]) {
        #expect(throws: DHCPMessageError.wrongMessageType) { try Octets.request(options: options).read() }
    }

    @Test("Another cookie is another protocol")
    func cookie() {
        var octets = Octets.request(options: Octets.discover)
        octets.message[239] = 0x64
        #expect(throws: DHCPMessageError.noMagicCookie) { try octets.read() }
    }

    @Test("An address of any length but four is refused", arguments: [50, 54, 118] as [UInt8], [0, 1, 3, 5, 8])
    func addressLength(code: UInt8, length: Int) {
        let option = [code, UInt8(length)] + [UInt8](repeating: 10, count: length)
        #expect(throws: DHCPMessageError.wrongOptionLength) {
            try Octets.request(options: Octets.discover + option + [255]).read()
        }
    }

    @Test(
        "A client identifier may have no octets, one, or more than one option holds", arguments: [0, 1, 255, 256, 600])
    func clientIdentifier(length: Int) throws {
        let identifier = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        var options = Octets.discover
        for start in Swift.stride(from: 0, to: max(length, 1), by: 255) {
            let piece = identifier[start..<min(length, start + 255)]
            options += [61, UInt8(piece.count)] + piece
        }
        let octets = Octets.request(options: options + [255])
        let message = try octets.read()
        #expect(message.clientIdentifier.isPresent)
        #expect(octets.octets(message.clientIdentifier) == identifier)
        let isEqual = message.clientIdentifier.equals(identifier, in: octets.message.span)
        #expect(isEqual)
    }

    @Test("Options that nobody here reads cannot make a message malformed by what they say")
    func unknownOptions() throws {
        // Options 12 and 81 empty, 57 of three octets, 43 with a length of its own that is wrong.
        let message = try Octets.request(options: [12, 0, 81, 0, 57, 3, 1, 2, 3, 43, 2, 1, 200, 53, 1, 8, 255]).read()
        #expect(message.type == .inform)
        #expect(message.maximumMessageSize == 576)
    }

    @Test("What follows the end option is not read")
    func afterEnd() throws {
        let message = try Octets.request(options: [53, 1, 1, 255, 50, 200, 1]).read()
        #expect(message.requestedAddress == nil)
    }

    @Test("A smaller greatest message size than the least legal one counts as that (RFC 2132 §9.10)")
    func smallMaximum() throws {
        #expect(try Octets.request(options: [53, 1, 1, 57, 2, 0, 64, 255]).read().maximumMessageSize == 576)
    }

    @Test("R3: a client has an Ethernet address of its own")
    func clientChecks() throws {
        let good = try Octets.request(options: Octets.discover).read().header
        #expect(refusal(of: good) { _ in } == nil)
        let changes: [(inout DHCPHeader) -> Void] = [
            { $0.htype = 6 }, { $0.hlen = 0 }, { $0.hlen = 16 }, { $0.chaddr = .zero }, { $0.chaddr = .broadcast },
            { $0.chaddr = MACAddress(0x1D, 0xD8, 0xB7, 0x1C, 0x00, 0x05) },
        ]
        for change in changes {
            #expect(refusal(of: good, change) == .wrongHardwareAddress)
        }
        #expect(refusal(of: good) { $0.hops = 16 } == nil)
        #expect(refusal(of: good) { $0.hops = 17 } == .tooManyHops)
    }

    private func refusal(of header: DHCPHeader, _ change: (inout DHCPHeader) -> Void) -> DHCPMessageError? {
        var header = header
        change(&header)
        do throws(DHCPMessageError) {
            try header.checkClient()
            return nil
        } catch {
            return error
        }
    }
}
