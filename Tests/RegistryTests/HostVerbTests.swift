import Addresses
import GRDB
import Testing

@testable import Registry

@Suite("Hosts as verbs see them")
struct HostVerbTests {
    private let registry: TestRegistry
    private let printer: MACAddress

    /// The lab with the host `printer` at .20, guests from .30 to .39, and `shop`.
    init() throws {
        registry = try TestRegistry()
        var settings = try TestRegistry.lab()
        settings.guestRange = try value("10.86.51.30-10.86.51.39")
        settings.routers = try [value("10.86.51.1")]
        try registry.perform(AddNetwork(network: "lab", settings: settings))
        try registry.createShop()
        printer = try value("00-1B-A9-12-34-56")
        try registry.perform(AddHost(host: "printer", mac: printer, address: value("10.86.51.20")))
    }

    private func lease(_ mac: MACAddress, _ address: IPv4Address, machine: Int64? = nil) throws {
        try registry.bind(mac, address, machine: machine)
    }

    private func add(_ host: String, _ mac: String, _ address: String) throws -> AddHost {
        try AddHost(host: host, mac: value(mac), address: value(address))
    }

    private func webMAC() throws -> MACAddress {
        try #require(try registry.perform(ShowEnvironment(environment: "shop")).machines[0].public?.mac)
    }

    @Test("A host is listed and shown with its name, and counted by its network")
    func list() throws {
        let host = try registry.perform(ShowHost(host: "PRINTER"))
        #expect(host.name == "printer" && host.network == "lab" && host.fqdn == "printer.lab.contoso.com")
        #expect(host.mac == printer && host.lease == nil)
        #expect(try registry.perform(ListHosts()) == [host])
        #expect(try registry.perform(ListHosts(network: "lab")) == [host])
        #expect(try registry.perform(ShowNetwork(network: "lab")).hostCount == 1)
        #expect(try registry.perform(CheckRegistry()).counts.hosts == 1)
        #expect(registry.refusal(of: ShowHost(host: "plotter"))?.code == "unknown-host")
    }

    @Test("Its lease is listed under its name, a guest's under none")
    func leases() throws {
        try lease(printer, value("10.86.51.20"))
        try lease(value("02-00-00-00-00-01"), value("10.86.51.30"))
        let leases = try registry.perform(ListLeases())
        #expect(leases.map(\.host) == ["printer", nil])
        #expect(leases.map(\.fqdn) == ["printer.lab.contoso.com", nil])
        #expect(leases.map(\.clientIdentifier) == ["FF-00-01", nil])
        #expect(leases.allSatisfy { $0.environment == nil && $0.machine == nil && $0.state == .bound })
        #expect(try registry.perform(ShowHost(host: "printer")).lease == .bound)
        let network = try registry.perform(ShowNetwork(network: "lab"))
        #expect(network.guestAddresses == PoolUse(total: 10, used: 1, resting: 0))
        #expect(network.addresses == PoolUse(total: 201, used: 0, resting: 0))
    }

