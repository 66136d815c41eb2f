public import Addresses

/// An Ethernet II frame with an IPv4 packet with a UDP datagram: who sent it to whom, and where its payload stands.
///
/// A lease server sees frames because it must answer machines that have no address yet, by their link-layer address
/// (RFC 2131 §4.1).
public struct UDPFrame: Hashable, Sendable {
    public var destinationMAC: MACAddress
    public var sourceMAC: MACAddress
    public var source: IPv4Address
    public var destination: IPv4Address
    public var sourcePort: UInt16
    public var destinationPort: UInt16
    /// Offsets into the frame.
    public var payload: Range<Int>

    static let protocolNumber: UInt8 = 17
    static let etherType: UInt16 = 0x0800
    static let ethernetLength = 14
    static let internetLength = 20
    static let udpLength = 8
    /// What stands before the payload in the frames we build, which have no IP options.
    public static let headersLength = ethernetLength + internetLength + udpLength

    public init(
        destinationMAC: MACAddress, sourceMAC: MACAddress, source: IPv4Address, destination: IPv4Address,
        sourcePort: UInt16, destinationPort: UInt16, payloadLength: Int
    ) {
        self.destinationMAC = destinationMAC
        self.sourceMAC = sourceMAC
        self.source = source
        self.destination = destination
        self.sourcePort = sourcePort
        self.destinationPort = destinationPort
        payload = Self.headersLength..<Self.headersLength + max(0, payloadLength)
    }

    /// Reads a frame as a packet socket gives it, without preamble and check sequence.
    ///
    /// - Parameter isChecksumComplete: `false` if the kernel says that the sender's UDP checksum was left to hardware
    ///   (`TP_STATUS_CSUMNOTREADY`): frames between virtual machines of one host never pass any, so the field holds no
    ///   checksum.
    public init(readingFrom frame: Span<UInt8>, isChecksumComplete: Bool = true) throws(FrameError) {
        guard frame.count >= Self.headersLength else { throw .truncated }
        guard frame.uint16(at: 12) == Self.etherType, frame.octet(at: Self.ethernetLength) >> 4 == 4 else {
            throw .notIPv4
        }
        destinationMAC = frame.macAddress(at: 0)
        sourceMAC = frame.macAddress(at: 6)
        let udp = try Self.udp(in: frame)
        source = frame.address(at: Self.ethernetLength + 12)
        destination = frame.address(at: Self.ethernetLength + 16)
        sourcePort = frame.uint16(at: udp.lowerBound)
        destinationPort = frame.uint16(at: udp.lowerBound + 2)
        payload = udp.lowerBound + Self.udpLength..<udp.upperBound

        // A checksum of zero says that the sender made none (RFC 768).
        if isChecksumComplete, frame.uint16(at: udp.lowerBound + 6) != 0 {
            var checksum = InternetChecksum()
            checksum.addPseudoHeader(source, destination, udpLength: udp.count)
            checksum.add(frame, udp)
            guard checksum.value == 0 else { throw .wrongUDPChecksum }
        }
    }

    /// Checks the IPv4 header (RFC 791 §3.1) and the length of the UDP datagram in it.
    ///
    /// - Returns: the datagram with its header. What a short frame is padded with lies behind it.
    private static func udp(in frame: Span<UInt8>) throws(FrameError) -> Range<Int> {
        let start = ethernetLength
        let headerLength = Int(frame.octet(at: start) & 0x0F) * 4
        let totalLength = Int(frame.uint16(at: start + 2))
        guard headerLength >= internetLength, totalLength >= headerLength + udpLength,
            start + totalLength <= frame.count
        else { throw .truncated }
        var checksum = InternetChecksum()
        checksum.add(frame, start..<start + headerLength)
        guard checksum.value == 0 else { throw .wrongHeaderChecksum }
        // More fragments, or an offset. A client's message fits in one packet.
        guard frame.uint16(at: start + 6) & 0x3FFF == 0 else { throw .fragment }
        guard frame.octet(at: start + 9) == protocolNumber else { throw .notUDP }
        let udp = start + headerLength
        let length = Int(frame.uint16(at: udp + 4))
        guard length >= udpLength, udp + length <= start + totalLength else { throw .truncated }
        return udp..<udp + length
    }
}

/// Why a frame does not carry a UDP datagram that can be used.
public enum FrameError: Error, Hashable, Sendable {
    /// A length says more than there is, or less than a header needs.
    case truncated
    case notIPv4
    case notUDP
    case fragment
    case wrongHeaderChecksum
    case wrongUDPChecksum
}
