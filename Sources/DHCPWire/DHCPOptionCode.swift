/// The number of an option, by the names of the registry "BOOTP Vendor Extensions and DHCP Options" (IANA).
public struct DHCPOptionCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let pad = DHCPOptionCode(rawValue: 0)
    public static let subnetMask = DHCPOptionCode(rawValue: 1)
    public static let router = DHCPOptionCode(rawValue: 3)
    public static let domainNameServer = DHCPOptionCode(rawValue: 6)
    public static let hostName = DHCPOptionCode(rawValue: 12)
    public static let domainName = DHCPOptionCode(rawValue: 15)
    public static let broadcastAddress = DHCPOptionCode(rawValue: 28)
    public static let staticRoutes = DHCPOptionCode(rawValue: 33)
    public static let ntpServers = DHCPOptionCode(rawValue: 42)
    public static let vendorOptions = DHCPOptionCode(rawValue: 43)
    public static let requestedAddress = DHCPOptionCode(rawValue: 50)
    public static let leaseTime = DHCPOptionCode(rawValue: 51)
    public static let overload = DHCPOptionCode(rawValue: 52)
    public static let messageType = DHCPOptionCode(rawValue: 53)
    public static let serverIdentifier = DHCPOptionCode(rawValue: 54)
    public static let parameterRequestList = DHCPOptionCode(rawValue: 55)
    public static let message = DHCPOptionCode(rawValue: 56)
    public static let maximumMessageSize = DHCPOptionCode(rawValue: 57)
    public static let renewalTime = DHCPOptionCode(rawValue: 58)
    public static let rebindingTime = DHCPOptionCode(rawValue: 59)
    public static let vendorClass = DHCPOptionCode(rawValue: 60)
    public static let clientIdentifier = DHCPOptionCode(rawValue: 61)
    public static let serverName = DHCPOptionCode(rawValue: 66)
    public static let bootFile = DHCPOptionCode(rawValue: 67)
    /// RFC 4039.
    public static let rapidCommit = DHCPOptionCode(rawValue: 80)
    /// RFC 4702.
    public static let clientFQDN = DHCPOptionCode(rawValue: 81)
    /// RFC 3046.
    public static let relayInformation = DHCPOptionCode(rawValue: 82)
    /// RFC 4388: `client-last-transaction-time`.
    public static let lastTransactionTime = DHCPOptionCode(rawValue: 91)
    /// RFC 4388: the addresses that a client has.
    public static let associatedIP = DHCPOptionCode(rawValue: 92)
    /// RFC 4578.
    public static let clientArchitecture = DHCPOptionCode(rawValue: 93)
    /// RFC 8925.
    public static let ipv6OnlyPreferred = DHCPOptionCode(rawValue: 108)
    /// RFC 2563.
    public static let autoConfigure = DHCPOptionCode(rawValue: 116)
    /// RFC 3397.
    public static let domainSearch = DHCPOptionCode(rawValue: 119)
    /// RFC 3442.
    public static let classlessRoutes = DHCPOptionCode(rawValue: 121)
    /// RFC 3011.
    public static let subnetSelection = DHCPOptionCode(rawValue: 118)
    public static let end = DHCPOptionCode(rawValue: 255)
}
