import Addresses
import AliasTable
import Testing

@Suite("The alias table")
struct AliasTableTests {
    let table = AliasTable()
    let domain: DomainName
    let address = IPv4Address(10, 86, 51, 61)

    init() throws {
        domain = try #require(DomainName("lab.contoso.com"))
    }

    private func find(_ text: String) -> AliasSnapshot.Entry? {
        guard let name = DomainName(text), let snapshot = table.snapshot() else { return nil }
        return snapshot.find(name.wire.span, at: 0, hash: table.hashKey.hash(name))
    }

    private func shop(
        _ id: Int64 = 1, _ name: String = "shop", machines: [(Int64, String, String, LeaseWord)]
    ) -> EnvironmentNames {
        EnvironmentNames(
            id: id, name: Array(name.utf8), domain: domain, origin: [],
            machines: machines.map {
                MachineNames(id: $0.0, name: Array($0.1.utf8), alias: Array($0.2.utf8), word: $0.3)
            })
    }

    @Test("finds the alias, the readable name and the environment without regard to case")
    func findsNames() throws {
        let writer = AliasTableWriter(table)
        writer.replace([(1, shop(machines: [(7, "web-server", "VSLM-195ea870-34d87df83883add23-47ab86ff", .none)]))])
        guard case .alias(let slot)? = find("vslm-195EA870-34d87df83883add23-47ab86ff.LAB.contoso.com") else {
            Issue.record("no alias")
            return
        }
        #expect(find("Web-Server.SHOP.lab.contoso.com") == .readable(slot))
        guard case .environment? = find("shop.lab.contoso.com") else {
            Issue.record("no environment")
            return
        }
        #expect(find("web-server.lab.contoso.com") == nil)
        #expect(find("shop.lab.contoso.org") == nil)
        #expect(find("x.web-server.shop.lab.contoso.com") == nil)
    }

    @Test("a lease answers until its second comes, forward and back")
    func leases() throws {
        let writer = AliasTableWriter(table)
        writer.replace([(1, shop(machines: [(7, "web-server", "VSLM-1", .none)]))])
        guard case .alias(let slot)? = find("VSLM-1.lab.contoso.com"), let snapshot = table.snapshot() else {
            Issue.record("no alias")
            return
        }
        #expect(snapshot.lease(of: slot, now: 100) == nil)
        #expect(writer.setLease(of: 7, to: LeaseWord(address: address, expiry: 700)))
        #expect(snapshot.lease(of: slot, now: 699)?.remaining == 1)
        #expect(snapshot.lease(of: slot, now: 699)?.address == address)
        #expect(snapshot.lease(of: slot, now: 700) == nil)
        #expect(snapshot.slot(at: address, now: 699) == slot)
        #expect(snapshot.slot(at: address, now: 700) == nil)
        writer.setLease(of: 7, to: .none)
        #expect(snapshot.slot(at: address, now: 100) == nil)
        #expect(!writer.setLease(of: 8, to: .none))
    }

    @Test("a renamed environment keeps its machines' leases and loses its old names")
    func rename() throws {
        let writer = AliasTableWriter(table)
        let word = LeaseWord(address: address, expiry: 700)
        writer.replace([(1, shop(machines: [(7, "web-server", "VSLM-1", word)]))])
        writer.replace([(1, shop(1, "store", machines: [(7, "web-server", "VSLM-1", word)]))])
        #expect(find("shop.lab.contoso.com") == nil)
        #expect(find("web-server.shop.lab.contoso.com") == nil)
        guard case .readable(let slot)? = find("web-server.store.lab.contoso.com"), let snapshot = table.snapshot()
        else {
            Issue.record("no readable name")
            return
        }
        #expect(snapshot.lease(of: slot, now: 1)?.address == address)
        #expect(snapshot.slot(at: address, now: 1) == slot)
    }

    @Test("a deleted environment is gone forward and back")
    func deletion() {
        let writer = AliasTableWriter(table)
        writer.replace([(1, shop(machines: [(7, "web-server", "VSLM-1", LeaseWord(address: address, expiry: 700))]))])
        writer.replace([(1, nil)])
        #expect(find("VSLM-1.lab.contoso.com") == nil)
        #expect(table.snapshot()?.slot(at: address, now: 1) == nil)
        #expect(writer.machineCount == 0)
    }

    @Test("names survive growth, churn and compaction")
    func growth() {
        let writer = AliasTableWriter(table, leastGarbage: 500)
        func names(_ environment: Int64) -> EnvironmentNames {
            shop(
                environment, "env\(environment)",
                machines: (0..<5).map { (environment * 10 + $0, "m\($0)", "VSLM-\(environment)-\($0)", .none) })
        }
        // The second and third time round every environment is replaced, so the store must be copied more than once.
        for round in Int64(0)..<600 {
            writer.replace([(round % 200, names(round % 200))])
        }
        #expect(writer.machineCount == 1_000)
        for environment in 0..<200 {
            for machine in 0..<5 {
                #expect(find("VSLM-\(environment)-\(machine).lab.contoso.com") != nil)
                #expect(find("m\(machine).env\(environment).lab.contoso.com") != nil)
            }
        }
    }

    private func hosts(_ names: [String], of network: Int64 = 1, at first: UInt8 = 20) -> HostNames {
        HostNames(
            id: network, domain: domain,
            hosts: names.enumerated().map {
                (name: Array($0.element.utf8), address: IPv4Address(10, 86, 51, first + UInt8($0.offset)))
            })
    }

    @Test("hosts stay through a thousand changes that lay everything out anew")
    func hostsAndRebuilding() {
        let writer = AliasTableWriter(table, leastGarbage: 32)
        let long = String(repeating: "p", count: 63)
        writer.replace(hosts: hosts(["printer", long]))
        writer.replace(hosts: hosts(["gone"], of: 2, at: 90))
        writer.replace(hosts: hosts([], of: 2))
        for step in 0..<1_000 as Range<Int64> {
            let id = step % 7
            writer.replace([
                (id, step % 3 == 0 ? nil : shop(id, "e\(id)", machines: [(id, "web", "VSLM-\(step)", .none)]))
            ])
            if step % 5 == 0 { writer.replace(hosts: hosts(["printer", long, "s\(step)"])) }
        }
        for (name, last) in [("PRINTER", 20), (long, 21), ("s995", 22)] as [(String, UInt8)] {
            guard case .host(let slot)? = find("\(name).lab.contoso.com"), let snapshot = table.snapshot() else {
                Issue.record("no host \(name)")
                continue
            }
            let address = IPv4Address(10, 86, 51, last)
            #expect(snapshot.lease(of: slot, now: .max - 1)?.address == address)
            #expect(snapshot.slot(at: address, now: 5) == slot)
            #expect(snapshot.isHost(slot))
        }
        #expect(find("s990.lab.contoso.com") == nil)
        #expect(find("gone.lab.contoso.com") == nil)
    }
}
