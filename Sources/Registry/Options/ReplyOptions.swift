package import Addresses
package import DHCPWire

/// What a machine is told, before it is octets: the network's settings and, over them, those of the machine's role.
struct ReplySource {
    var cidr: IPv4Network
    var domain: DomainName
    var routers: [IPv4Address]
    var nameServers: [IPv4Address]
    var network: GuestSettings
    var role: GuestSettings
}

/// Every option that replies to the machines of a network, or of one role in it, can carry, as octets.
///
/// Made once when a network is loaded, so that a reply is put together by copying. What depends on the request, or on the
/// lease, is not here.
package final class ReplyOptions: Sendable {
    /// Options as they stand in a message, one after another.
    package let octets: [UInt8]
    /// Where each code's option stands in `octets`, by code; empty if it is not set.
    private let places: [Range<Int>]
    /// Codes that are set, the mask not among them, in the order in which they go to a client without a request list.
    package let codes: [UInt8]
    /// Codes that are sent unasked.
    package let forced: [UInt8]
    /// The subnet mask, which is always sent.
    package let mask: IPv4Address
    package let nextServer: IPv4Address?
    /// What goes into the field `sname` of a client that boots.
    package let serverName: [UInt8]
    /// Option 43 for Windows.
    package let windowsVendorOptions: Range<Int>
    private let bootFiles: [Boot]

    /// A boot file: as a field, and as option 67 in `octets`.
    package struct Boot: Hashable, Sendable {
        let architecture: BootArchitecture
        package let file: [UInt8]
        package let option: Range<Int>
    }

    init(_ source: ReplySource) {
        var values = Self.values(of: source)
        let settings = source.network.options + source.role.options
        for setting in settings { values[setting.code] = setting.octets }
        Self.addDefaultRoute(to: &values)
        let nextServer = source.role.nextServer ?? source.network.nextServer
        if let nextServer, values[.serverName] == nil {
            values[.serverName] = Array(nextServer.description.utf8)
        }

        var octets: [UInt8] = []
        func place(_ code: DHCPOptionCode, _ value: [UInt8]) -> Range<Int> {
            let start = octets.count
            octets += DHCPMessageWriter.encoded(code, value)
            return start..<octets.count
        }
        var places = [Range<Int>](repeating: 0..<0, count: 256)
        let ordered = values.sorted { Self.order($0.key) < Self.order($1.key) }
        for (code, value) in ordered { places[Int(code.rawValue)] = place(code, value) }
        codes = ordered.map(\.key.rawValue)
        // What a role says of a code counts, also whether it is asked for.
        var isForced: [UInt8: Bool] = [:]
        for setting in settings { isForced[setting.code.rawValue] = setting.isForced }
        forced = codes.filter { isForced[$0] == true }
        windowsVendorOptions = place(.vendorOptions, Self.windowsVendorOptions(values[.vendorOptions]))
        // The role's files come first, so that they are found first.
        bootFiles = (source.role.bootFiles.reversed() + source.network.bootFiles.reversed()).map { boot in
            let file = Array(boot.file.utf8)
            return Boot(architecture: boot.architecture, file: file, option: place(.bootFile, file))
        }
        self.octets = octets
        self.places = places
        self.nextServer = nextServer
        mask = source.cidr.mask
        let name = settings.last { $0.code == .serverName }
        serverName = name?.octets ?? []
    }

    /// Where the option stands in `octets`; empty if it is not set.
    package func place(of code: UInt8) -> Range<Int> { places[Int(code)] }

    /// What a machine of that architecture boots: what its role says for it or for any, else what the network says.
    package func boot(_ architecture: BootArchitecture) -> Boot? {
        bootFiles.first { $0.architecture == architecture || $0.architecture == .any }
    }

    package var hasBootFiles: Bool { !bootFiles.isEmpty }

    /// How many octets all options take at most.
    var longestReply: Int {
        let vendor = max(places[Int(DHCPOptionCode.vendorOptions.rawValue)].count, windowsVendorOptions.count)
        let file = bootFiles.map(\.option.count).max() ?? 0
        return codes.reduce(0) { $0 + places[Int($1)].count } + vendor + file
    }

    // MARK: - Making

    /// What follows from the network by itself.
    private static func values(of source: ReplySource) -> [DHCPOptionCode: [UInt8]] {
        var values: [DHCPOptionCode: [UInt8]] = [:]
        if !source.routers.isEmpty { values[.router] = source.routers.flatMap(\.wire) }
        if !source.nameServers.isEmpty { values[.domainNameServer] = source.nameServers.flatMap(\.wire) }
        if !source.domain.isRoot { values[.domainName] = source.domain.dotted }
        if source.cidr.prefixLength < 31 { values[.broadcastAddress] = source.cidr.broadcast.wire }
        return values
    }

    /// A client that takes option 121 ignores the router (RFC 3442), so the default route must be among the routes.
    private static func addDefaultRoute(to values: inout [DHCPOptionCode: [UInt8]]) {
        guard let octets = values[.classlessRoutes], let routes = ClasslessRoute.routes(in: octets),
            !routes.contains(where: \.isDefault), let router = values[.router].map({ $0.prefix(4) }),
            let gateway = IPv4Address(wire: router), let everywhere = IPv4Network(base: .any, prefixLength: 0)
        else { return }
        values[.classlessRoutes] = octets + ClasslessRoute(destination: everywhere, gateway: gateway).octets
    }

    /// Routers, name servers, domain and broadcast address first, the others by number.
    private static func order(_ code: DHCPOptionCode) -> Int {
        let first: [DHCPOptionCode] = [.router, .domainNameServer, .domainName, .broadcastAddress]
        return first.firstIndex(of: code) ?? Int(code.rawValue) + first.count
    }

    /// Sub-option 1 with the value 2 turns NetBIOS over TCP/IP off (MS-DHCPE §2.2.2; R53), unless the setting says
    /// something else of it.
    private static func windowsVendorOptions(_ configured: [UInt8]?) -> [UInt8] {
        let netBIOSOff: [UInt8] = [1, 4, 0, 0, 0, 2]
        guard let configured, let codes = subOptions(of: configured) else { return netBIOSOff }
        return codes.contains(1) ? configured : netBIOSOff + configured
    }

    /// The codes of encapsulated options (RFC 2132 §8.4); `nil` if the octets are none.
    private static func subOptions(of octets: [UInt8]) -> Set<UInt8>? {
        var codes: Set<UInt8> = []
        var rest = octets[...]
        while let code = rest.popFirst(), code != DHCPOptionCode.end.rawValue {
            if code == DHCPOptionCode.pad.rawValue { continue }
            guard let length = rest.popFirst(), rest.count >= length else { return nil }
            codes.insert(code)
            rest = rest.dropFirst(Int(length))
        }
        return codes
    }
}

extension DomainName {
    /// The labels with a dot between them: the wire form with its length octets replaced, which is what clients expect of
    /// option 15 (RFC 2132 §3.17).
    fileprivate var dotted: [UInt8] {
        Array(labels.joined(separator: [UInt8(ascii: ".")]))
    }
}

extension NetworkSettings {
    func replySource(role: GuestSettings) -> ReplySource {
        ReplySource(
            cidr: cidr, domain: domain, routers: routers, nameServers: nameServers, network: guest, role: role)
    }
}

// One is made for each role and never changed, so that the same is the same object.
extension ReplyOptions: Hashable {
    package static func == (left: ReplyOptions, right: ReplyOptions) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
