internal import Addresses

/// An environment as its machines see it: names and name servers on the private network.
struct InsideView {
    let machines: [MachineRecord]
    /// What follows a computer name in its full name.
    let domain: DomainName
    /// The domain that the environment's domain controllers answer for, where it is known.
    let directoryDomain: DomainName?

    /// The other machines' lines for a machine's hosts file (R43).
    ///
    /// None where a domain controller answers for these very names (R90): what it says, it says to everybody inside, and
    /// a line beside it could only differ.
    func hostsLines(for itself: MachineRecord) -> [HostsLine] {
        guard directoryDomain != domain else { return [] }
        return machines.compactMap { other in
            guard other.id != itself.id, let address = other.identity.privateAddress else { return nil }
            return HostsLine(address: address, name: other.identity.name, domain: domain)
        }
    }

    /// The domain controllers' private addresses; a controller asks itself first.
    func nameServers(for itself: MachineRecord) -> [IPv4Address] {
        let controllers = machines.filter(\.identity.isDomainController)
        return (controllers.filter { $0.id == itself.id } + controllers.filter { $0.id != itself.id })
            .compactMap(\.identity.privateAddress)
    }
}

extension Transaction {
    func inside(of environment: EnvironmentRecord) throws -> InsideView {
        let machines = try machines(of: environment.id)
        let known = try directory(of: environment.id).domain
        return try InsideView(
            machines: machines, domain: known ?? network(environment.network).settings.domain,
            directoryDomain: machines.contains(where: \.identity.isDomainController) ? known : nil)
    }
}
