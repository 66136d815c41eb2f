internal import Addresses
internal import DHCPWire

/// What machines may be told.
enum OptionRules {
    /// How many octets all options of a machine may take together. The largest reply is 1,472 octets; 240 are its fixed
    /// fields, and what the server itself says and repeats needs the rest.
    static let capacity = 1024
    /// The length of option 67, the longest place for a boot file.
    static let longestBootFile = 255
    /// How many roles of a network may be told something of their own.
    static let roleLimit = 64

    static func check(_ edits: GuestEdits) throws(RegistryError) {
        for edit in edits.options {
            switch edit {
            case .set(let setting): try check(setting)
            case .remove(let code): try checkSettable(code)
            }
        }
    }

    /// What is to be told as a whole, to the network's machines and to those of each role.
    static func check(_ settings: NetworkSettings) throws(RegistryError) {
        guard settings.roles.count <= roleLimit else {
            throw .option(.tooManyRoles(settings.roles.count, limit: roleLimit))
        }
        let all = [(role: String?.none, guest: settings.guest)] + settings.roles.map { ($0.key, $0.value) }
        for (role, guest) in all {
            for setting in guest.options { try check(setting) }
            if let server = guest.nextServer, !server.isUnicastHost { throw .option(.nextServerNotHost(server)) }
            for boot in guest.bootFiles {
                let octets = boot.file.utf8
                guard (1...longestBootFile).contains(octets.count), octets.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
                else {
                    throw .option(.bootFileUnfit(boot.architecture, file: boot.file, limit: longestBootFile))
                }
            }
            let octets = ReplyOptions(settings.replySource(role: guest)).longestReply
            guard octets <= capacity else { throw .option(.tooMuch(octets: octets, limit: capacity, role: role)) }
            for router in guest.option(.router)?.addresses ?? [] where !settings.cidr.hosts.contains(router) {
                throw .network(.routerOutside(router, cidr: settings.cidr))
            }
            for server in guest.option(.domainNameServer)?.addresses ?? [] where !server.isUnicastHost {
                throw .network(.nameServerNotHost(server))
            }
        }
    }

    private static func check(_ setting: OptionSetting) throws(RegistryError) {
        let code = setting.code
        try checkSettable(code)
        let format = OptionDefinition.of(code)?.format
        guard format?.admits(setting.value, of: code) != false else {
            throw .option(.notOfFormat(code, value: setting.value.text(natural: format?.kind)))
        }
        guard !setting.isForced || code != .ipv6OnlyPreferred else { throw .option(.neverForced(code)) }
    }

    private static func checkSettable(_ code: DHCPOptionCode) throws(RegistryError) {
        guard !code.isDecidedByServer else { throw .option(.decidedByServer(code)) }
    }
}
