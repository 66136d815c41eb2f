import Addresses
import Foundation
import GRDB
import Testing

@testable import Registry

@Suite("Leases as verbs see them")
struct LeaseVerbTests {
    private let registry: TestRegistry
    private let web: PublicInterfaceAnswer

    /// `shop`, whose web-server has been leased 10.86.51.61 for 600 s.
    init() throws {
        registry = try TestRegistry()
        try registry.addLab()
        web = try #require(registry.createShop().machines[0].public)
        try registry.bind(web.mac, value("10.86.51.61"), machine: 1)
    }

    @Test("A lease is listed with the names of whose it is, and shown by address and by MAC")
    func list() throws {
        let listed = try registry.perform(ListLeases())
        #expect(listed.count == 1)
        let lease = try #require(listed.first)
        #expect(lease.state == .bound)
        #expect(lease.environment == "shop" && lease.machine == "web-server")
        #expect(lease.fqdn == web.fqdn)
        #expect(lease.clientIdentifier == "FF-00-01")
        #expect(lease.expires.rawValue - lease.starts.rawValue == 600)
        #expect(try registry.perform(ShowLease(key: .address(value("10.86.51.61")))) == lease)
        #expect(try registry.perform(ShowLease(key: .mac(web.mac))) == lease)
        #expect(try registry.perform(ListLeases(environment: "shop")) == listed)
        let shown = try registry.perform(ShowEnvironment(environment: "shop")).machines[0].public
        #expect(shown?.address == lease.address && shown?.leaseExpires == lease.expires)
        #expect(try registry.perform(ListEnvironments()).first?.leasedCount == 1)
    }

    @Test("A list in JSON is octet for octet the list, and for a table a part of it")
    func json() throws {
        // Machine, host and guest, with and without a client identifier, and with one of no octets.
        try registry.perform(
            AddHost(host: "printer", mac: value("00-1B-A9-00-00-01"), address: value("10.86.51.20")))
        try registry.bind(value("00-1B-A9-00-00-01"), value("10.86.51.20"))
        try registry.bind(value("02-00-00-00-00-01"), value("10.86.51.30"))
        let db = try #require(registry.perform(ShowEnvironment(environment: "shop")).machines[1].public)
        try registry.bind(db.mac, value("10.86.51.101"), machine: 2)
        try registry.sql { database in
            try database.execute(sql: "UPDATE lease SET client_identifier = NULL WHERE machine = 1")
            try database.execute(sql: "UPDATE lease SET client_identifier = x'' WHERE machine = 2")
        }
        try registry.perform(CreateEnvironment(environment: "idle", machines: [MachineSpecification(name: "web")]))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for environment in [nil, "shop", "idle"] {
            let list = ListLeases(environment: environment)
            let expected = try encoder.encode(registry.perform(list))
            #expect(try registry.perform(InJSON(list)) == expected)
        }
        let brief = try registry.perform(InJSON(ListLeases(isBrief: true)))
        let shown = try #require(JSONSerialization.jsonObject(with: brief) as? [[String: Any]])
        let whole = try registry.perform(ListLeases())
        #expect(shown.map { $0["machine"] as? String } == whole.map(\.machine))
        #expect(shown.map { $0["host"] as? String } == whole.map(\.host))
        #expect(shown.map { $0["environment"] as? String } == whole.map(\.environment))
        #expect(shown.map { $0["address"] as? String } == whole.map(\.address.description))
        #expect(shown.map { $0["mac"] as? String } == whole.map(\.mac.description))
        #expect(shown.map { $0["state"] as? String } == whole.map(\.state.rawValue))
        #expect(shown.map { $0["expires"] as? String } == whole.map(\.expires.description))
    }

    @Test("A lease that is over is expired, and its machine has no address")
    func expired() throws {
        registry.pass(seconds: 600)
        #expect(try registry.perform(ListLeases()).first?.state == .expired)
        #expect(try registry.perform(ShowEnvironment(environment: "shop")).machines[0].public?.address == nil)
    }