    @Test("A host inside the range is none of its addresses")
    func insideRange() throws {
        try registry.perform(add("plotter", "00-1B-A9-12-34-57", "10.86.51.60"))
        try lease(value("00-1B-A9-12-34-57"), value("10.86.51.60"))
        #expect(
            try registry.perform(ShowNetwork(network: "lab")).addresses == PoolUse(total: 200, used: 0, resting: 0))
    }

    @Test(
        "What is somebody else's is refused",
        arguments: [
            ("Printer", "00-1B-A9-12-34-57", "10.86.51.21", "name-taken"),
            ("SHOP", "00-1B-A9-12-34-57", "10.86.51.21", "name-taken"),
            ("vslm-1", "00-1B-A9-12-34-57", "10.86.51.21", "alias-name"),
            ("a.b", "00-1B-A9-12-34-57", "10.86.51.21", "bad-name"),
            ("plotter", "00-1B-A9-12-34-56", "10.86.51.21", "mac-taken"),
            ("plotter", "00-1D-D8-B7-1C-00", "10.86.51.21", "mac-taken"),
            ("plotter", "00-1D-D8-B7-1C-80", "10.86.51.21", "mac-in-pool"),
            ("plotter", "01-1B-A9-12-34-57", "10.86.51.21", "mac-multicast"),
            ("plotter", "00-00-00-00-00-00", "10.86.51.21", "mac-zero"),
            ("plotter", "00-1B-A9-12-34-57", "10.86.51.20", "address-taken"),
            ("plotter", "00-1B-A9-12-34-57", "10.86.51.0", "address-reserved"),
            ("plotter", "00-1B-A9-12-34-57", "10.86.51.255", "address-reserved"),
            ("plotter", "00-1B-A9-12-34-57", "10.86.52.21", "address-outside-network"),
        ])
    func refused(host: String, mac: String, address: String, code: String) throws {
        let before = try registry.dump()
        #expect(try registry.refusal(of: add(host, mac, address))?.code == code)
        #expect(try registry.dump() == before)
    }

    @Test("A private MAC is no host's, and a host's MAC no machine's")
    func privateMAC() throws {
        let inside = try #require(try registry.perform(ShowEnvironment(environment: "shop")).machines[0].private?.mac)
        #expect(try registry.refusal(of: add("plotter", inside.description, "10.86.51.21"))?.code == "mac-taken")
        let specification = MachineSpecification(name: "cache", mac: printer)
        #expect(
            registry.refusal(of: AddMachine(environment: "shop", machine: specification))
                == .machine(.macOfHost(printer, machine: "cache", host: "printer")))
    }

    @Test("An address that is leased is refused until its lease ends, one that rests until its rest does")
    func usedAddress() throws {
        let web = try webMAC()
        try lease(web, value("10.86.51.61"), machine: 1)
        let add = try add("plotter", "00-1B-A9-12-34-57", "10.86.51.61")
        let leased = HostProblem.addressLeased(
            add.address, web, owner: "shop/web-server", until: registry.now.adding(seconds: 600))
        #expect(registry.refusal(of: add) == .host(leased))
        registry.pass(seconds: 600)
        #expect(try registry.perform(add).fqdn == "plotter.lab.contoso.com")
        #expect(try registry.perform(ListLeases()).isEmpty)

        let end = try registry.perform(RemoveHost(host: "plotter")).restsUntil
        #expect(end == registry.now.adding(seconds: 600))
        #expect(registry.refusal(of: add) == .host(.addressResting(add.address, until: end)))
        registry.pass(seconds: 600)
        #expect(try registry.perform(add).name == "plotter")
    }

    @Test("A MAC that rests is no host's until its rest is over")
    func restingMAC() throws {
        let web = try webMAC()
        try registry.perform(DeleteEnvironment(environment: "shop"))
        try registry.perform(
            SetNetwork(network: "lab", macPools: [value("00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF")]))
        let add = try add("plotter", web.description, "10.86.51.21")
        #expect(registry.refusal(of: add) == .host(.macResting(web, until: registry.now.adding(seconds: 600))))
        registry.pass(seconds: 600)
        #expect(try registry.perform(add).mac == web)
    }

    @Test("The router's address may have a name")
    func router() throws {
        #expect(try registry.perform(add("gw", "00-1B-A9-00-00-01", "10.86.51.1")).name == "gw")
    }

    @Test("A guest becomes a host: with its address it keeps its lease, with another it gives its own up")
    func fromGuest() throws {
        try lease(value("02-00-00-00-00-01"), value("10.86.51.30"))
        try lease(value("02-00-00-00-00-02"), value("10.86.51.31"))
        #expect(try registry.perform(add("stays", "02-00-00-00-00-01", "10.86.51.30")).lease == .bound)
        #expect(try registry.perform(add("moves", "02-00-00-00-00-02", "10.86.51.22")).lease == nil)
        #expect(try registry.perform(ListLeases()).map(\.host) == ["stays"])
        // One of ten is no guest's any more, and one rests.
        #expect(
            try registry.perform(ShowNetwork(network: "lab")).guestAddresses
                == PoolUse(total: 9, used: 0, resting: 1))
    }

    @Test("A new network card keeps the address; a new address lets the old one rest")
    func set() throws {
        try lease(printer, value("10.86.51.20"))
        let changed = try registry.perform(SetHost(host: "printer", mac: value("00-1B-A9-12-34-57")))
        #expect(try changed.address == value("10.86.51.20") && changed.lease == nil)
        #expect(
            try registry.perform(SetHost(host: "printer", address: value("10.86.51.21"))).mac
                == value("00-1B-A9-12-34-57"))
        #expect(
            try registry.refusal(of: add("plotter", "00-1B-A9-12-34-58", "10.86.51.20"))?.code == "address-resting")
        #expect(registry.refusal(of: SetHost(host: "printer"))?.code == "nothing-to-set")
        #expect(
            try registry.refusal(of: SetHost(host: "printer", address: value("10.99.0.1")))?.code
                == "address-outside-network")
        let history = try registry.perform(LeaseHistory(key: .address(value("10.86.51.20"))))
        #expect(history.map(\.kind) == ["host.added", "lease.began", "lease.ended", "host.changed"])
        #expect(history.allSatisfy { $0.alias == "printer" })
    }

    @Test("No environment gets a host's name, by whatever way")
    func environments() throws {
        let machines = [MachineSpecification(name: "web")]
        #expect(
            registry.refusal(of: CreateEnvironment(environment: "Printer", machines: machines))
                == .name(.taken(.host, name: "printer", environment: nil)))
        #expect(registry.refusal(of: RenameEnvironment(environment: "shop", newName: "printer"))?.code == "name-taken")
        #expect(registry.refusal(of: CloneEnvironment(environment: "shop", newName: "printer"))?.code == "name-taken")
        try registry.perform(RemoveHost(host: "printer"))
        #expect(try registry.perform(CloneEnvironment(environment: "shop", newName: "printer")).name == "printer")
    }

    @Test("A network with hosts stays, and stays around them")
    func network() throws {
        try registry.perform(DeleteEnvironment(environment: "shop"))
        #expect(
            registry.refusal(of: RemoveNetwork(network: "lab"))
                == .network(.hasHosts(name: "lab", hosts: ["printer"], count: 1)))
        let smaller = try SetNetwork(
            network: "lab", cidr: value("10.86.51.32/27"), range: value("10.86.51.50-10.86.51.60"), routers: [],
            guestRange: .clear)
        #expect(
            registry.refusal(of: smaller)
                == .network(.strandsHosts(network: "lab", hosts: ["printer"], count: 1)))
        let pool = try SetNetwork(network: "lab", macPools: [value("00-1B-A9-12-00-00..00-1B-A9-12-FF-FF")])
        #expect(registry.refusal(of: pool)?.code == "pool-holds-host-mac")
        try registry.perform(RemoveHost(host: "printer"))
        #expect(try registry.perform(RemoveNetwork(network: "lab")).name == "lab")
    }

    @Test("A pool takes over the MACs of guests that are gone, and of none that is there")
    func poolsAndGuests() throws {
        try lease(value("00-1D-D8-B7-1E-05"), value("10.86.51.30"))
        let set = try SetNetwork(
            network: "lab",
            macPools: [value("00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF"), value("00-1D-D8-B7-1E-00..00-1D-D8-B7-1E-FF")])
        #expect(registry.refusal(of: set)?.code == "pool-holds-guest-mac")
        registry.pass(seconds: 600)
        try registry.perform(set)
        #expect(try registry.perform(ListLeases()).isEmpty)
    }

    @Test("A guest range does not leave behind a guest that is there")
    func shrunkenGuestRange() throws {
        try lease(value("02-00-00-00-00-01"), value("10.86.51.30"))
        for set in [
            SetNetwork(network: "lab", guestRange: .clear),
            try SetNetwork(network: "lab", guestRange: .set(value("10.86.51.31-10.86.51.39"))),
        ] {
            #expect(registry.refusal(of: set)?.code == "strands-leases")
        }
        registry.pass(seconds: 600)
        #expect(try registry.perform(SetNetwork(network: "lab", guestRange: .clear)).guestAddresses == nil)
        #expect(try registry.perform(ListLeases()).isEmpty)
        #expect(try registry.perform(ListHosts()).count == 1)
    }

    @Test("A guest whose MAC turns out to be a machine's private one ends as a guest")
    func guestTurnsPrivate() throws {
        let mac: MACAddress = try value("02-00-00-00-00-01")
        try lease(mac, value("10.86.51.30"))
        try registry.perform(AddMachine(environment: "shop", machine: MachineSpecification(name: "cache", mac: mac)))
        #expect(try registry.perform(ListLeases()).isEmpty)
        #expect(
            try registry.perform(ShowNetwork(network: "lab")).guestAddresses
                == PoolUse(total: 10, used: 0, resting: 1))
    }

    @Test("Whois finds a host by name, address and MAC, now and then; a guest while it has a lease")
    func whois() throws {
        let guest: MACAddress = try value("02-00-00-00-00-01")
        try lease(guest, value("10.86.51.30"))
        let then = registry.now
        for text in ["printer", "PRINTER.lab.contoso.com.", "10.86.51.20", printer.description] {
            let answer = try #require(try registry.perform(WhoIs(subject: WhoIsSubject(text))).first)
            #expect(answer.match == .host && answer.name == "printer" && answer.environment == nil)
            #expect(try answer.address == value("10.86.51.20") && answer.mac == printer)
        }
        for text in ["10.86.51.30", guest.description] {
            let answer = try #require(try registry.perform(WhoIs(subject: WhoIsSubject(text))).first)
            #expect(answer.match == .guest && answer.name == guest.description && answer.fqdn == nil)
        }
        registry.pass(seconds: 600)
        try registry.perform(RemoveHost(host: "printer"))
        for text in ["printer", "10.86.51.30", "printer.other.example"] {
            #expect(registry.refusal(of: WhoIs(subject: WhoIsSubject(text)))?.code == "not-found")
        }
        for text in ["printer.lab.contoso.com", "10.86.51.20", printer.description] {
            let answers = try registry.perform(WhoIs(subject: WhoIsSubject(text), at: then))
            #expect(answers.map(\.name) == ["printer"] && answers.map(\.match) == [.host])
        }
        #expect(
            try registry.perform(WhoIs(subject: WhoIsSubject("10.86.51.30"), at: then)).map(\.match) == [.guest])
        #expect(registry.refusal(of: WhoIs(subject: WhoIsSubject("printer"), at: registry.now))?.code == "not-found")
    }

    @Test("A release by hand ends a host's lease; the address stays the host's and does not rest")
    func release() throws {
        try lease(printer, value("10.86.51.20"))
        let answer = try registry.perform(ReleaseLease(key: .mac(printer)))
        #expect(answer.host == "printer" && answer.restsUntil == registry.now)
        #expect(try registry.perform(ListLeases()).isEmpty)
        #expect(try registry.perform(CheckRegistry()).counts.restingAddresses == 0)
    }

    @Test("A host's row that is none is named by check, and skipped")
    func badRow() throws {
        try registry.sql { database in
            try database.execute(sql: "DROP TRIGGER host_is_outside_its_network")
            try database.execute(
                sql: """
                    INSERT INTO host (network, name, mac, address, created) VALUES
                        (1, 'no_label', 0x001BA9000001, 0x0A563315, 0), (1, 'far', 0x001BA9000002, 0x0B000001, 0)
                    """)
        }
        let answer = try registry.perform(CheckRegistry())
        #expect(!answer.fit)
        #expect(answer.badRows.map(\.table) == ["host", "host"])
        #expect(answer.badRows.map(\.row) == ["2", "3"])
    }

    @Test("A network that is named must hold the address")
    func namedNetwork() throws {
        var add = try add("plotter", "00-1B-A9-12-34-57", "10.99.0.1")
        add.network = "lab"
        let outside = try HostProblem.addressOutside(add.address, networks: [value("10.86.51.0/24")])
        #expect(registry.refusal(of: add) == .host(outside))
        add.network = "x"
        #expect(registry.refusal(of: add)?.code == "unknown-network")
    }
}
