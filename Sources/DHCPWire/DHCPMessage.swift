public import Addresses

/// A message: its fixed fields and the options that decide what a server does with it.
///
/// The options of unbounded length stay in the datagram, as offsets (`DHCPOptionValue`). Any other option is found with
/// `option(_:in:)`.
///
/// A class, because a message is handed on more often than it is read: copying its thirty fields would cost more than
/// the one allocation.
public final class DHCPMessage: Sendable {
    public let header: DHCPHeader
    public let type: DHCPMessageType
    /// Option 50.
    public let requestedAddress: IPv4Address?
    /// Option 54.
    public let serverIdentifier: IPv4Address?
    /// Option 61, opaque: any number of octets, none included (RFC 2132 §9.14, RFC 6842).
    public let clientIdentifier: DHCPOptionValue
    /// Option 55: codes in the order in which the client wants them.
    public let parameterRequestList: DHCPOptionValue
    /// Option 82, kept whole for the reply (RFC 3046 §2.2).
    public let relayInformation: DHCPOptionValue
    /// The sub-options of option 82 that say where the client is.
    public let relayLocation: RelayLocation
    /// Option 118 (RFC 3011).
    public let subnetSelection: IPv4Address?
    /// Option 60.
    public let vendorClass: DHCPOptionValue
    /// Option 81 (RFC 4702).
    public let clientFQDN: DHCPOptionValue
    /// Option 93: one or more numbers of two octets (RFC 4578 §2.1).
    public let clientArchitecture: DHCPOptionValue
    /// Whether the client asks if it may choose an address by itself (option 116, RFC 2563).
    public let isAskingToAutoConfigure: Bool
    /// Option 80: the client would be acknowledged at once (RFC 4039).
    public let isAskingForRapidCommit: Bool
    /// Option 57: the longest IP datagram the client takes; never below 576 (RFC 2132 §9.10).
    public let maximumMessageSize: Int
    private let fields: DHCPOptionFields

    /// Reads a message of a client or a server.
    ///
    /// Malformed is what cannot be understood: an option that reaches beyond its field, two message types, an address of
    /// three octets. An option that is not looked at here cannot make a message malformed by its contents.
    public init(readingFrom message: Span<UInt8>) throws(DHCPMessageError) {
        header = try DHCPHeader(readingFrom: message)
        var fields = DHCPOptionFields(count: message.count)
        var options = DecisiveOptions()
        try fields.walk(message) { (code, octets) throws(DHCPMessageError) in
            try options.add(code, octets, message)
        }
        self.fields = fields
        guard let type = options.type else { throw .wrongMessageType }
        self.type = type
        requestedAddress = try options.requestedAddress.address(of: message)
        serverIdentifier = try options.serverIdentifier.address(of: message)
        subnetSelection = try options.subnetSelection.address(of: message)
        clientIdentifier = options.clientIdentifier
        parameterRequestList = options.parameterRequestList
        relayInformation = options.relayInformation
        relayLocation = try RelayLocation(readingFrom: options.relayInformation, of: message)
        vendorClass = options.vendorClass
        clientFQDN = options.clientFQDN
        clientArchitecture = options.clientArchitecture
        isAskingToAutoConfigure = options.isAskingToAutoConfigure
        isAskingForRapidCommit = options.isAskingForRapidCommit
        maximumMessageSize = options.maximumMessageSize
    }

    /// Any option, its pieces joined; `message` is the datagram that this was read from.
    public func option(_ code: DHCPOptionCode, in message: Span<UInt8>) -> DHCPOptionValue {
        fields.option(code, in: message)
    }
}

/// The options that every message is asked for, collected in one walk.
private struct DecisiveOptions {
    var type: DHCPMessageType?
    var requestedAddress = DHCPOptionValue.absent
    var serverIdentifier = DHCPOptionValue.absent
    var clientIdentifier = DHCPOptionValue.absent
    var parameterRequestList = DHCPOptionValue.absent
    var relayInformation = DHCPOptionValue.absent
    var subnetSelection = DHCPOptionValue.absent
    var vendorClass = DHCPOptionValue.absent
    var clientFQDN = DHCPOptionValue.absent
    var clientArchitecture = DHCPOptionValue.absent
    var isAskingToAutoConfigure = false
    var isAskingForRapidCommit = false
    var maximumMessageSize = 576

    mutating func add(
        _ code: DHCPOptionCode, _ octets: Range<Int>, _ message: Span<UInt8>
    ) throws(DHCPMessageError) {
        switch code {
        case .messageType:
            guard type == nil, octets.count == 1 else { throw .wrongMessageType }
            type = DHCPMessageType(rawValue: message.octet(at: octets.lowerBound))
            guard type != nil else { throw .wrongMessageType }
        case .requestedAddress: requestedAddress.append(octets, of: message)
        case .serverIdentifier: serverIdentifier.append(octets, of: message)
        case .clientIdentifier: clientIdentifier.append(octets, of: message)
        case .parameterRequestList: parameterRequestList.append(octets, of: message)
        case .relayInformation: relayInformation.append(octets, of: message)
        case .subnetSelection: subnetSelection.append(octets, of: message)
        case .vendorClass: vendorClass.append(octets, of: message)
        case .clientFQDN: clientFQDN.append(octets, of: message)
        case .clientArchitecture: clientArchitecture.append(octets, of: message)
        case .autoConfigure: isAskingToAutoConfigure = true
        case .rapidCommit: isAskingForRapidCommit = true
        case .maximumMessageSize where octets.count == 2:
            maximumMessageSize = max(576, Int(message.uint16(at: octets.lowerBound)))
        default: break
        }
    }
}
