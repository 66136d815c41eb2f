internal import Addresses
internal import Datagrams
internal import Glibc
internal import Privileges

/// Looks whether this host has what the settings ask for. Opens nothing that stays open, and changes nothing.
struct HostCheck {
    let settings: ProcessSettings
    /// Whether somebody serves the registry now, and so has the ports.
    let isServed: Bool

    func findings() -> [HostFinding] {
        addresses() + serving() + kernel()
    }

    private func addresses() -> [HostFinding] {
        settings.dnsListen.compactMap { address -> HostFinding? in
            guard address.isWildcard || Self.isOwn(address.host) else {
                return HostFinding(
                    severity: .error, subject: "dns.listen",
                    message: "no interface of this host has the address of \(address) (see `ip address`)")
            }
            guard !isServed else { return nil }
            do throws(SocketError) {
                try UDPSocket.checkUnused(address)
                return nil
            } catch {
                // Whoever may not bind there cannot find out either.
                guard error.code == EADDRINUSE else { return nil }
                return HostFinding(
                    severity: .warning, subject: "dns.listen", message: "another program listens on \(address)")
            }
        }
    }

    private static func isOwn(_ host: SocketAddress.Host) -> Bool {
        switch host {
        case .ipv4(let address):
            // All of the loopback network is this host's, not just the one address that the interface has.
            InterfaceAddress.all().contains { own in
                own.address == address || own.interface == "lo" && own.network.contains(address)
            }
        case .ipv6(let address): IPv6InterfaceAddress.all().contains { $0.address == address }
        }
    }

    private func serving() -> [HostFinding] {
        guard let name = settings.user else { return [] }
        do throws(PrivilegeError) {
            _ = try ServingUser(named: name, group: settings.group)
            return []
        } catch {
            return [HostFinding(severity: .error, subject: "user", message: error.description)]
        }
    }

    private func kernel() -> [HostFinding] {
        guard Confinement.kernelKeepsFiles else {
            return [
                HostFinding(
                    severity: .warning, subject: "kernel",
                    message: "has no Landlock: `serve` cannot be kept from files outside its folders by the kernel")
            ]
        }
        return []
    }
}
