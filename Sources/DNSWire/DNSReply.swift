public import Addresses

/// A question, as a client sends it.
public enum DNSRequest {
    /// One question of class IN.
    ///
    /// - Parameter isRecursive: whether the server is to ask others (RD), as a resolver is.
    public static func query(_ name: DomainName, _ type: RecordType, id: UInt16, isRecursive: Bool) -> [UInt8] {
        octets(of: id) + [isRecursive ? 0x01 : 0, 0] + octets(of: 1) + [0, 0, 0, 0, 0, 0] + name.wire
            + octets(of: type.rawValue) + octets(of: RecordClass.internet.rawValue)
    }

    private static func octets(of number: UInt16) -> [UInt8] {
        [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
    }
}

/// A reply, as far as a client that asked one question needs it: how it went, and the answer section.
public struct DNSReply: Hashable, Sendable {
    public struct Record: Hashable, Sendable {
        public enum Content: Hashable, Sendable {
            case address(IPv4Address)
            /// The target of a CNAME or PTR record.
            case name(DomainName)
            /// The strings of a TXT record.
            case texts([[UInt8]])
            case other
        }

        public let owner: DomainName
        public let type: RecordType
        public let content: Content
    }

    public let id: UInt16
    public let code: ResponseCode
    public let isTruncated: Bool
    public let answers: [Record]

    /// - Returns: `nil` for what is no reply, or is cut off within what it counts.
    public init?(readingFrom message: Span<UInt8>) {
        guard message.count >= MessageHeader.size, MessageHeader.isResponse(message), let id = message.uint16(at: 0),
            let flags = message.uint16(at: 2), let questions = message.uint16(at: 4), questions <= 1,
            let count = message.uint16(at: 6)
        else { return nil }
        self.id = id
        code = ResponseCode(rawValue: flags & 0x0F)
        isTruncated = flags & 0x0200 != 0
        var position = MessageHeader.size
        if questions == 1 {
            guard let (_, end) = Self.name(message, at: position) else { return nil }
            position = end + 4
        }
        var answers: [Record] = []
        // The count is not trusted: each record takes at least eleven octets.
        for _ in 0..<min(Int(count), message.count / 11) {
            guard let (owner, fixed) = Self.name(message, at: position), let type = message.uint16(at: fixed),
                let size = message.uint16(at: fixed + 8), fixed + 10 + Int(size) <= message.count
            else { return nil }
            let data = fixed + 10..<fixed + 10 + Int(size)
            answers.append(
                Record(
                    owner: owner, type: RecordType(rawValue: type),
                    content: Self.content(RecordType(rawValue: type), message, data)))
            position = data.upperBound
        }
        self.answers = answers
    }

    private static func content(_ type: RecordType, _ message: Span<UInt8>, _ data: Range<Int>) -> Record.Content {
        switch type {
        case .a where data.count == 4:
            return .address(
                IPv4Address(
                    message[data.lowerBound], message[data.lowerBound + 1], message[data.lowerBound + 2],
                    message[data.lowerBound + 3]))
        case .cname, .ptr:
            guard let (name, end) = name(message, at: data.lowerBound), end == data.upperBound else { return .other }
            return .name(name)
        case .txt:
            var texts: [[UInt8]] = []
            var position = data.lowerBound
            while position < data.upperBound {
                let end = position + 1 + Int(message[position])
                guard end <= data.upperBound else { return .other }
                texts.append((position + 1..<end).map { message[$0] })
                position = end
            }
            return .texts(texts)
        default: return .other
        }
    }

    /// Reads a name, compressed or not.
    ///
    /// A pointer leads to before the name, or the piece of a name, that it is in (RFC 1035 §4.1.4), so that no loop can
    /// exist.
    ///
    /// - Returns: the name, and where what follows it begins.
    private static func name(_ message: Span<UInt8>, at start: Int) -> (DomainName, end: Int)? {
        var wire: [UInt8] = []
        var position = start
        var piece = start
        var end: Int?
        while position < message.count, wire.count < DomainName.maximumLength {
            let size = Int(message[position])
            switch size {
            case 0:
                wire.append(0)
                return DomainName(wire: wire).map { ($0, end ?? position + 1) }
            case 1...DomainName.maximumLabelLength:
                guard position + size < message.count else { return nil }
                for index in position...position + size { wire.append(message[index]) }
                position += 1 + size
            case 0xC0...0xFF:
                guard position + 1 < message.count else { return nil }
                let target = (size & 0x3F) << 8 | Int(message[position + 1])
                guard target < piece else { return nil }
                end = end ?? position + 2
                position = target
                piece = target
            default: return nil
            }
        }
        return nil
    }
}
