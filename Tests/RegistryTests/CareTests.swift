import Addresses
import Foundation
import GRDB
import Migrations
import Testing

@testable import Registry

@Suite("Taking care of a registry: backups and repairs")
struct CareTests {
    @Test("A backup is one file that says what the registry says, and stays when the registry changes")
    func backup() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        let before = try registry.dump()
        let answer = try registry.perform(BackupRegistry())
        try registry.perform(DeleteEnvironment(environment: "shop"))

        #expect(answer.taken == registry.now)
        let size = try FileManager.default.attributesOfItem(atPath: answer.copy)[.size] as? Int
        #expect(answer.bytes == size)
        #expect(try Self.dump(answer.copy) == before)
        #expect(try Self.journalMode(answer.copy) == "delete")
        let beside = registry.leftovers.filter { $0.hasPrefix("namesake.sqlite.copy-") }
        #expect(beside == [URL(fileURLWithPath: answer.copy).lastPathComponent])
    }

    @Test("A backup goes to a file of its own: it replaces an earlier one, and nothing else")
    func targets() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        let target = registry.folder.appendingPathComponent("backup").path
        for _ in 0..<2 {
            let copy = try registry.perform(BackupRegistry()).copy
            try BackupFile(path: target, of: registry.file).place(copy)
            #expect(try BackupFile(path: target, of: registry.file).check().counts.networks == 1)
        }
        #expect(throws: RegistryError.file(.backupOnto(path: registry.file.path, isRegistry: true))) {
            try BackupFile(path: registry.file.path, of: registry.file)
        }
        let letter = RegistryFile(path: registry.folder.appendingPathComponent("letter").path).path
        try Data("Dear Sir".utf8).write(to: URL(fileURLWithPath: letter))
        #expect(throws: RegistryError.file(.backupOnto(path: letter, isRegistry: false))) {
            try BackupFile(path: letter, of: registry.file)
        }
        #expect(try String(contentsOfFile: letter, encoding: .utf8) == "Dear Sir")
    }

    @Test("A registry of an older version is kept beside the one that takes its next step, once")
    func migration() throws {
        let registry = try TestRegistry()
        let last = try #require(Migration.all.last)
        try registry.makeOlder(before: last.name)
        let before = try registry.dump()

        #expect(try registry.perform(ListNetworks()).isEmpty)
        let kept = "\(registry.file.path).before-\(last.name)"
        #expect(try Self.dump(kept) == before)
        try registry.addLab()
        #expect(try Self.dump(kept) == before)
        #expect(registry.leftovers == ["namesake.sqlite", "namesake.sqlite.before-\(last.name)"])
    }

    @Test("A new registry needs no backup")
    func new() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        #expect(registry.leftovers == ["namesake.sqlite"])
    }

    @Test("A registry that is fit is not repaired, and nothing is written into its history")
    func fit() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        let before = try registry.dump()
        let answer = try registry.perform(RepairRegistry())
        #expect(answer.repaired.isEmpty)
        #expect(answer.check.fit)
        #expect(try registry.dump() == before)
    }

    @Test("What the server learns by itself is forgotten where it cannot be read")
    func badRows() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.sql { database in
            try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try database.execute(sql: "INSERT INTO mac_watch (mac) VALUES (-5)")
            try database.execute(
                sql: "INSERT INTO resting_address (address, network, until, reason) VALUES (5, 1, 0, 'released')")
        }
        #expect(try registry.perform(CheckRegistry()).badRows.count == 2)
        let answer = try registry.perform(RepairRegistry())
        #expect(answer.repaired.count == 2)
        #expect(answer.check.fit)
        #expect(answer.check.counts.machines == 2)
        let told = try registry.sql {
            try String.fetchAll($0, sql: "SELECT detail FROM event WHERE kind = 'registry.repaired'")
        }
        #expect(told.count == 1)
        #expect(told.first?.contains("mac_watch") == true)
    }

    @Test("A row whose parent is gone goes the way the schema says; a machine stays, and is named")
    func orphans() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.sql { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: "INSERT INTO alias (name, machine) VALUES ('VSLM-lost', 4711)")
            try database.execute(
                sql:
                    "INSERT INTO resting_address (address, network, until, reason) VALUES (167772165, 99, 0, 'released')"
            )
            try database.execute(sql: "UPDATE machine SET environment = 77 WHERE name = 'db-server'")
        }
        let answer = try registry.perform(RepairRegistry())
        #expect(answer.repaired.count == 2)
        #expect(answer.check.damage.count == 1)
        #expect(answer.check.damage.first?.contains("machine") == true)
        #expect(!answer.check.fit)
        let aliases = try registry.sql {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM alias WHERE name = 'VSLM-lost' AND machine IS NULL")
        }
        #expect(aliases == 1)
    }

    @Test("An index that does not say what its table says is made anew")
    func index() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.sql { database in
            try database.execute(sql: "PRAGMA writable_schema = ON")
            try database.execute(
                sql: """
                    UPDATE sqlite_schema SET sql = replace(sql, '(private_mac)', '(private_address)')
                    WHERE name = 'machine_by_private_mac'
                    """)
        }
        #expect(try registry.perform(CheckRegistry()).damage.isEmpty == false)
        let answer = try registry.perform(RepairRegistry())
        #expect(answer.repaired == ["made the indexes anew from their tables"])
        #expect(answer.check.fit)
    }

    private static func dump(_ path: String) throws -> [String] {
        let copy = try TestRegistry()
        try FileManager.default.copyItem(atPath: path, toPath: copy.file.path)
        return try copy.dump()
    }

    private static func journalMode(_ path: String) throws -> String? {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    }
}
