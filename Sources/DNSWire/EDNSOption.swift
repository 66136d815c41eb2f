/// The options of OPT records that mean something here (RFC 6891 §6.1.2); every other is ignored.
public enum EDNSOption {
    /// Which server it was that answered (RFC 5001).
    public static var serverIdentifier: UInt16 { 3 }
    /// What proves that a client's address is its own (RFC 7873).
    public static var cookie: UInt16 { 10 }
    /// Why a query was not answered (RFC 8914).
    public static var extendedError: UInt16 { 15 }

    /// The octets of an option's code and length, before its data.
    public static var headerSize: Int { 4 }
    /// The octets of a whole extended error without text.
    public static var extendedErrorSize: Int { headerSize + 2 }
}

/// Why a query was not answered, for whoever looks for the cause (RFC 8914 §4); no client acts on it.
public struct ExtendedError: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The client is not one that is served (§4.19).
    public static var prohibited: ExtendedError { ExtendedError(rawValue: 18) }
    /// The name is in no zone that is served (§4.21).
    public static var notAuthoritative: ExtendedError { ExtendedError(rawValue: 20) }
    /// The class or the operation is one that this server does not have (§4.22).
    public static var notSupported: ExtendedError { ExtendedError(rawValue: 21) }
}