    @Test("R17: deleting the environment ends its leases in the same transaction, and says what rests until when")
    func delete() throws {
        registry.pass(seconds: 100)
        let answer = try registry.perform(DeleteEnvironment(environment: "shop"))
        let end = UTCTime(rawValue: registry.now.rawValue + 500 + 600)
        #expect(answer.machineCount == 2)
        #expect(answer.resting.map(\.machine) == ["web-server", "db-server"])
        #expect(try answer.resting[0].address == value("10.86.51.61"))
        #expect(answer.resting[0].addressUntil == end && answer.resting[0].macUntil == end)
        #expect(answer.resting[1].address == nil)
        #expect(answer.resting[1].macUntil == UTCTime(rawValue: registry.now.rawValue + 600))
        #expect(try registry.perform(ListLeases()).isEmpty)
        let network = try registry.perform(ShowNetwork(network: "lab"))
        #expect(network.addresses == PoolUse(total: 201, used: 0, resting: 1))
        #expect(network.macs == PoolUse(total: 256, used: 0, resting: 2))
    }

    @Test("A lease released by hand ends with its tie; the address rests, the machine stays")
    func release() throws {
        let answer = try registry.perform(ReleaseLease(key: .address(value("10.86.51.61"))))
        #expect(answer.mac == web.mac && answer.machine == "web-server")
        #expect(answer.restsUntil == UTCTime(rawValue: registry.now.rawValue + 1200))
        #expect(registry.refusal(of: ShowLease(key: .mac(web.mac))) == .lookup(.noLease(.mac(web.mac))))
        #expect(try registry.perform(ShowEnvironment(environment: "shop")).machines.count == 2)
    }

    @Test("History tells beginnings and ends, oldest first, also of what is gone")
    func history() throws {
        registry.pass(seconds: 60)
        try registry.perform(DeleteEnvironment(environment: "shop"))
        let byMAC = try registry.perform(LeaseHistory(key: .mac(web.mac)))
        #expect(byMAC.map(\.kind) == ["machine.added", "lease.began", "lease.ended", "machine.removed"])
        #expect(byMAC.allSatisfy { $0.environment == "shop" && $0.machine == "web-server" && $0.alias == web.alias })
        let byAddress = try registry.perform(LeaseHistory(key: .address(value("10.86.51.61"))))
        #expect(byAddress.map(\.kind) == ["lease.began", "lease.ended"])
    }

    @Test(
        "Whois finds a machine by alias, readable name, address and MAC",
        arguments: [
            "alias", "alias.lab.contoso.com", "WEB-SERVER.shop", "web-server.shop.lab.contoso.com.", "10.86.51.61",
            "mac",
        ])
    func whois(text: String) throws {
        let text = text.replacing("alias", with: web.alias.uppercased()).replacing("mac", with: web.mac.description)
        let answers = try registry.perform(WhoIs(subject: WhoIsSubject(text)))
        #expect(answers.count == 1)
        #expect(answers.first?.name == "web-server" && answers.first?.environment == "shop")
        #expect(answers.first?.fqdn == web.fqdn)
        #expect(try answers.first?.address == value("10.86.51.61"))
    }

    @Test("A private address belongs to a machine of every clone")
    func whoisPrivate() throws {
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        let answers = try registry.perform(WhoIs(subject: WhoIsSubject("192.168.23.2")))
        #expect(answers.map(\.environment) == ["shop", "shop-qa1"])
        #expect(answers.allSatisfy { $0.match == .private && $0.name == "db-server" })
        #expect(
            registry.refusal(of: WhoIs(subject: WhoIsSubject("web-server.shop.other.example")))?.code == "not-found")
    }

    @Test("Whois at a time in the past answers from the history")
    func whoisThen() throws {
        let then = registry.now
        registry.pass(seconds: 60)
        try registry.perform(DeleteEnvironment(environment: "shop"))
        registry.pass(seconds: 60)
        for text in ["10.86.51.61", web.mac.description, web.alias, "web-server.shop.lab.contoso.com"] {
            let answers = try registry.perform(WhoIs(subject: WhoIsSubject(text), at: then))
            #expect(answers.map(\.environment) == ["shop"])
            #expect(try answers.first?.address == value("10.86.51.61"))
            #expect(registry.refusal(of: WhoIs(subject: WhoIsSubject(text), at: registry.now))?.code == "not-found")
        }
    }

    @Test("A range that would strand a live lease is refused; a tie that nobody uses is cut")
    func stranding() throws {
        let set = try SetNetwork(network: "lab", range: value("10.86.51.100-10.86.51.250"))
        #expect(
            try registry.refusal(of: set)
                == .network(.strandsLeases(network: "lab", addresses: [value("10.86.51.61")], count: 1)))
        registry.pass(seconds: 600)
        try registry.perform(set)
        #expect(try registry.perform(ListLeases()).isEmpty)
    }
}
