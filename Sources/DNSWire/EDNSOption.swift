/// The options of OPT records that mean something here (RFC 6891 §6.1.2); every other is ignored.
package enum EDNSOption {
    /// Which server it was that answered (RFC 5001).
    package static var serverIdentifier: UInt16 { 3 }
    /// What proves that a client's address is its own (RFC 7873).
    package static var cookie: UInt16 { 10 }
    /// Why a query was not answered (RFC 8914).
    package static var extendedError: UInt16 { 15 }

    /// The octets of an option's code and length, before its data.
    package static var headerSize: Int { 4 }
    /// The octets of a whole extended error without text.
    package static var extendedErrorSize: Int { headerSize + 2 }
}

/// Why a query was not answered, for whoever looks for the cause (RFC 8914 §4); no client acts on it.
package struct ExtendedError: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The client is not one that is served (§4.19).
    package static var prohibited: ExtendedError { ExtendedError(rawValue: 18) }
    /// The name is in no zone that is served (§4.21).
    package static var notAuthoritative: ExtendedError { ExtendedError(rawValue: 20) }
    /// The class or the operation is one that this server does not have (§4.22).
    package static var notSupported: ExtendedError { ExtendedError(rawValue: 21) }
}
