/// How a query went (RFC 1035 §4.1.1), as twelve bits: the header holds the low four, OPT the rest (RFC 6891 §6.1.3).
public struct ResponseCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public static var noError: ResponseCode { ResponseCode(rawValue: 0) }
    public static var formatError: ResponseCode { ResponseCode(rawValue: 1) }
    public static var serverFailure: ResponseCode { ResponseCode(rawValue: 2) }
    public static var nameError: ResponseCode { ResponseCode(rawValue: 3) }
    public static var notImplemented: ResponseCode { ResponseCode(rawValue: 4) }
    public static var refused: ResponseCode { ResponseCode(rawValue: 5) }
    /// A DNAME makes the name longer than a name can be (RFC 6672 §2.2).
    public static var nameTooLong: ResponseCode { ResponseCode(rawValue: 6) }
    /// An EDNS version that is not ours (RFC 6891 §6.1.3).
    public static var badVersion: ResponseCode { ResponseCode(rawValue: 16) }

    /// The server cookie is bad or missing, and without a good one there is no answer now (RFC 7873 §8).
    public static var badCookie: ResponseCode { ResponseCode(rawValue: 23) }

    /// What the header's four bits hold.
    public var headerBits: UInt8 { UInt8(truncatingIfNeeded: rawValue & 0x0F) }
    /// What the first octet of OPT's TTL holds.
    public var extendedBits: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 4) }
}

extension ResponseCode: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noError: "NOERROR"
        case .formatError: "FORMERR"
        case .serverFailure: "SERVFAIL"
        case .nameError: "NXDOMAIN"
        case .notImplemented: "NOTIMP"
        case .refused: "REFUSED"
        case .nameTooLong: "YXDOMAIN"
        case .badVersion: "BADVERS"
        case .badCookie: "BADCOOKIE"
        default: "RCODE\(rawValue)"
        }
    }
}
