import Addresses
import GRDB
import Testing

@testable import Registry

@Suite("Environments and clones")
struct EnvironmentTests {
    private func shop() throws -> TestRegistry {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        return registry
    }

    @Test("R45, R46: private addresses are given in order from 192.168.23.1")
    func privateAddresses() throws {
        let registry = try shop()
        let shop = try registry.perform(ShowEnvironment(environment: "SHOP"))
        #expect(try shop.machines.map { $0.private?.address } == [value("192.168.23.1"), value("192.168.23.2")])
        try registry.perform(AddMachine(environment: "shop", machine: MachineSpecification(name: "app-server")))
        try registry.perform(RemoveMachine(environment: "shop", machine: "web-server"))
        let later = try registry.perform(ShowEnvironment(environment: "shop"))
        #expect(try later.machines.map { $0.private?.address } == [value("192.168.23.2"), value("192.168.23.3")])
    }

    @Test("R50, R52: private MACs are locally administered, unicast, different, and no hypervisor's")
    func privateMACs() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        let many = try registry.perform(
            CreateEnvironment(environment: "many", machines: (1...200).map { MachineSpecification(name: "m\($0)") }))
        let macs = many.machines.compactMap { $0.private?.mac }
        #expect(Set(macs).count == 200)
        for mac in macs {
            #expect(mac.isLocallyAdministered && !mac.isMulticast)
            #expect(mac.prefix != 0x525400 && mac.prefix != 0x0A0027)
        }
    }

    @Test("R56: an alias is VSLM and 8, 17 and 8 lower-case hexadecimal digits")
    func aliasForm() throws {
        let registry = try shop()
        for machine in try registry.perform(ShowEnvironment(environment: "shop")).machines {
            let outside = try #require(machine.public)
            #expect(outside.alias.wholeMatch(of: /VSLM-[0-9a-f]{8}-[0-9a-f]{17}-[0-9a-f]{8}/) != nil)
            #expect(outside.fqdn == outside.alias + ".lab.contoso.com")
            #expect(outside.address == nil && outside.leaseExpires == nil)
        }
    }

    @Test("R34, R36: a clone is the same inside and different outside")
    func cloneIdentity() throws {
        let registry = try shop()
        let shop = try registry.perform(ShowEnvironment(environment: "shop"))
        let clone = try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        #expect(clone.origin == EnvironmentOrigin(environment: "shop", snapshot: nil))
        #expect(clone.machines.map(\.name) == ["web-server", "db-server"])
        #expect(clone.machines.map(\.role) == ["web", "db"])
        #expect(clone.machines.map(\.private) == shop.machines.map(\.private))
        let macs = (shop.machines + clone.machines).compactMap { $0.public?.mac }
        let aliases = (shop.machines + clone.machines).compactMap { $0.public?.alias }
        #expect(Set(macs).count == 4)
        #expect(Set(aliases).count == 4)
        let second = try registry.perform(CloneEnvironment(environment: "shop-qa1", newName: "shop-qa2"))
        #expect(second.origin == EnvironmentOrigin(environment: "shop-qa1", snapshot: nil))
        #expect(second.machines.map(\.private) == shop.machines.map(\.private))
    }

    @Test("R61, R62: public MACs are the lowest never used, then the longest rested, never one whose rest is not over")
    func publicMACs() throws {
        let registry = try TestRegistry()
        try registry.addLab(pool: "00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-02")
        func create(_ name: String) throws -> MACAddress? {
            try registry.perform(CreateEnvironment(environment: name, machines: [MachineSpecification(name: "m")]))
                .machines.first?.public?.mac
        }
        #expect(try create("a") == value("00-1D-D8-B7-1C-00"))
        #expect(try create("b") == value("00-1D-D8-B7-1C-01"))
        let rest = try #require(registry.perform(DeleteEnvironment(environment: "b")).resting.first)
        #expect(rest.macUntil == UTCTime(rawValue: registry.now.rawValue + 600))
        #expect(try create("c") == value("00-1D-D8-B7-1C-02"))
        registry.pass(seconds: 10)
        try registry.perform(DeleteEnvironment(environment: "a"))
        #expect(
            registry.refusal(of: CreateEnvironment(environment: "d", machines: [MachineSpecification(name: "m")]))?.code
                == "pool-exhausted")
        registry.pass(seconds: 600)
        #expect(try create("d") == value("00-1D-D8-B7-1C-01"))
        #expect(try create("e") == value("00-1D-D8-B7-1C-00"))
    }

    @Test("R87: a domain controller has a private interface, no public one and no alias")
    func domainController() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        let answer = try registry.perform(
            CreateEnvironment(
                environment: "ad", machines: [MachineSpecification(name: "dc1"), MachineSpecification(name: "web")],
                domainController: "DC1"))
        #expect(answer.machines.map(\.domainController) == [true, false])
        #expect(answer.machines[0].private != nil && answer.machines[0].public == nil)
        #expect(registry.refusal(of: FindAlias(environment: "ad", machine: "dc1"))?.code == "no-alias")
        #expect(try registry.perform(FindAlias(environment: "ad")).machine == "web")
        let clone = try registry.perform(CloneEnvironment(environment: "ad", newName: "ad2"))
        #expect(clone.machines[0].domainController && clone.machines[0].public == nil)
    }

    @Test("A machine's role changes, and nothing else of it; its clones keep theirs")
    func role() throws {
        let registry = try shop()
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        let before = try registry.perform(ShowEnvironment(environment: "shop"))
        let after = try registry.perform(SetMachine(environment: "shop", machine: "WEB-server", role: "front"))
        #expect(after.machines.map(\.role) == ["front", "db"])
        #expect(after.machines.map(\.private) == before.machines.map(\.private))
        #expect(after.machines.map(\.public) == before.machines.map(\.public))
        #expect(try registry.perform(ShowEnvironment(environment: "shop-qa1")).machines.map(\.role) == ["web", "db"])
        let none = try registry.perform(SetMachine(environment: "shop", machine: "web-server", role: ""))
        #expect(none.machines.map(\.role) == ["", "db"])
        for (machine, role, code) in [("cache", "web", "unknown-machine"), ("web-server", "we_b", "bad-name")] {
            let refusal = registry.refusal(of: SetMachine(environment: "shop", machine: machine, role: role))
            #expect(refusal?.code == code)
        }
    }

    @Test("A renamed environment keeps its aliases, and its clones say its new name")
    func rename() throws {
        let registry = try shop()
        let before = try registry.perform(ShowEnvironment(environment: "shop"))
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        let after = try registry.perform(RenameEnvironment(environment: "shop", newName: "store"))
        #expect(after.machines == before.machines)
        #expect(try registry.perform(ShowEnvironment(environment: "shop-qa1")).origin?.environment == "store")
        #expect(try registry.perform(RenameEnvironment(environment: "store", newName: "Store")).name == "Store")
    }

    @Test("An environment whose clone is there can be deleted; the aliases of the deleted are never given again")
    func delete() throws {
        let registry = try shop()
        let aliases = try registry.perform(ShowEnvironment(environment: "shop")).machines.compactMap {
            $0.public?.alias
        }
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        try registry.perform(DeleteEnvironment(environment: "shop"))
        #expect(try registry.perform(ListEnvironments()).map(\.name) == ["shop-qa1"])
        let kept = try registry.sql { try String.fetchSet($0, sql: "SELECT name FROM alias WHERE machine IS NULL") }
        #expect(kept == Set(aliases))
    }

    @Test("R43, R44: the hosts lines are those of the other machines")
    func hosts() throws {
        let lines = try shop().perform(HostsLines(environment: "shop", machine: "web-server"))
        #expect(lines.map(\.line) == ["192.168.23.2    db-server.lab.contoso.com db-server"])
    }

    @Test("The JSON of an environment is the contract's, nulls included")
    func json() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        let answer = try registry.perform(
            CreateEnvironment(
                environment: "shop",
                machines: [
                    MachineSpecification(name: "web-server", role: "web", mac: value("02-5B-0F-11-22-33")),
                    MachineSpecification(name: "dc1", isDomainController: true),
                ]))
        let alias = try #require(answer.machines[0].public?.alias)
        let dc = try #require(answer.machines[1].private?.mac)
        let json = String(decoding: try RegistryJSON.encode(answer), as: UTF8.self)
        #expect(
            json == """
                {"dependencies":[],"description":null,"directory":null,"expiring":false,"isolation":"dual-interface","machines":[{\
                "domainController":false,"name":"web-server",\
                "private":{"address":"192.168.23.1","mac":"02-5B-0F-11-22-33"},"public":{"address":null,\
                "alias":"\(alias)","fqdn":"\(alias).lab.contoso.com","leaseExpires":null,"mac":"00-1D-D8-B7-1C-00"},\
                "role":"web"},{"domainController":true,"name":"dc1","private":{"address":"192.168.23.2","mac":"\(dc)"},\
                "public":null,"role":""}],"name":"shop","network":"lab","origin":null,"owner":null,"status":{\
                "cause":"web-server: no server answers for this registry, so its alias is not published","machines":[{\
                "cause":"no server answers for this registry, so its alias is not published","name":"web-server",\
                "remedy":"start `namesake serve`","state":"Not ready"},{\
                "cause":"a domain controller has nothing outside its environment","name":"dc1","remedy":null,\
                "state":"Ready"}],"remedy":"start `namesake serve`","state":"Not ready"},"tags":{},"until":null}
                """)
        #expect(try RegistryJSON.decode(EnvironmentAnswer.self, from: RegistryJSON.encode(answer)) == answer)
    }
}
