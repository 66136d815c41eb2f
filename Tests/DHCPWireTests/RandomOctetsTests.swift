import Addresses
import Testing

@testable import DHCPWire

/// A trap on wire input is a remote crash: these tests fail by crashing.
@Suite("Octets from anybody")
struct RandomOctetsTests {
    @Test("No options, however random, trap or loop")
    func randomOptions() {
        var random = SeededGenerator(state: 1)
        for _ in 0..<100_000 {
            var octets = Octets.request(options: [])
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                // Mostly codes that are looked at and short lengths, so that many messages get far.
                octets.message.append(
                    Bool.random(using: &random)
                        ? [52, 53, 61, 82, 50, 54, 55, 255, 0, 1, 2, 3, 4].randomElement(using: &random) ?? 0
                        : UInt8.random(in: 0...255, using: &random))
            }
            use(octets.message)
        }
    }

    @Test("No change to a good message traps")
    func mutations() {
        var random = SeededGenerator(state: 2)
        let good = Octets.request(
            options: [
                52, 1, 3, 53, 1, 3, 61, 3, 1, 2, 3, 61, 2, 4, 5, 82, 8, 5, 4, 10, 0, 0, 0, 1, 0, 50, 4, 10, 0, 0, 1,
            ]
                + [255]
        ).message
        for _ in 0..<100_000 {
            var octets = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                octets[Int.random(in: 0..<octets.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            use(Array(octets.prefix(Int.random(in: 230...octets.count, using: &random))))
        }
    }

    @Test("No octets at all trap", arguments: [0, 1, 2, 3, 239, 240, 241, 65_535, 65_536])
    func extremes(count: Int) {
        for octet in [0, 52, 53, 61, 82, 255] as [UInt8] {
            use([UInt8](repeating: octet, count: count))
            use(Octets.request(options: []).message + [UInt8](repeating: octet, count: count))
        }
    }

    @Test("No frame, however random, traps")
    func frames() {
        var random = SeededGenerator(state: 3)
        for _ in 0..<100_000 {
            var octets = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            if octets.count > 40 {
                octets.replaceSubrange(12..<16, with: [0x08, 0x00, 0x45 + UInt8(random.next() % 4), 0])
                octets[16] = 0
                octets[23] = 17
            }
            _ = try? UDPFrame(readingFrom: octets.span)
        }
    }

    /// Reads the octets, and looks at everything there is if they are a message.
    private func use(_ octets: [UInt8]) {
        guard let message = try? DHCPMessage(readingFrom: octets.span) else { return }
        for code in [.clientIdentifier, .relayInformation, .overload] as [DHCPOptionCode] {
            _ = message.option(code, in: octets.span).octets(of: octets.span)
        }
        _ = try? message.header.checkClient()
    }
}
