package import Addresses
internal import DHCPWire
internal import GRDB

/// A network as `network add`, `set`, `show` and `list` print it, with what is in use.
package struct NetworkAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var cidr: IPv4Network
    package var range: IPv4Range
    package var domain: DomainName
    package var macPools: [MACRange]
    /// The first of `routers`.
    @ExplicitNull package var router: IPv4Address?
    package var routers: [IPv4Address]
    package var nameServers: [IPv4Address]
    package var leaseSeconds: Int64
    package var privateBlock: IPv4Network
    @ExplicitNull package var guestRange: IPv4Range?
    package var probes: Bool
    package var rapidCommit: Bool
    package var environmentCount: Int
    package var machineCount: Int
    package var hostCount: Int
    package var macs: PoolUse
    package var addresses: PoolUse
    /// The addresses of `guestRange`.
    @ExplicitNull package var guestAddresses: PoolUse?
    package var guest: GuestAnswer
    /// What machines of a role are told, over what the network says; by role.
    package var roles: [GuestAnswer]
}

/// What machines are told beside their address, as `network set` takes it.
package struct GuestAnswer: Codable, Hashable, Sendable {
    /// Whose it is; absent for the network's.
    package var role: String?
    package var options: [OptionAnswer]
    @ExplicitNull package var nextServer: IPv4Address?
    package var bootFiles: [BootFile]

    init(_ settings: GuestSettings, role: String? = nil) {
        self.role = role
        options = settings.options.map(OptionAnswer.init)
        nextServer = settings.nextServer
        bootFiles = settings.bootFiles
    }
}

/// An option that is set.
package struct OptionAnswer: Codable, Hashable, Sendable {
    package var code: UInt8
    @ExplicitNull package var name: String?
    /// With the kind of each part: `ip:10.86.51.1`.
    package var value: String
    /// Whether it is sent unasked.
    package var isForced: Bool
    /// As the command line takes it: `ntp-servers=10.86.51.1`.
    package var text: String

    private enum CodingKeys: String, CodingKey {
        case code, name, value, text
        case isForced = "forced"
    }

    init(_ setting: OptionSetting) {
        code = setting.code.rawValue
        name = OptionDefinition.of(setting.code)?.name
        value = setting.value.description
        isForced = setting.isForced
        text = setting.text
    }
}

extension Transaction {
    func answer(for network: NetworkRecord) throws -> NetworkAnswer {
        let settings = network.settings
        return try NetworkAnswer(
            name: network.name, cidr: settings.cidr, range: settings.range, domain: settings.domain,
            macPools: settings.macPools, router: settings.routers.first, routers: settings.routers,
            nameServers: settings.nameServers,
            leaseSeconds: settings.leaseSeconds, privateBlock: settings.privateBlock, guestRange: settings.guestRange,
            probes: settings.probes, rapidCommit: settings.rapidCommit,
            environmentCount: count("environment WHERE network = ?", [network.id]),
            machineCount: count(
                "machine JOIN environment ON environment.id = machine.environment WHERE environment.network = ?",
                [network.id]),
            hostCount: count("host WHERE network = ?", [network.id]),
            macs: macUse(of: network), addresses: addressUse(of: network), guestAddresses: guestUse(of: network),
            guest: GuestAnswer(settings.guest),
            roles: settings.roles.sorted { $0.key < $1.key }.map { GuestAnswer($0.value, role: $0.key) })
    }
}
