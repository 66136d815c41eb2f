import Addresses
import Logging

@testable import Registry

/// A registry that is served, with a lease server that does what the test says.
struct ServedRegistry {
    let registry: TestRegistry
    let record = RecordingPublication.Record()
    let source = ScriptedSource()
    let writer: RegistryWriter

    init(_ registry: TestRegistry) async throws {
        self.registry = registry
        let owner = try Owner.acquire(registry.file, as: .serve)
        writer = try RegistryWriter(
            owner: owner, clock: registry.clock, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            publication: { [record] in RecordingPublication(record) })
        try await writer.start()
        try await writer.attach(source)
    }

    @discardableResult
    func perform<V: Verb>(_ verb: V) async throws -> V.Answer {
        try await writer.perform(verb)
    }

    /// The error that a verb is refused with.
    func refusal(of verb: some Verb) async -> RegistryError? {
        do throws(RegistryError) {
            _ = try await writer.perform(verb)
            return nil
        } catch {
            return error
        }
    }

    /// Leases the address to the MAC for 600 s, as an ACK does: a lease that is there is extended.
    func bind(_ mac: MACAddress, _ address: IPv4Address) async {
        await source.turn(of: writer) { turn in
            let lease = Lease(
                mac: mac, address: address, network: NetworkID(rawValue: 1),
                machine: turn.book.interface(of: mac)?.machine, state: .bound, starts: turn.now,
                expires: turn.now + 600, clientIdentifier: nil)
            turn.book.begin()
            turn.book.apply(.put(lease))
            try? turn.commit([.put(lease)])
        }
    }

    /// Writes down what the lease server sees.
    func see(
        _ kind: LeaseEvent.Kind, _ mac: MACAddress, _ address: IPv4Address? = nil, other: MACAddress? = nil
    ) async {
        await source.turn(of: writer) { turn in
            let event = LeaseEvent(
                kind: kind, mac: mac, address: address, network: NetworkID(rawValue: 1),
                machine: turn.book.interface(of: mac)?.machine, otherMAC: other,
                otherMachine: other.flatMap { turn.book.interface(of: $0)?.machine })
            turn.book.begin()
            try? turn.commit([.event(event)])
        }
    }

    /// Lets time pass, and waits until the writer has seen that it did.
    func pass(seconds: Int64) async {
        registry.pass(seconds: seconds)
        await source.turn(of: writer) { _ in }
    }

    /// What the lease server has been told of a MAC.
    func watch(of mac: MACAddress) async -> MACWatch? {
        await source.turn(of: writer) { $0.book.watch(of: mac) }
    }

    func macs(_ environment: String) async throws -> [MACAddress] {
        try await writer.perform(ShowEnvironment(environment: environment)).machines.compactMap { $0.public?.mac }
    }

    func events(_ environment: String) throws -> [String] {
        try registry.events(of: environment)
    }
}
