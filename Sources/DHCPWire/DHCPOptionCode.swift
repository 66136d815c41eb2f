/// The number of an option, by the names of the registry "BOOTP Vendor Extensions and DHCP Options" (IANA).
package struct DHCPOptionCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let pad = DHCPOptionCode(rawValue: 0)
    package static let subnetMask = DHCPOptionCode(rawValue: 1)
    package static let router = DHCPOptionCode(rawValue: 3)
    package static let domainNameServer = DHCPOptionCode(rawValue: 6)
    package static let hostName = DHCPOptionCode(rawValue: 12)
    package static let domainName = DHCPOptionCode(rawValue: 15)
    package static let broadcastAddress = DHCPOptionCode(rawValue: 28)
    package static let staticRoutes = DHCPOptionCode(rawValue: 33)
    package static let ntpServers = DHCPOptionCode(rawValue: 42)
    package static let vendorOptions = DHCPOptionCode(rawValue: 43)
    package static let requestedAddress = DHCPOptionCode(rawValue: 50)
    package static let leaseTime = DHCPOptionCode(rawValue: 51)
    package static let overload = DHCPOptionCode(rawValue: 52)
    package static let messageType = DHCPOptionCode(rawValue: 53)
    package static let serverIdentifier = DHCPOptionCode(rawValue: 54)
    package static let parameterRequestList = DHCPOptionCode(rawValue: 55)
    package static let message = DHCPOptionCode(rawValue: 56)
    package static let maximumMessageSize = DHCPOptionCode(rawValue: 57)
    package static let renewalTime = DHCPOptionCode(rawValue: 58)
    package static let rebindingTime = DHCPOptionCode(rawValue: 59)
    package static let vendorClass = DHCPOptionCode(rawValue: 60)
    package static let clientIdentifier = DHCPOptionCode(rawValue: 61)
    package static let serverName = DHCPOptionCode(rawValue: 66)
    package static let bootFile = DHCPOptionCode(rawValue: 67)
    /// RFC 4039.
    package static let rapidCommit = DHCPOptionCode(rawValue: 80)
    /// RFC 4702.
    package static let clientFQDN = DHCPOptionCode(rawValue: 81)
    /// RFC 3046.
    package static let relayInformation = DHCPOptionCode(rawValue: 82)
    /// RFC 4388: `client-last-transaction-time`.
    package static let lastTransactionTime = DHCPOptionCode(rawValue: 91)
    /// RFC 4388: the addresses that a client has.
    package static let associatedIP = DHCPOptionCode(rawValue: 92)
    /// RFC 4578.
    package static let clientArchitecture = DHCPOptionCode(rawValue: 93)
    /// RFC 8925.
    package static let ipv6OnlyPreferred = DHCPOptionCode(rawValue: 108)
    /// RFC 2563.
    package static let autoConfigure = DHCPOptionCode(rawValue: 116)
    /// RFC 3397.
    package static let domainSearch = DHCPOptionCode(rawValue: 119)
    /// RFC 3442.
    package static let classlessRoutes = DHCPOptionCode(rawValue: 121)
    /// RFC 3011.
    package static let subnetSelection = DHCPOptionCode(rawValue: 118)
    package static let end = DHCPOptionCode(rawValue: 255)
}
