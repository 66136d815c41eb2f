import Addresses
import GRDB
import Testing

@testable import Registry

@Suite("Directories")
struct DirectoryTests {
    private static let corp = DomainName("corp.contoso.com") ?? .root
    private static let head = DomainName("contoso.com") ?? .root

    /// `web-server`, `db-server` and the controller `dc1`, in that order.
    private func forest(_ directory: DirectoryEdits = DirectoryEdits()) throws -> TestRegistry {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.perform(
            CreateEnvironment(
                environment: "forest",
                machines: [MachineSpecification(name: "web-server"), MachineSpecification(name: "db-server")],
                domainController: "dc1", directory: directory))
        return registry
    }

    private func guest(_ machine: String, of environment: String = "forest", in registry: TestRegistry) throws
        -> GuestDescription
    {
        try registry.perform(DescribeGuest(environment: environment, machine: machine))
    }

    @Test("R42, R43: without a domain controller a guest has the other machines' lines and no name server inside")
    func noDirectory() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.perform(
            CreateEnvironment(
                environment: "shop",
                machines: [MachineSpecification(name: "web-server"), MachineSpecification(name: "db-server")]))
        let described = try guest("web-server", of: "shop", in: registry)
        #expect(described.private.address == IPv4Address(192, 168, 23, 1) && described.prefixLength == 24)
        #expect(described.hasPublicInterface && described.nameServers == [] && described.directoryDomain == nil)
        #expect(described.hosts.map(\.line) == ["192.168.23.2    db-server.lab.contoso.com db-server"])
    }

    @Test("R90: members ask the controller; where it answers for their domain, the hosts file is silent")
    func members() throws {
        let unknown = try guest("web-server", in: forest())
        #expect(unknown.nameServers == [IPv4Address(192, 168, 23, 3)] && unknown.directoryDomain == nil)
        #expect(unknown.hosts.map(\.fqdn) == ["db-server.lab.contoso.com", "dc1.lab.contoso.com"])
        let registry = try forest(DirectoryEdits(domain: .set(Self.corp)))
        let known = try guest("web-server", in: registry)
        #expect(known.nameServers == [IPv4Address(192, 168, 23, 3)] && known.directoryDomain == Self.corp)
        #expect(known.hosts == [] && known.domain == Self.corp)
        #expect(try registry.perform(HostsLines(environment: "forest", machine: "web-server")) == [])
    }

    @Test("R87: the controller has no public interface, and asks itself")
    func controller() throws {
        let described = try guest("dc1", in: forest())
        #expect(!described.hasPublicInterface && described.nameServers == [IPv4Address(192, 168, 23, 3)])
    }

    @Test("A domain inside without a controller is what follows the names, and no more")
    func domainOnly() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.perform(
            CreateEnvironment(
                environment: "shop",
                machines: [MachineSpecification(name: "web-server"), MachineSpecification(name: "db-server")],
                directory: DirectoryEdits(domain: .set(Self.corp))))
        let described = try guest("web-server", of: "shop", in: registry)
        #expect(described.hosts.map(\.line) == ["192.168.23.2    db-server.corp.contoso.com db-server"])
        #expect(described.nameServers == [] && described.directoryDomain == nil)
    }

    @Test("A clone's guests are told what the original's are, on another network too")
    func sameInClones() throws {
        let registry = try forest(DirectoryEdits(domain: .set(Self.corp)))
        try registry.perform(
            AddNetwork(
                network: "annex",
                settings: try NetworkSettings(
                    cidr: value("10.86.52.0/24"), range: value("10.86.52.50-10.86.52.250"),
                    domain: value("annex.contoso.com"), macPools: [value("00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF")],
                    privateBlock: value("192.168.40.0/22"))))
        try registry.perform(
            CreateEnvironment(
                environment: "shop", network: "lab",
                machines: [MachineSpecification(name: "web-server"), MachineSpecification(name: "db-server")]))
        for environment in ["forest", "shop"] {
            for (name, network) in [("\(environment)-1", "lab"), ("\(environment)-2", "annex")] {
                try registry.perform(
                    CloneEnvironment(environment: environment, newName: name, network: network))
                var clone = try guest("web-server", of: name, in: registry)
                clone.environment = environment
                #expect(try clone == guest("web-server", of: environment, in: registry))
            }
        }
    }

    @Test("R92: what is joined to a domain outside is not cloned unasked, nor is its clone")
    func outsideDomain() throws {
        let registry = try forest(DirectoryEdits(outsideDomain: .set(Self.head)))
        #expect(
            registry.refusal(of: CloneEnvironment(environment: "forest", newName: "copy"))
                == .directory(.joinedOutside(environment: "forest", domain: Self.head)))
        #expect(try registry.perform(ListEnvironments()).count == 1)
        let copy = try registry.perform(
            CloneEnvironment(environment: "forest", newName: "copy", acceptsOutsideDomain: true))
        #expect(copy.directory?.outsideDomain == Self.head)
        #expect(registry.refusal(of: CloneEnvironment(environment: "copy", newName: "again"))?.code == "outside-domain")
    }

    @Test("R92: what left the domain outside is cloned again")
    func leavesOutsideDomain() throws {
        let registry = try forest(DirectoryEdits(outsideDomain: .set(Self.head)))
        let answer = try registry.perform(
            SetEnvironment(
                environment: "forest", edits: EnvironmentEdits(), directory: DirectoryEdits(outsideDomain: .clear)))
        #expect(answer.directory?.outsideDomain == nil)
        #expect(registry.refusal(of: CloneEnvironment(environment: "forest", newName: "copy")) == nil)
    }

    @Test("R86: a directory with a trust outside is not cloned unasked")
    func trusts() throws {
        let registry = try forest(DirectoryEdits(domain: .set(Self.corp), trusts: .set([Self.head, Self.head])))
        #expect(try registry.perform(ShowEnvironment(environment: "forest")).directory?.trusts == [Self.head])
        #expect(
            registry.refusal(of: CloneEnvironment(environment: "forest", newName: "copy"))
                == .directory(.trustsOutside(environment: "forest", domains: [Self.head])))
        try registry.perform(CloneEnvironment(environment: "forest", newName: "copy", acceptsOutsideDomain: true))
    }

    @Test("What cannot be is refused, and nothing is there afterwards")
    func refusals() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        func refusal(_ edits: DirectoryEdits, controller: String? = "dc1") -> String? {
            registry.refusal(
                of: CreateEnvironment(
                    environment: "forest", machines: [MachineSpecification(name: "web-server")],
                    domainController: controller, directory: edits))?.code
        }
        let corp = Edit.set(Self.corp)
        #expect(refusal(DirectoryEdits(domain: corp, outsideDomain: corp)) == "domain-inside")
        #expect(refusal(DirectoryEdits(domain: corp, trusts: .set([Self.corp]))) == "domain-inside")
        #expect(refusal(DirectoryEdits(trusts: .set([Self.head])), controller: nil) == "no-domain-controller")
        let underscore = try value("a_b.contoso.com") as DomainName
        #expect(refusal(DirectoryEdits(domain: .set(underscore))) == "bad-domain")
        #expect(try registry.perform(ListEnvironments()).isEmpty)
    }

    @Test("Of an environment with a domain controller, the sixth snapshot comes with a warning, and is taken")
    func snapshots() throws {
        let registry = try forest()
        try registry.createShop()
        for number in 1...6 {
            let answer = try registry.perform(TakeSnapshot(environment: "forest", snapshot: "\(number)"))
            #expect(answer.excess == (number > 5 ? SnapshotExcess(snapshots: 6, limit: 5) : nil))
            #expect(try registry.perform(TakeSnapshot(environment: "shop", snapshot: "\(number)")).excess == nil)
        }
    }

    @Test("A deleted environment leaves nothing of its directory")
    func deletion() throws {
        let registry = try forest(DirectoryEdits(domain: .set(Self.corp), trusts: .set([Self.head])))
        try registry.perform(DeleteEnvironment(environment: "forest"))
        let left = try registry.sql {
            try Int.fetchOne(
                $0, sql: "SELECT (SELECT count(*) FROM directory) + (SELECT count(*) FROM directory_trust)")
        }
        #expect(left == 0)
    }
}
