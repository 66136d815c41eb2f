public import Addresses

/// An Ethernet frame with an ARP packet about IPv4 (RFC 826): who asks or tells that which MAC has which address.
public struct ARPFrame: Hashable, Sendable {
    public var isReply: Bool
    public var senderMAC: MACAddress
    public var senderAddress: IPv4Address
    public var targetAddress: IPv4Address

    /// Without the padding that a wire adds.
    public static let length = 42

    private static let etherType: UInt16 = 0x0806

    /// A probe (RFC 5227 §2.1.1): asks who has an address without claiming any, so that nobody's table changes.
    public init(probing address: IPv4Address, from mac: MACAddress) {
        isReply = false
        senderMAC = mac
        senderAddress = .any
        targetAddress = address
    }

    /// - Returns: `nil` for what is no ARP packet about IPv4 on Ethernet.
    public init?(readingFrom frame: Span<UInt8>) {
        guard frame.count >= Self.length, frame.uint16(at: 12) == Self.etherType, frame.uint16(at: 14) == 1,
            frame.uint16(at: 16) == 0x0800, frame.uint16(at: 18) == 0x0604,
            frame.uint16(at: 20) == 1 || frame.uint16(at: 20) == 2
        else { return nil }
        isReply = frame.uint16(at: 20) == 2
        senderMAC = frame.macAddress(at: 22)
        senderAddress = frame.address(at: 28)
        targetAddress = frame.address(at: 38)
    }

    /// Writes the frame, to everybody on the link: `length` octets.
    public func write(into frame: inout MutableSpan<UInt8>) -> Int? {
        guard frame.count >= Self.length else { return nil }
        frame.put(MACAddress.broadcast, at: 0)
        frame.put(senderMAC, at: 6)
        frame.put(Self.etherType, at: 12)
        frame.put(UInt16(1), at: 14)
        frame.put(0x0800 as UInt16, at: 16)
        frame.put(0x0604 as UInt16, at: 18)
        frame.put(UInt16(isReply ? 2 : 1), at: 20)
        frame.put(senderMAC, at: 22)
        frame.put(senderAddress, at: 28)
        frame.put(MACAddress.zero, at: 32)
        frame.put(targetAddress, at: 38)
        return Self.length
    }
}
