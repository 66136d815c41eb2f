internal import Addresses
internal import DHCPWire
internal import GRDB

/// What guests are told, in the database.
extension Transaction {
    private static let tables = ["network_router", "network_option", "network_next_server", "network_boot_file"]

    func routers(of network: NetworkID, first: IPv4Address?) throws -> [IPv4Address] {
        guard let first else { return [] }
        let others = try Row.fetchAll(
            database, sql: "SELECT address FROM network_router WHERE network = ? ORDER BY ordinal",
            arguments: [network])
        return try [first] + others.map { try $0.value("address") }
    }

    func replaceGuestSettings(of network: NetworkID, _ settings: NetworkSettings) throws {
        for table in Self.tables {
            try database.execute(sql: "DELETE FROM \(table) WHERE network = ?", arguments: [network])
        }
        for (ordinal, router) in settings.routers.enumerated().dropFirst() {
            try database.execute(
                sql: "INSERT INTO network_router (network, ordinal, address) VALUES (?, ?, ?)",
                arguments: [network, ordinal, router])
        }
        try insert(settings.guest, role: "", of: network)
        for (role, guest) in settings.roles { try insert(guest, role: role, of: network) }
    }

    private func insert(_ guest: GuestSettings, role: String, of network: NetworkID) throws {
        for option in guest.options {
            try database.execute(
                sql: "INSERT INTO network_option (network, role, code, value, forced) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    network, role, Int64(option.code.rawValue), option.value.description, option.isForced,
                ])
        }
        if let server = guest.nextServer {
            try database.execute(
                sql: "INSERT INTO network_next_server (network, role, address) VALUES (?, ?, ?)",
                arguments: [network, role, server])
        }
        for boot in guest.bootFiles {
            try database.execute(
                sql: "INSERT INTO network_boot_file (network, role, architecture, file) VALUES (?, ?, ?, ?)",
                arguments: [network, role, boot.architecture.rawValue.map(Int64.init) ?? -1, boot.file])
        }
    }

    func readGuestSettings(of network: NetworkID, into settings: inout NetworkSettings) throws {
        for row in try rows("network_option", "code", network) {
            let code: Int64 = try row.value("code")
            guard let code = UInt8(exactly: code), let value = OptionValue(try row.value("value") as String) else {
                throw RegistryError.request(.refused(reason: "option \(code) of network \(network.rawValue) is none"))
            }
            let setting = OptionSetting(
                code: DHCPOptionCode(rawValue: code), value: value, isForced: try row.value("forced"))
            try settings.changeGuest(of: row) { $0.options.append(setting) }
        }
        for row in try rows("network_next_server", "role", network) {
            let address: IPv4Address = try row.value("address")
            try settings.changeGuest(of: row) { $0.nextServer = address }
        }
        for row in try rows("network_boot_file", "architecture", network) {
            let architecture = BootArchitecture(UInt16(exactly: try row.value("architecture") as Int64))
            let file = BootFile(architecture: architecture, file: try row.value("file"))
            try settings.changeGuest(of: row) { $0.bootFiles.append(file) }
        }
    }

    private func rows(_ table: String, _ order: String, _ network: NetworkID) throws -> [Row] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM \(table) WHERE network = ? ORDER BY \(order)", arguments: [network])
    }
}

extension NetworkSettings {
    fileprivate mutating func changeGuest(of row: Row, _ change: (inout GuestSettings) -> Void) throws {
        let role: String = try row.value("role")
        if role.isEmpty { change(&guest) } else { change(&roles[role, default: GuestSettings()]) }
    }
}
