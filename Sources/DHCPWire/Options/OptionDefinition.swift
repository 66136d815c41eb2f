/// An option that has a name: the registry "BOOTP Vendor Extensions and DHCP Options" (IANA), as far as a server sends it.
public struct OptionDefinition: Sendable {
    public let code: DHCPOptionCode
    /// As the command line writes it.
    public let name: String
    public let format: OptionFormat

    private init(_ code: UInt8, _ name: String, _ format: OptionFormat) {
        self.code = DHCPOptionCode(rawValue: code)
        self.name = name
        self.format = format
    }

    private static let some = OptionFormat.addresses(1...255)
    private static let one = OptionFormat.addresses(1...1)
    private static let anyUInt32 = OptionFormat.uint32(0...UInt32.max)

    public static let all: [OptionDefinition] = [
        // RFC 2132 §3
        .init(2, "time-offset", .int32), .init(3, "routers", some), .init(4, "time-servers", some),
        .init(5, "ien116-name-servers", some), .init(6, "domain-name-servers", some), .init(7, "log-servers", some),
        .init(8, "cookie-servers", some), .init(9, "lpr-servers", some), .init(10, "impress-servers", some),
        .init(11, "resource-location-servers", some), .init(13, "boot-size", .uint16(0...UInt16.max)),
        .init(14, "merit-dump", .text), .init(15, "domain-name", .text), .init(16, "swap-server", one),
        .init(17, "root-path", .text), .init(18, "extensions-path", .text),
        // RFC 2132 §4 and §5
        .init(19, "ip-forwarding", .boolean), .init(20, "non-local-source-routing", .boolean),
        .init(21, "policy-filter", .addressPairs), .init(22, "max-datagram-reassembly", .uint16(576...UInt16.max)),
        .init(23, "default-ip-ttl", .uint8(1...255)), .init(24, "path-mtu-aging-timeout", anyUInt32),
        .init(25, "path-mtu-plateau-table", .uint16List(least: 68)),
        .init(26, "interface-mtu", .uint16(68...UInt16.max)), .init(27, "all-subnets-local", .boolean),
        .init(29, "perform-mask-discovery", .boolean), .init(30, "mask-supplier", .boolean),
        .init(31, "router-discovery", .boolean), .init(32, "router-solicitation-address", one),
        .init(33, "static-routes", .addressPairs),
        // RFC 2132 §6 and §7
        .init(34, "trailer-encapsulation", .boolean), .init(35, "arp-cache-timeout", anyUInt32),
        .init(36, "ethernet-encapsulation", .boolean), .init(37, "default-tcp-ttl", .uint8(1...255)),
        .init(38, "tcp-keepalive-interval", anyUInt32), .init(39, "tcp-keepalive-garbage", .boolean),
        // RFC 2132 §8
        .init(40, "nis-domain", .text), .init(41, "nis-servers", some), .init(42, "ntp-servers", some),
        .init(43, "vendor-options", .octets(least: 1)), .init(44, "netbios-name-servers", some),
        .init(45, "netbios-dd-servers", some), .init(46, "netbios-node-type", .uint8(1...8)),
        .init(47, "netbios-scope", .text), .init(48, "font-servers", some), .init(49, "x-display-managers", some),
        .init(60, "vendor-class", .text), .init(64, "nisplus-domain", .text), .init(65, "nisplus-servers", some),
        .init(66, "tftp-server-name", .text), .init(67, "boot-file-name", .text),
        .init(68, "mobile-ip-home-agents", .addresses(0...255)), .init(69, "smtp-servers", some),
        .init(70, "pop-servers", some), .init(71, "nntp-servers", some), .init(72, "www-servers", some),
        .init(73, "finger-servers", some), .init(74, "irc-servers", some), .init(75, "streettalk-servers", some),
        .init(76, "stda-servers", some),
        // RFC 2242, 2610, 4174, 2241, 4280, 2485
        .init(62, "netware-domain", .text), .init(63, "netware-options", .octets(least: 1)),
        .init(78, "slp-directory-agents", .octets(least: 1)), .init(79, "slp-service-scope", .octets(least: 1)),
        .init(83, "isns", .octets(least: 14)), .init(85, "nds-servers", some), .init(86, "nds-tree", .text),
        .init(87, "nds-context", .text), .init(88, "bcmcs-domains", .domains), .init(89, "bcmcs-servers", some),
        .init(98, "user-authentication", .text),
        // RFC 4833, 8925, 8910, 2937, 3397, 3361, 3442, 3925
        .init(100, "posix-timezone", .text), .init(101, "timezone", .text),
        .init(108, "ipv6-only-preferred", .uint32(300...UInt32.max)), .init(114, "captive-portal", .text),
        .init(117, "name-service-search", .uint16List(least: 0)), .init(119, "domain-search", .searchList),
        .init(120, "sip-servers", .octets(least: 1)), .init(121, "classless-static-routes", .routes),
        .init(124, "vendor-identifying-class", .octets(least: 5)),
        .init(125, "vendor-identifying-options", .octets(least: 5)),
        // RFC 5192, 5223, 5417, 6011, 6153, 5859, 5071, 5969, 7291
        .init(136, "pana-agents", some), .init(137, "lost-server", .domains), .init(138, "capwap-controllers", some),
        .init(141, "sip-configuration-domains", .domains), .init(142, "andsf-servers", some),
        .init(150, "tftp-servers", some), .init(209, "pxelinux-config-file", .text),
        .init(210, "pxelinux-path-prefix", .text), .init(211, "pxelinux-reboot-time", anyUInt32),
        .init(212, "6rd", .octets(least: 22)),
    ]

    private static let byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }
    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

    public static func of(_ code: DHCPOptionCode) -> OptionDefinition? { byCode[code] }

    public static func named(_ name: String) -> OptionDefinition? { byName[name.lowercased()] }
}

extension DHCPOptionCode {
    /// By number or by name: `42`, `ntp-servers`.
    public init?(text: String) {
        if let number = UInt8(text) {
            self.init(rawValue: number)
        } else if let definition = OptionDefinition.named(text) {
            self = definition.code
        } else {
            return nil
        }
    }

    /// The name if it has one, else the number.
    public var name: String { OptionDefinition.of(self)?.name ?? "\(rawValue)" }

    /// Whether only the server can know the value, or only a client sends it, so that nobody may set it.
    ///
    /// The name of a guest (12, 81) is one of them: it is the clone's own.
    public var isDecidedByServer: Bool {
        switch rawValue {
        case 0, 1, 12, 28, 50...59, 61, 80, 81, 82, 90...93, 116, 118, 255: true
        default: false
        }
    }
}

extension DHCPOptionCode: Codable {}
