internal import Addresses

/// The `ReplyOptions` of every network and of every role that is told something of its own.
struct ReplyOptionsBook {
    private struct Key: Hashable {
        var network: NetworkID
        /// In lower case.
        var role: String
    }

    private var ofNetworks: [NetworkID: ReplyOptions] = [:]
    private var ofRoles: [ReplyOptions] = []
    private var numbers: [Key: UInt16] = [:]

    /// The number of every role that is told what the network's other machines are.
    static let noRole: UInt16 = 0

    init(_ networks: [LeaseNetwork]) {
        for network in networks where ofNetworks[network.id] == nil {
            ofNetworks[network.id] = ReplyOptions(network.replySource(role: GuestSettings()))
            for (role, settings) in network.roles.sorted(by: { $0.key < $1.key }) where !settings.isEmpty {
                guard ofRoles.count < UInt16.max else { break }
                ofRoles.append(ReplyOptions(network.replySource(role: settings)))
                numbers[Key(network: network.id, role: role.lowercased())] = UInt16(ofRoles.count)
            }
        }
    }

    /// The number by which a machine's row remembers its role.
    func number(of role: String, in network: NetworkID) -> UInt16 {
        guard !role.isEmpty, !numbers.isEmpty else { return Self.noRole }
        return numbers[Key(network: network, role: role.lowercased())] ?? Self.noRole
    }

    func options(of network: NetworkID, role: UInt16) -> ReplyOptions? {
        let index = Int(role) - 1
        return ofRoles.indices.contains(index) ? ofRoles[index] : ofNetworks[network]
    }

    /// Whether roles have the same numbers in both.
    func hasNumbers(of other: ReplyOptionsBook) -> Bool { numbers == other.numbers }
}

extension LeaseNetwork {
    func replySource(role: GuestSettings) -> ReplySource {
        ReplySource(
            cidr: cidr, domain: domain, routers: routers, nameServers: nameServers, network: guest, role: role)
    }
}
