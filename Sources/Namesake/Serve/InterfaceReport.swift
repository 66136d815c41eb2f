internal import Addresses
internal import Datagrams

/// Whether an interface is one on which leases can be given, as `serve` and `check` tell it.
struct InterfaceReport: Encodable {
    let name: String
    /// Its addresses, each with its prefix length.
    let addresses: [String]
    /// Whether `serve` starts with it.
    let usable: Bool
    /// A sentence; `nil` if all is well.
    let problem: String?

    /// What a program knows the problem by, of an interface that is usable.
    static let code = "interface-in-no-network"

    private enum CodingKeys: String, CodingKey {
        case name, addresses, usable, problem
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(addresses, forKey: .addresses)
        try container.encode(usable, forKey: .usable)
        // Explicitly, so that a program finds the key.
        try container.encode(problem, forKey: .problem)
    }

    /// - Parameter networks: those that are registered.
    init(_ interface: NetworkInterface, networks: [IPv4Network]) {
        name = interface.name
        addresses = interface.addresses.map { "\($0.address)/\($0.network.prefixLength)" }
        usable = true
        let isInside = interface.addresses.contains { address in networks.contains { $0.contains(address.address) } }
        if isInside {
            problem = nil
        } else if interface.addresses.isEmpty {
            problem = "\(name) has no IPv4 address: nobody is answered there; give it one of a registered network"
        } else {
            problem =
                "\(name) has \(addresses.joined(separator: ", ")), which is in no registered network: only relays are "
                + "answered there; see `namesake network list`"
        }
    }

    private init(unusable name: String, problem: String) {
        self.name = name
        addresses = []
        usable = false
        self.problem = problem
    }

    /// - Parameter name: of an interface that may not be there.
    init(named name: String, networks: [IPv4Network]) {
        do {
            self.init(try NetworkInterface(named: name), networks: networks)
        } catch {
            self.init(unusable: name, problem: "\(error)")
        }
    }
}
