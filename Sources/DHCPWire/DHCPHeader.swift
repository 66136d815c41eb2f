public import Addresses

/// The fixed fields of a message, by the names of RFC 2131 §2, but for `sname` and `file`, which hold options or nothing.
public struct DHCPHeader: Hashable, Sendable {
    public var op: UInt8
    public var htype: UInt8
    public var hlen: UInt8
    public var hops: UInt8
    public var xid: UInt32
    public var secs: UInt16
    public var flags: UInt16
    public var ciaddr: IPv4Address
    public var yiaddr: IPv4Address
    public var siaddr: IPv4Address
    public var giaddr: IPv4Address
    /// The first six of the field's sixteen octets.
    public var chaddr: MACAddress

    public static let bootRequest: UInt8 = 1
    public static let bootReply: UInt8 = 2
    /// `htype` of Ethernet.
    public static let ethernet: UInt8 = 1
    /// The flag with which a client that cannot yet receive unicast asks for a broadcast (RFC 2131 §4.1).
    public static let broadcastFlag: UInt16 = 0x8000

    public static let sname = 44..<108
    public static let file = 108..<236
    /// The cookie that says that options follow (RFC 2131 §3).
    public static let magicCookie: UInt32 = 0x6382_5363
    /// Where the options begin, after the cookie.
    public static let length = 240

    public init(
        op: UInt8, hops: UInt8 = 0, xid: UInt32, secs: UInt16 = 0, flags: UInt16 = 0, ciaddr: IPv4Address = .any,
        yiaddr: IPv4Address = .any, siaddr: IPv4Address = .any, giaddr: IPv4Address = .any, chaddr: MACAddress
    ) {
        self.op = op
        htype = Self.ethernet
        hlen = 6
        self.hops = hops
        self.xid = xid
        self.secs = secs
        self.flags = flags
        self.ciaddr = ciaddr
        self.yiaddr = yiaddr
        self.siaddr = siaddr
        self.giaddr = giaddr
        self.chaddr = chaddr
    }

    /// Reads the fixed fields and checks the magic cookie after them.
    public init(readingFrom message: Span<UInt8>) throws(DHCPMessageError) {
        guard message.count >= Self.length, message.count <= UInt16.max else { throw .wrongLength }
        guard message.uint32(at: 236) == Self.magicCookie else { throw .noMagicCookie }
        op = message.octet(at: 0)
        htype = message.octet(at: 1)
        hlen = message.octet(at: 2)
        hops = message.octet(at: 3)
        xid = message.uint32(at: 4)
        secs = message.uint16(at: 8)
        flags = message.uint16(at: 10)
        ciaddr = message.address(at: 12)
        yiaddr = message.address(at: 16)
        siaddr = message.address(at: 20)
        giaddr = message.address(at: 24)
        chaddr = message.macAddress(at: 28)
    }

    /// Whether the client asks for a broadcast.
    public var isBroadcastAsked: Bool { flags & Self.broadcastFlag != 0 }

    /// Whether a relay agent passed the message on.
    public var isRelayed: Bool { giaddr != .any }

    /// Refuses what is no request of an Ethernet client (R3): a server that goes by `chaddr` needs one it can trust to be
    /// one machine's.
    public func checkClient() throws(DHCPMessageError) {
        guard htype == Self.ethernet, hlen == 6, chaddr != .zero, !chaddr.isMulticast else {
            throw .wrongHardwareAddress
        }
        guard hops <= 16 else { throw .tooManyHops }
    }

    /// Writes the fixed fields, `sname` and `file` empty, and the cookie: `length` octets from `start`.
    public func write(into buffer: inout MutableSpan<UInt8>, at start: Int) {
        buffer.clear(start..<start + Self.length)
        buffer.put(op, at: start)
        buffer.put(htype, at: start + 1)
        buffer.put(hlen, at: start + 2)
        buffer.put(hops, at: start + 3)
        buffer.put(xid, at: start + 4)
        buffer.put(secs, at: start + 8)
        buffer.put(flags, at: start + 10)
        buffer.put(ciaddr, at: start + 12)
        buffer.put(yiaddr, at: start + 16)
        buffer.put(siaddr, at: start + 20)
        buffer.put(giaddr, at: start + 24)
        buffer.put(chaddr, at: start + 28)
        buffer.put(Self.magicCookie, at: start + 236)
    }
}
