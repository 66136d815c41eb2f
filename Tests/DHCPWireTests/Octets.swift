import Addresses

@testable import DHCPWire

/// A message put together octet by octet, independent of the code that is tested.
struct Octets {
    var message = [UInt8](repeating: 0, count: 236) + [0x63, 0x82, 0x53, 0x63]

    /// A request of a clone's pool MAC, as RFC 2131 figure 1 lays it out.
    static func request(options: [UInt8]) -> Octets {
        var octets = Octets()
        octets.message[0] = 1
        octets.message[1] = 1
        octets.message[2] = 6
        octets.message.replaceSubrange(4..<8, with: [0x39, 0x03, 0xF3, 0x26])
        octets.message.replaceSubrange(28..<34, with: [0x00, 0x1D, 0xD8, 0xB7, 0x1C, 0x05])
        octets.message += options
        return octets
    }

    static let discover: [UInt8] = [53, 1, 1]

    func read() throws(DHCPMessageError) -> DHCPMessage {
        try DHCPMessage(readingFrom: message.span)
    }

    func octets(_ option: DHCPOptionValue) -> [UInt8]? {
        option.octets(of: message.span)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): a fixed seed gives the same packets on every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
