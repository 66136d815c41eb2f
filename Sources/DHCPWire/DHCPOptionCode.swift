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
    package static let clientIdentifier = DHCPOptionCode(rawValue: 61)
    /// RFC 3046.
    package static let relayInformation = DHCPOptionCode(rawValue: 82)
    /// RFC 3011.
    package static let subnetSelection = DHCPOptionCode(rawValue: 118)
    package static let end = DHCPOptionCode(rawValue: 255)
}
