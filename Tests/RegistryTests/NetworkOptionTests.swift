import Addresses
import DHCPWire
import Testing

@testable import Registry

@Suite("What guests are told is kept as it was said")
struct NetworkOptionTests {
    private func setting(_ code: UInt8, _ text: String, forced: Bool = false) throws -> OptionSetting {
        let code = DHCPOptionCode(rawValue: code)
        let value = try OptionValue(text, natural: OptionDefinition.of(code)?.format.kind)
        return OptionSetting(code: code, value: value, isForced: forced)
    }

    private func edits(_ edits: GuestEdits.OptionEdit...) -> GuestEdits {
        var guest = GuestEdits()
        guest.options = edits
        return guest
    }

    private func lab() throws -> TestRegistry {
        let registry = try TestRegistry()
        try registry.addLab()
        return registry
    }

    private func refusal(_ guest: GuestEdits, role: String? = nil) throws -> RegistryError? {
        let registry = try lab()
        let before = try registry.dump()
        let refusal = registry.refusal(of: SetNetwork(network: "lab", role: role, guest: guest))
        #expect(try registry.dump() == before)
        return refusal
    }

    @Test("Options, next server and boot files of the network and of a role come back, and go again")
    func roundTrip() throws {
        let registry = try lab()
        var guest = edits(
            .set(try setting(119, "lab.contoso.com,contoso.com")), .set(try setting(224, "u8:1,4,u32:2", forced: true)))
        guest.nextServer = .set(try value("10.86.51.4"))
        guest.bootFiles = [
            .set(BootFile(architecture: .any, file: "a")), .set(BootFile(architecture: BootArchitecture(9), file: "b")),
        ]
        try registry.perform(SetNetwork(network: "lab", guest: guest))
        try registry.perform(SetNetwork(network: "lab", role: "Web", guest: edits(.set(setting(42, "10.86.51.9")))))
        let answer = try registry.perform(ShowNetwork(network: "lab"))
        #expect(answer.guest.options.map(\.text) == ["domain-search=lab.contoso.com,contoso.com", "224=u8:1,4,u32:2"])
        #expect(answer.guest.options.map(\.isForced) == [false, true])
        #expect(answer.guest.options.map(\.value) == ["domain:lab.contoso.com,contoso.com", "u8:1,4,u32:2"])
        #expect(try answer.guest.nextServer == value("10.86.51.4"))
        #expect(answer.guest.bootFiles.map { "\($0.architecture)=\($0.file)" } == ["any=a", "uefi=b"])
        #expect(
            answer.roles.map(\.role) == ["web"] && answer.roles.first?.options.map(\.text) == ["ntp-servers=10.86.51.9"]
        )

