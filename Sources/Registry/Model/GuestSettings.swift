package import Addresses
package import DHCPWire

/// What the machines of a network, or those of one role in it, are told beside their address.
package struct GuestSettings: Codable, Hashable, Sendable {
    /// By code, each once.
    package var options: [OptionSetting] = []
    /// Who has the boot file (`siaddr`).
    package var nextServer: IPv4Address?
    /// By architecture, each once.
    package var bootFiles: [BootFile] = []

    package init() {}

    package var isEmpty: Bool { options.isEmpty && nextServer == nil && bootFiles.isEmpty }

    package func option(_ code: DHCPOptionCode) -> OptionSetting? {
        options.first { $0.code == code }
    }

    mutating func apply(_ edits: GuestEdits) {
        for edit in edits.options {
            switch edit {
            case .set(let setting):
                options.removeAll { $0.code == setting.code }
                options.append(setting)
            case .remove(let code):
                options.removeAll { $0.code == code }
            }
        }
        options.sort { $0.code.rawValue < $1.code.rawValue }
        nextServer = edits.nextServer.applied(to: nextServer)
        for edit in edits.bootFiles {
            switch edit {
            case .set(let file):
                bootFiles.removeAll { $0.architecture == file.architecture }
                bootFiles.append(file)
            case .remove(let architecture):
                bootFiles.removeAll { $0.architecture == architecture }
            case .removeAll:
                bootFiles = []
            }
        }
        bootFiles.sort { $0.architecture < $1.architecture }
    }

    /// Addresses that are named here and so are somebody's: servers, routers, gateways.
    var hosts: Set<IPv4Address> {
        var hosts: Set<IPv4Address> = []
        if let nextServer { hosts.insert(nextServer) }
        for part in options.flatMap(\.value.parts) {
            switch part {
            case .address(let address): hosts.insert(address)
            case .route(let route): hosts.insert(route.gateway)
            default: break
            }
        }
        return hosts
    }
}

/// What machines of one architecture boot.
package struct BootFile: Codable, Hashable, Sendable {
    package var architecture: BootArchitecture
    /// A path for TFTP, or a URL for HTTP boot.
    package var file: String

    package init(architecture: BootArchitecture, file: String) {
        self.architecture = architecture
        self.file = file
    }
}

/// Changes of `GuestSettings`; what is not named stays.
package struct GuestEdits: Codable, Hashable, Sendable {
    package enum OptionEdit: Codable, Hashable, Sendable {
        case set(OptionSetting)
        case remove(DHCPOptionCode)
    }

    package enum BootFileEdit: Codable, Hashable, Sendable {
        case set(BootFile)
        case remove(BootArchitecture)
        case removeAll
    }

    package var options: [OptionEdit] = []
    package var nextServer: Edit<IPv4Address> = .keep
    package var bootFiles: [BootFileEdit] = []

    package init() {}

    package var isEmpty: Bool { options.isEmpty && nextServer == .keep && bootFiles.isEmpty }
}

extension NetworkSettings {
    /// Changes what the machines of a role are told; `nil`: what every machine is.
    mutating func apply(_ edits: GuestEdits, forRole role: String?) throws(RegistryError) {
        guard let role else { return apply(edits) }
        let name = try Names.checkLabel(role, .role).lowercased()
        roles[name, default: GuestSettings()].apply(edits)
        if roles[name]?.isEmpty == true { roles[name] = nil }
    }

    /// Changes what every machine of the network is told. Routers and name servers have a place of their own, whichever
    /// way they are set.
    mutating func apply(_ edits: GuestEdits) {
        var rest = edits
        rest.options = edits.options.filter { edit in
            switch edit {
            case .set(let setting) where setting.code == .router && !setting.isForced:
                routers = setting.addresses
            case .set(let setting) where setting.code == .domainNameServer && !setting.isForced:
                nameServers = setting.addresses
            case .remove(.router):
                routers = []
                return true
            case .remove(.domainNameServer):
                nameServers = []
                return true
            default:
                return true
            }
            return false
        }
        guest.apply(rest)
    }
}

extension OptionSetting {
    /// The value as addresses, which it is once it was checked.
    var addresses: [IPv4Address] {
        let octets = octets
        return stride(from: 0, to: octets.count, by: 4).compactMap { IPv4Address(wire: octets[$0...].prefix(4)) }
    }
}
