/// The twelve octets before every message's question (RFC 1035 §4.1.1).
public enum MessageHeader {
    public static var size: Int { 12 }

    /// Whether the QR bit says that the message is a response.
    static func isResponse(_ message: Span<UInt8>) -> Bool {
        message[2] & 0x80 != 0
    }

    public static func opcode(_ message: Span<UInt8>) -> Opcode {
        Opcode(rawValue: message[2] >> 3 & 0x0F)
    }
}

/// The header of a reply, to be written over the query's.
public struct ReplyHeader: Sendable {
    public var code = ResponseCode.noError
    /// AA: the answer's first owner is a name of ours.
    public var isAuthoritative = false
    /// TC: something that belongs to the answer had no room (RFC 2181 §9).
    public var isTruncated = false
    public var questions: UInt16 = 1
    public var answers: UInt16 = 0
    public var authorities: UInt16 = 0
    public var additionals: UInt16 = 0

    public init() {}

    /// Overwrites flags and counts. ID, opcode and RD stay as the query has them; RA, Z, AD and CD become 0, because we
    /// neither recurse nor validate.
    @inline(__always)
    public func write(to message: inout MutableSpan<UInt8>) {
        guard message.count >= MessageHeader.size else { return }
        let kept = message[2] & 0x79
        message[2] = 0x80 | kept | (isAuthoritative ? 0x04 : 0) | (isTruncated ? 0x02 : 0)
        message[3] = code.headerBits
        message.set(questions, at: 4)
        message.set(answers, at: 6)
        message.set(authorities, at: 8)
        message.set(additionals, at: 10)
    }
}