        var removal = edits(.remove(DHCPOptionCode(rawValue: 119)), .remove(DHCPOptionCode(rawValue: 99)))
        removal.nextServer = .clear
        removal.bootFiles = [.remove(.any)]
        let less = try registry.perform(SetNetwork(network: "lab", guest: removal))
        #expect(
            less.guest.options.map(\.code) == [224] && less.guest.nextServer == nil && less.guest.bootFiles.count == 1)
        let noRole = try registry.perform(
            SetNetwork(network: "lab", role: "web", guest: edits(.remove(DHCPOptionCode(rawValue: 42)))))
        #expect(noRole.roles.isEmpty)
    }

    @Test("A network is added with what machines of a role are told")
    func addedWithRole() throws {
        let registry = try TestRegistry()
        let guest = edits(.set(try setting(42, "10.86.51.9")), .set(try setting(3, "10.86.51.3")))
        var settings = try TestRegistry.lab()
        settings.routers = [try value("10.86.51.1")]
        let answer = try registry.perform(AddNetwork(network: "lab", settings: settings, role: "Web", guest: guest))
        #expect(answer.roles.map(\.role) == ["web"])
        #expect(answer.roles.first?.options.map(\.text) == ["routers=10.86.51.3", "ntp-servers=10.86.51.9"])
        #expect(answer.guest.options.isEmpty && answer.routers == settings.routers)
        #expect(try registry.perform(ShowNetwork(network: "lab")).roles == answer.roles)
        let other = AddNetwork(network: "annex", settings: settings, role: "we b", guest: guest)
        #expect(registry.refusal(of: other)?.code == "bad-name")
    }

    @Test("Several routers; option 3 and 6 of the network are its routers and name servers, however they are set")
    func routers() throws {
        let registry = try lab()
        let two: [IPv4Address] = [try value("10.86.51.1"), try value("10.86.51.2")]
        let answer = try registry.perform(SetNetwork(network: "lab", routers: two))
        #expect(answer.routers == two && answer.router == two.first)
        #expect(try registry.perform(ShowNetwork(network: "lab")).routers == two)
        let other = try registry.perform(
            SetNetwork(
                network: "lab",
                guest: edits(.set(setting(3, "10.86.51.3")), .set(setting(6, "10.86.51.4,10.86.51.5")))))
        #expect(try other.routers == [value("10.86.51.3")] && other.guest.options.isEmpty)
        #expect(try other.nameServers == [value("10.86.51.4"), value("10.86.51.5")])
        let none = try registry.perform(SetNetwork(network: "lab", guest: edits(.remove(.router))))
        #expect(none.router == nil && none.routers.isEmpty)
    }

    @Test(
        "What the server decides cannot be set, nor taken away",
        arguments: [
            0, 1, 12, 28, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 61, 80, 81, 82, 116, 118, 255,
        ] as [UInt8])
    func decidedByServer(code: UInt8) throws {
        let refused = RegistryError.option(.decidedByServer(DHCPOptionCode(rawValue: code)))
        #expect(try refusal(edits(.set(setting(code, "hex:01")))) == refused)
        #expect(try refusal(edits(.remove(DHCPOptionCode(rawValue: code)))) == refused)
    }

    @Test(
        "A value of the wrong kind or length, for the network and for a role",
        arguments: [
            (42, "hex:0a5633"), (42, "text:x"), (108, "299"), (26, "67"), (121, "hex:2100"), (119, "hex:c000"),
        ] as [(UInt8, String)])
    func wrongValue(code: UInt8, text: String) throws {
        #expect(try refusal(edits(.set(setting(code, text))))?.code == "bad-option-value")
        #expect(try refusal(edits(.set(setting(code, text))), role: "web")?.code == "bad-option-value")
    }

    @Test("Option 108 unasked, more than a reply carries, a role that is no name, a router that is elsewhere, bad boot")
    func others() throws {
        #expect(try refusal(edits(.set(setting(108, "1800", forced: true))))?.code == "option-never-forced")
        let long = "text:" + String(repeating: "a", count: 600)
        #expect(try refusal(edits(.set(setting(224, long)), .set(setting(225, long))))?.code == "options-too-long")
        #expect(try refusal(edits(.set(setting(42, "10.86.51.1"))), role: "we b")?.code == "bad-name")
        #expect(try refusal(edits(.set(setting(3, "10.86.52.1"))))?.code == "router-outside-network")
        #expect(try refusal(edits(.set(setting(3, "10.86.52.1"))), role: "web")?.code == "router-outside-network")
        var guest = GuestEdits()
        guest.nextServer = .set(.broadcast)
        #expect(try refusal(guest)?.code == "bad-next-server")
        guest.nextServer = .keep
        guest.bootFiles = [.set(BootFile(architecture: .any, file: "a b"))]
        #expect(try refusal(guest)?.code == "bad-boot-file")
    }

    @Test("Addresses that guests are told are not leased")
    func excluded() throws {
        var settings = try TestRegistry.lab()
        settings.routers = [try value("10.86.51.1"), try value("10.86.51.60")]
        settings.guest.options = [try setting(42, "10.86.51.61"), try setting(121, "10.0.0.0/8 via 10.86.51.62")]
        settings.roles["web"] = GuestSettings()
        settings.roles["web"]?.nextServer = try value("10.86.51.63")
        let record = NetworkRecord(id: NetworkID(rawValue: 1), name: "lab", settings: settings)
        for last in [60, 61, 62, 63] {
            #expect(try record.excludedAddresses.contains(value("10.86.51.\(last)")))
        }
    }
}
