/// Every key of `namesake.yaml`. The same keys are environment variables: `dns.rate-limit.slip` is
/// `NAMESAKE_DNS_RATE_LIMIT_SLIP`.
enum SettingsKey: String, CaseIterable {
    case registry = "registry"
    case user = "user"
    case group = "group"
    case dnsListen = "dns.listen"
    case dnsZones = "dns.zones"
    case dnsThreads = "dns.threads"
    case dnsAllow = "dns.allow"
    case dnsRefuse = "dns.refuse"
    case dnsRateLimitResponses = "dns.rate-limit.responses"
    case dnsRateLimitSlip = "dns.rate-limit.slip"
    case dnsCookiesSecret = "dns.cookies.secret"
    case dnsVersion = "dns.version"
    case dnsIdentity = "dns.identity"
    case dnsNSID = "dns.nsid"
    case dhcpInterfaces = "dhcp.interfaces"
    case dhcpRelays = "dhcp.relays"
    case dhcpRateLimitMAC = "dhcp.rate-limit.mac"
    case dhcpRateLimitUnknown = "dhcp.rate-limit.unknown"
    case historyKeep = "history.keep"
    case metricsListen = "metrics.listen"
    case logLevel = "log.level"
    case logFormat = "log.format"

    /// Whether the value may be a list.
    var isList: Bool {
        switch self {
        case .dnsListen, .dnsAllow, .dnsCookiesSecret, .dhcpInterfaces, .dhcpRelays: true
        default: false
        }
    }

    /// Whether the value must not be printed.
    var isSecret: Bool { self == .dnsCookiesSecret }

    /// What a value must be, for the sentence that refuses one.
    var kindOfValue: String {
        switch self {
        case .registry: "a path"
        case .user: "the name of a user"
        case .group: "the name of a group"
        case .metricsListen: "an address and port such as 127.0.0.1:9153"
        case .dnsListen: "an address and port such as 10.86.51.2:53"
        case .dnsZones: "a folder"
        case .dnsThreads: "a number from 1 to 64"
        case .dnsAllow: "a network such as 10.86.0.0/16 or 2001:db8::/32"
        case .dnsRefuse: "refused or silence"
        case .dnsRateLimitResponses, .dhcpRateLimitMAC, .dhcpRateLimitUnknown: "a number from 0 to 1000000"
        case .dnsRateLimitSlip: "a number from 0 to 100"
        case .dnsCookiesSecret: "32 hexadecimal digits, or two such secrets"
        case .dnsVersion, .dnsIdentity: "a text of up to 255 octets"
        case .dnsNSID: "a text of up to 64 octets"
        case .dhcpInterfaces: "the name of an interface"
        case .dhcpRelays: "an address such as 10.86.60.1"
        case .historyKeep: "a number of days such as 400d, or forever"
        case .logFormat: "text or json"
        case .logLevel: "one of trace, debug, info, notice, warning, error, critical"
        }
    }

    /// The environment variable of the same meaning.
    var variable: String {
        "NAMESAKE_" + rawValue.uppercased().replacing(".", with: "_").replacing("-", with: "_")
    }

    /// The known key that is closest to a mistyped one, by the number of single-character edits.
    static func nearest(to text: String) -> SettingsKey {
        allCases.min { editDistance($0.rawValue, text) < editDistance($1.rawValue, text) } ?? .registry
    }

    private static func editDistance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8.prefix(64))
        var row = Array(0...right.count)
        for (index, character) in left.utf8.prefix(64).enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in 0..<right.count {
                let replaced = diagonal + (right[column] == character ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
