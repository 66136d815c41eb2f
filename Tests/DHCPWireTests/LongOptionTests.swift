import Addresses
import Testing

@testable import DHCPWire

@Suite("Option overload (RFC 2132 §9.3) and options in pieces (RFC 3396)")
struct LongOptionTests {
    /// A request whose `file` and `sname` fields begin with these options.
    private func overloaded(_ options: [UInt8], file: [UInt8], sname: [UInt8]) -> Octets {
        var octets = Octets.request(options: options)
        octets.message.replaceSubrange(108..<108 + file.count, with: file)
        octets.message.replaceSubrange(44..<44 + sname.count, with: sname)
        return octets
    }

    @Test(
        "Overload 1 is file, 2 is sname, 3 is both",
        arguments: [
            (1, true, false), (2, false, true), (3, true, true),
        ] as [(UInt8, Bool, Bool)])
    func fields(value: UInt8, file: Bool, sname: Bool) throws {
        let octets = overloaded(
            [52, 1, value, 53, 1, 1, 255], file: [50, 4, 10, 0, 0, 1, 255], sname: [54, 4, 10, 0, 0, 2, 255])
        let message = try octets.read()
        #expect((message.requestedAddress != nil) == file)
        #expect((message.serverIdentifier != nil) == sname)
    }

    @Test("Pieces are joined in the order options, file, sname")
    func order() throws {
        let octets = overloaded(
            [61, 1, 1, 52, 1, 3, 53, 1, 1, 61, 1, 2, 255], file: [61, 1, 3, 255], sname: [61, 1, 4, 255])
        let message = try octets.read()
        #expect(octets.octets(message.clientIdentifier) == [1, 2, 3, 4])
        #expect(octets.octets(message.option(.clientIdentifier, in: octets.message.span)) == [1, 2, 3, 4])
    }

    @Test("The message type may stand in an overloaded field, but not in two")
    func messageType() throws {
        #expect(try overloaded([52, 1, 1, 255], file: [53, 1, 3, 255], sname: []).read().type == .request)
        #expect(throws: DHCPMessageError.wrongMessageType) {
            try overloaded([52, 1, 1, 53, 1, 1, 255], file: [53, 1, 3, 255], sname: []).read()
        }
    }

    @Test("An address in two pieces of two octets is one address")
    func addressInPieces() throws {
        let message = try Octets.request(options: [53, 1, 1, 50, 2, 10, 86, 50, 2, 51, 63, 255]).read()
        #expect(message.requestedAddress == IPv4Address(10, 86, 51, 63))
    }

    @Test(
        "Overload that is none is refused",
        arguments: [
            [52, 1, 0], [52, 1, 4], [52, 0], [52, 2, 1, 1], [52, 1, 1, 52, 1, 2],
        ] as [[UInt8]])
    func wrongOverload(options: [UInt8]) {
        #expect(throws: DHCPMessageError.wrongOverload) {
            try Octets.request(options: options + [53, 1, 1, 255]).read()
        }
    }

    @Test("An option may not reach out of an overloaded field")
    func truncatedInFile() {
        #expect(throws: DHCPMessageError.truncatedOption) {
            try overloaded([52, 1, 1, 53, 1, 1, 255], file: [43, 127], sname: []).read()
        }
        #expect(throws: DHCPMessageError.truncatedOption) {
            try overloaded([52, 1, 2, 53, 1, 1, 255], file: [], sname: [43, 63]).read()
        }
    }

    @Test("An overload inside an overloaded field opens nothing")
    func nestedOverload() throws {
        let message = try overloaded(
            [52, 1, 1, 53, 1, 1, 255], file: [52, 1, 2, 255], sname: [50, 4, 10, 0, 0, 1, 255]
        ).read()
        #expect(message.requestedAddress == nil)
    }

    @Test("Relay information is kept whole and its sub-options are read")
    func relayInformation() throws {
        let information: [UInt8] = [1, 2, 0xAA, 0xBB, 2, 1, 0xCC, 5, 4, 10, 86, 51, 0, 151, 0]
        let octets = Octets.request(options: [53, 1, 1, 82, UInt8(information.count)] + information + [255])
        let message = try octets.read()
        #expect(octets.octets(message.relayInformation) == information)
        #expect(message.relayLocation.circuitID == 2..<4)
        #expect(message.relayLocation.remoteID == 6..<7)
        #expect(message.relayLocation.linkSelection == IPv4Address(10, 86, 51, 0))
    }

    @Test(
        "Relay information with a sub-option that is cut short is refused",
        arguments: [
            [1], [1, 1], [1, 0, 2], [5, 4, 10, 0, 0],
        ] as [[UInt8]])
    func truncatedRelayInformation(information: [UInt8]) {
        #expect(throws: DHCPMessageError.truncatedOption) {
            try Octets.request(options: [53, 1, 1, 82, UInt8(information.count)] + information + [255]).read()
        }
    }
}
