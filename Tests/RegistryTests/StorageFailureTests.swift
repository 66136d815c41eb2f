import Addresses
import GRDB
import Logging
import Testing

@testable import Registry

@Suite("A disk that fails")
struct StorageFailureTests {
    private let registry: TestRegistry
    private let record = RecordingPublication.Record()
    private let thread: WriterThread
    private let mac: MACAddress
    private let address = IPv4Address(10, 86, 51, 61)

    init() throws {
        registry = try TestRegistry()
        try registry.addLab()
        mac = try #require(registry.createShop().machines[0].public?.mac)
        thread = try WriterThread(
            owner: Owner.acquire(registry.file, as: .serve), mailbox: Mailbox(), clock: registry.clock,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, publication: RecordingPublication(record))
    }

    private func bind() throws(LeaseCommitError) {
        let now = registry.clock.seconds
        let lease = Lease(
            mac: mac, address: address, network: NetworkID(rawValue: 1), machine: MachineID(rawValue: 1), state: .bound,
            starts: now, expires: now + 600, clientIdentifier: nil)
        thread.book.begin()
        thread.book.apply(.put(lease))
        // Enough history that the file must grow, whatever it has left of pages that are free.
        let event = LeaseEvent(kind: .leaseBegan, mac: mac, detail: String(repeating: "x", count: 1_000_000))
        try thread.commit([.put(lease), .event(event)])
    }

    /// From now on the file may not grow, as on a full disk. The limit is this connection's and ends with it.
    private func fillDisk() throws {
        try thread.write { store in
            let pages = try Int.fetchOne(store.database, sql: "PRAGMA page_count") ?? 0
            try store.database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
    }

    @Test("A lease that could not be committed was never given; the next one is, on what was read again")
    func lease() throws {
        try fillDisk()
        #expect(throws: LeaseCommitError.storage) { try bind() }
        #expect(thread.book.lease(of: mac) == nil)
        #expect(record.address(of: "web-server", in: "shop") == nil)
        #expect(thread.store.isBroken && thread.store.isFailing)
        #expect(thread.counters.now.isFailing && thread.counters.now.failures == 1)
        #expect(throws: LeaseCommitError.storage) { try bind() }
        #expect(thread.book.lease(of: mac) == nil)

        #expect(thread.recoverIfNeeded())
        #expect(thread.store.isFailing, "that it opens again does not say that it can be written")
        try bind()
        #expect(!thread.store.isFailing)
        #expect(!thread.counters.now.isFailing)
        #expect(thread.book.lease(of: mac)?.address == address)
        #expect(record.address(of: "web-server", in: "shop") == address)
    }

    @Test("A verb that could not be committed says that the disk is full, and changed nothing")
    func verb() throws {
        try fillDisk()
        let machines = (1...200).map { MachineSpecification(name: "m\($0)") }
        guard case .failure(let error) = thread.perform(CreateEnvironment(environment: "big", machines: machines))
        else {
            Issue.record("the disk was not full")
            return
        }
        #expect(error == .file(.full(path: registry.file.path)))
        #expect(record.names == ["shop"])
        #expect(throws: Never.self) {
            try thread.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1")).get()
        }
        #expect(record.names == ["shop", "shop-qa1"])
    }

    @Test("A broken file is opened again at most once a second")
    func retry() throws {
        try fillDisk()
        #expect(throws: LeaseCommitError.storage) { try bind() }
        #expect(thread.recoverIfNeeded())
        try fillDisk()
        #expect(throws: LeaseCommitError.storage) { try bind() }
        #expect(!thread.recoverIfNeeded())
        registry.pass(seconds: 1)
        #expect(thread.recoverIfNeeded())
    }
}
