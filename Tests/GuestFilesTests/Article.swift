import Addresses
import GuestFiles

/// The article's web-server, and the same machine in an environment with a domain controller.
enum Article {
    static func webServer() throws -> GuestState {
        GuestState(
            machine: try HostLabel("web-server"), domain: name("lab.contoso.com"),
            private: PrivateSide(
                mac: MACAddress(0x02, 0x5B, 0x0F, 0x11, 0x22, 0x33), address: IPv4Address(192, 168, 23, 1),
                prefixLength: 24),
            public: PublicSide(),
            hosts: [
                HostsEntry(
                    address: IPv4Address(192, 168, 23, 2),
                    names: [name("db-server.lab.contoso.com"), name("db-server")])
            ])
    }

    /// A member of a forest whose controller is 192.168.23.3.
    static func member(of domain: DomainName?) throws -> GuestState {
        var state = try webServer()
        if let domain {
            state.domain = domain
            state.hosts = []
        }
        state.directory = Directory(servers: [IPv4Address(192, 168, 23, 3)], domain: domain)
        return state
    }

    static func controller() throws -> GuestState {
        var state = try member(of: name("corp.contoso.com"))
        state.machine = try HostLabel("dc1")
        state.private.address = IPv4Address(192, 168, 23, 3)
        state.public = nil
        return state
    }

    static func name(_ text: String) -> DomainName { DomainName(text) ?? .root }
}

extension GuestState {
    /// The file of that path.
    func file(_ path: String) -> String? {
        GuestFileList.all(for: self).first { $0.path == path }?.text
    }
}
