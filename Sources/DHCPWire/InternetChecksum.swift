internal import Addresses

/// The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum of 16-bit words.
struct InternetChecksum {
    /// Cannot overflow: even 2³² words of 16 bits fit.
    private var sum: UInt64 = 0

    mutating func add(_ word: UInt16) {
        sum &+= UInt64(word)
    }

    mutating func add(_ address: IPv4Address) {
        sum &+= UInt64(address.rawValue >> 16) &+ UInt64(address.rawValue & 0xFFFF)
    }

    /// Adds octets as words; an odd one at the end is the upper half of a word.
    mutating func add(_ octets: Span<UInt8>, _ range: Range<Int>) {
        for offset in stride(from: range.lowerBound, to: range.upperBound - 1, by: 2) {
            add(octets.uint16(at: offset))
        }
        if range.count % 2 == 1 {
            add(UInt16(octets.octet(at: range.upperBound - 1)) << 8)
        }
    }

    /// The pseudo header that UDP's checksum covers (RFC 768).
    mutating func addPseudoHeader(_ source: IPv4Address, _ destination: IPv4Address, udpLength: Int) {
        add(source)
        add(destination)
        add(UInt16(UDPFrame.protocolNumber))
        add(UInt16(truncatingIfNeeded: udpLength))
    }

    /// The checksum; 0 if what was added includes a right one.
    var value: UInt16 {
        var folded = sum
        while folded > 0xFFFF {
            folded = (folded & 0xFFFF) + folded >> 16
        }
        return ~UInt16(truncatingIfNeeded: folded)
    }
}
