public import Addresses

/// A route that a guest is told (option 121, RFC 3442): `10.0.0.0/8 via 10.86.51.3`.
public struct ClasslessRoute: Hashable, Sendable {
    public var destination: IPv4Network
    /// 0.0.0.0: the destination is on the guest's own link (RFC 3442, "Local Subnet Routes").
    public var gateway: IPv4Address

    public init(destination: IPv4Network, gateway: IPv4Address) {
        self.destination = destination
        self.gateway = gateway
    }

    /// Whether it is the default route.
    public var isDefault: Bool { destination.prefixLength == 0 }

    /// The width of the prefix, as many octets of the destination as it reaches into, the gateway (RFC 3442, "Classless
    /// Route Option Format").
    public var octets: [UInt8] {
        let significant = (destination.prefixLength + 7) / 8
        return [UInt8(clamping: destination.prefixLength)] + destination.base.wire.prefix(significant) + gateway.wire
    }

    /// Reads the value of option 121.
    ///
    /// - Returns: `nil` if the octets are no routes.
    public static func routes(in octets: [UInt8]) -> [ClasslessRoute]? {
        var routes: [ClasslessRoute] = []
        var rest = octets[...]
        while let width = rest.popFirst() {
            let significant = (Int(width) + 7) / 8
            guard width <= 32, rest.count >= significant + 4 else { return nil }
            let base = Array(rest.prefix(significant)) + [UInt8](repeating: 0, count: 4 - significant)
            guard let base = IPv4Address(wire: base),
                let destination = IPv4Network(base: base, prefixLength: Int(width)),
                let gateway = IPv4Address(wire: rest.dropFirst(significant).prefix(4))
            else { return nil }
            routes.append(ClasslessRoute(destination: destination, gateway: gateway))
            rest = rest.dropFirst(significant + 4)
        }
        return routes.isEmpty ? nil : routes
    }
}

extension ClasslessRoute: CodableAsText {
    public static let kindOfText = "a route such as 10.0.0.0/8 via 10.86.51.3"

    public init?(_ description: String) {
        let words = description.split(separator: " ")
        guard words.count == 3, words[1] == "via", let destination = IPv4Network(String(words[0])),
            let gateway = IPv4Address(words[2])
        else { return nil }
        self.init(destination: destination, gateway: gateway)
    }

    public var description: String { "\(destination) via \(gateway)" }
}

extension IPv4Address {
    /// The four octets in network order.
    public var wire: [UInt8] {
        let (a, b, c, d) = octets
        return [a, b, c, d]
    }

    /// - Returns: `nil` unless there are four octets.
    public init?(wire: some Collection<UInt8>) {
        guard wire.count == 4 else { return nil }
        self.init(rawValue: wire.reduce(0) { $0 << 8 | UInt32($1) })
    }
}
