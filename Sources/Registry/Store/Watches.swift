internal import Addresses
internal import GRDB

/// Whose a public MAC is, and what is known of it, in the database.
extension Transaction {
    /// The machine whose public interface has the MAC.
    func publicMachine(of mac: MACAddress) throws -> (environment: String, machine: String)? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT environment.name AS environment, machine.name AS machine FROM public_interface
                JOIN machine ON machine.id = public_interface.machine
                JOIN environment ON environment.id = machine.environment WHERE mac = ?
                """, arguments: [mac]
        ).map { try ($0.value("environment"), $0.value("machine")) }
    }

    func watch(of mac: MACAddress) throws -> MACWatch? {
        try Row.fetchOne(
            database, sql: "SELECT held_until, suspect_until FROM mac_watch WHERE mac = ?", arguments: [mac]
        ).map { try MACWatch(heldUntil: $0.value("held_until"), suspectUntil: $0.value("suspect_until")) }
    }
}
