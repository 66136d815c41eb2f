import Addresses
import Testing

@testable import DHCPWire

@Suite("Writing DHCP messages")
struct DHCPMessageWriterTests {
    private let header = DHCPHeader(
        op: 2, xid: 0x3903_F326, flags: 0x8000, ciaddr: IPv4Address(1, 2, 3, 4), yiaddr: IPv4Address(5, 6, 7, 8),
        giaddr: IPv4Address(9, 10, 11, 12), chaddr: MACAddress(0x00, 0x1D, 0xD8, 0xB7, 0x1C, 0x05))

    private func write(
        room: Int = 1472, start: Int = 0, _ body: (inout DHCPMessageWriter, inout MutableSpan<UInt8>) -> Void
    ) -> [UInt8]? {
        var octets = [UInt8](repeating: 0xEE, count: start + room)
        var buffer = octets.mutableSpan
        guard var writer = DHCPMessageWriter(header, into: &buffer, at: start) else { return nil }
        body(&writer, &buffer)
        let length = writer.finish(&buffer)
        return Array(octets[start..<start + length])
    }

    @Test("A short message is filled up to BOOTP's 300 octets with pads after its end")
    func minimum() throws {
        let message = try #require(write { $0.append(.messageType, 2 as UInt8, into: &$1) })
        #expect(message.count == 300)
        #expect(Array(message[236..<244]) == [0x63, 0x82, 0x53, 0x63, 53, 1, 2, 255])
        #expect(message[244...].allSatisfy { $0 == 0 })
        #expect(message[34..<236].allSatisfy { $0 == 0 })
    }

    @Test("What was written is what is read")
    func roundTrip() throws {
        let message = try #require(
            write(start: 42) {
                $0.append(.messageType, 5 as UInt8, into: &$1)
                $0.append(.serverIdentifier, [IPv4Address(10, 86, 51, 1)], into: &$1)
                $0.append(.leaseTime, 600 as UInt32, into: &$1)
                $0.append(.router, [IPv4Address(10, 86, 51, 1), IPv4Address(10, 86, 51, 2)], into: &$1)
                $0.append(.clientIdentifier, [] as [UInt8], into: &$1)
            })
        let read = try DHCPMessage(readingFrom: message.span)
        #expect(read.header == header)
        #expect(read.type == .ack)
        #expect(read.serverIdentifier == IPv4Address(10, 86, 51, 1))
        #expect(read.option(.leaseTime, in: message.span).octets(of: message.span) == [0, 0, 2, 0x58])
        #expect(read.option(.router, in: message.span).octets(of: message.span) == [10, 86, 51, 1, 10, 86, 51, 2])
        #expect(read.clientIdentifier.octets(of: message.span) == [])
    }

    @Test(
        "An option of more than 255 octets is cut into pieces that are full but for the last",
        arguments: [
            (255, [255]), (256, [255, 1]), (510, [255, 255]), (600, [255, 255, 90]),
        ])
    func longOption(length: Int, pieces: [Int]) throws {
        let value = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let message = try #require(
            write {
                $0.append(.messageType, 5 as UInt8, into: &$1)
                $0.append(.clientIdentifier, value, into: &$1)
            })
        var position = 243
        for piece in pieces {
            #expect(message[position] == 61 && message[position + 1] == UInt8(piece))
            position += 2 + piece
        }
        #expect(message[position] == 255)
        let read = try DHCPMessage(readingFrom: message.span)
        #expect(read.clientIdentifier.octets(of: message.span) == value)
    }

    @Test("An option that does not fit is left out whole, and the end always fits", arguments: 300...330)
    func noRoom(room: Int) throws {
        var added = 0
        let message = try #require(
            write(room: room) {
                $0.append(.messageType, 2 as UInt8, into: &$1)
                while $0.append(.domainName, [1, 2, 3, 4], into: &$1) { added += 1 }
            })
        #expect(added == (room - 240 - 3 - 1) / 6)
        #expect(message.count <= room)
        #expect(try DHCPMessage(readingFrom: message.span).type == .offer)
    }

    @Test("Room that is reserved stays free")
    func reserve() throws {
        let message = try #require(
            write(room: 300) {
                let domain = $0.append(.domainName, [UInt8](repeating: 1, count: 47), reserve: 10, into: &$1)
                let host = $0.append(.hostName, [] as [UInt8], reserve: 10, into: &$1)
                let relay = $0.append(.relayInformation, [UInt8](repeating: 2, count: 8), into: &$1)
                #expect(domain && !host && relay)
            })
        #expect(message.count == 300)
        #expect(message.last == 255)
    }

    @Test("No message is begun where the shortest has no room")
    func tooSmall() {
        #expect(write(room: 299) { _, _ in } == nil)
    }

    @Test("Any message that can be read, written again option by option, reads the same")
    func randomRoundTrips() throws {
        var random = SeededGenerator(state: 2131)
        for _ in 0..<2_000 {
            let identifier = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let list = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
            }
            let message = try #require(
                write {
                    $0.append(.messageType, 3 as UInt8, into: &$1)
                    $0.append(.clientIdentifier, identifier, into: &$1)
                    $0.append(.parameterRequestList, list, into: &$1)
                })
            let read = try DHCPMessage(readingFrom: message.span)
            #expect(read.clientIdentifier.octets(of: message.span) == identifier)
            #expect(read.parameterRequestList.octets(of: message.span) == list)
        }
    }
}
