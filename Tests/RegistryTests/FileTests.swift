import Foundation
import GRDB
import Testing

@testable import Registry

@Suite("The registry's file and its owner")
struct FileTests {
    @Test("A question refuses a registry that is not there, and leaves nothing behind")
    func missing() throws {
        let registry = try TestRegistry()
        #expect(registry.refusal(of: ListNetworks()) == .file(.missing(path: registry.file.path)))
        #expect(registry.leftovers.isEmpty)
    }

    @Test("A first change that is refused leaves no file; one that is not leaves the registry and nothing else")
    func firstChange() throws {
        let registry = try TestRegistry()
        #expect(registry.refusal(of: DeleteEnvironment(environment: "shop"))?.code == "unknown-environment")
        #expect(registry.leftovers.isEmpty)
        try registry.addLab()
        #expect(registry.leftovers == ["namesake.sqlite"])
    }

    @Test("A file that is no SQLite file, or another program's, is refused and not touched")
    func foreign() throws {
        let registry = try TestRegistry()
        let text = Data(String(repeating: "This is not a registry.\n", count: 10).utf8)
        try text.write(to: URL(fileURLWithPath: registry.file.path))
        #expect(registry.refusal(of: ListNetworks()) == .file(.notSQLite(path: registry.file.path)))
        #expect(
            registry.refusal(of: DeleteEnvironment(environment: "x")) == .file(.notSQLite(path: registry.file.path)))
        #expect(try Data(contentsOf: URL(fileURLWithPath: registry.file.path)) == text)

        try FileManager.default.removeItem(atPath: registry.file.path)
        try registry.sql { try $0.execute(sql: "CREATE TABLE bookmark (url TEXT)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: registry.file.path))
        #expect(
            registry.refusal(of: DeleteEnvironment(environment: "x")) == .file(.notRegistry(path: registry.file.path)))
        #expect(try Data(contentsOf: URL(fileURLWithPath: registry.file.path)) == before)
        #expect(registry.leftovers == ["namesake.sqlite"])
    }

    @Test("A registry that a newer version has changed is refused")
    func newer() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.sql { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999-from-the-future')") }
        let expected = RegistryError.file(.newer(path: registry.file.path, migrations: ["9999-from-the-future"]))
        #expect(registry.refusal(of: ListNetworks()) == expected)
        #expect(registry.refusal(of: RemoveNetwork(network: "lab")) == expected)
    }

    @Test("A file without a write permission bit is read-only, also for root; questions are answered")
    func readOnly() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: registry.file.path)
        #expect(registry.refusal(of: RemoveNetwork(network: "lab")) == .file(.readOnly(path: registry.file.path)))
        #expect(try registry.perform(ListNetworks()).map(\.name) == ["lab"])
        #expect(registry.leftovers == ["namesake.sqlite"])
    }

    @Test("A folder that does not exist is named")
    func noFolder() throws {
        let registry = try TestRegistry()
        let file = RegistryFile(path: registry.folder.path + "/none/namesake.sqlite")
        #expect(throws: RegistryError.file(.notDirectory(path: file.lockPath))) {
            try LocalRegistry.perform(RemoveNetwork(network: "lab"), on: file)
        }
    }

    @Test("The connection that writes has synchronous = FULL, WAL and foreign keys")
    func durable() throws {
        let registry = try TestRegistry()
        let queue = try Connections(file: registry.file).writer()
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { database throws in
            #expect(try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2)
            #expect(try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal")
            #expect(try Int.fetchOne(database, sql: "PRAGMA foreign_keys") == 1)
            #expect(try Int64.fetchOne(database, sql: "PRAGMA application_id") == 0x4E6D_536B)
        }
    }

    @Test("A registry that was not closed opens again with everything that was committed")
    func killed() throws {
        let registry = try TestRegistry()
        let copy = try TestRegistry()
        let queue = try Connections(file: registry.file).writer()
        try queue.performChange { database in
            _ = try AddNetwork(network: "lab", settings: TestRegistry.lab())
                .perform(in: Transaction(database, milliseconds: 0))
        }
        // What a kill leaves: the file and its journal, as they are while the connection is open.
        for name in registry.leftovers where !name.hasSuffix("-shm") {
            try FileManager.default.copyItem(
                at: registry.folder.appendingPathComponent(name), to: copy.folder.appendingPathComponent(name))
        }
        try queue.close()
        #expect(copy.leftovers.contains("namesake.sqlite-wal"))
        #expect(try copy.perform(ListNetworks()).map(\.name) == ["lab"])
    }

    @Test("A second serve is refused at once with the first one's process id; a command waits a little, then says so")
    func twoOwners() throws {
        let registry = try TestRegistry()
        let owner = try Owner.acquire(registry.file, as: .serve)
        let path = registry.file.path
        #expect(throws: RegistryError.file(.owned(path: path, pid: getpid()))) {
            try Owner.acquire(registry.file, as: .serve)
        }
        #expect(throws: RegistryError.file(.unanswered(path: path, pid: getpid()))) {
            try Owner.acquire(registry.file, as: .command)
        }
        #expect(Owner.current(of: registry.file) == OwnerIdentity(kind: .serve, pid: getpid()))
        withExtendedLifetime(owner) {}
    }

    @Test("The lock goes with its owner, and its file with it")
    func released() throws {
        let registry = try TestRegistry()
        do {
            let owner = try Owner.acquire(registry.file, as: .serve)
            #expect(try String(contentsOfFile: registry.file.lockPath, encoding: .utf8) == "serve \(getpid())\n")
            withExtendedLifetime(owner) {}
        }
        #expect(registry.leftovers.isEmpty)
        #expect(Owner.current(of: registry.file) == nil)
    }

    @Test("Commands that come at once wait for one another")
    func parallelCommands() async throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<40 {
                group.addTask { try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-\(index)")) }
            }
            try await group.waitForAll()
        }
        let macs = try registry.sql { try Int64.fetchAll($0, sql: "SELECT mac FROM public_interface") }
        #expect(macs.count == 82)
        #expect(Set(macs).count == 82)
    }
}
