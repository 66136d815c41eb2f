import Addresses
import Registry
import Testing

@testable import Kits

@Suite("Imports")
struct ImportTests {
    private func source(_ text: String, _ file: String = "shop.xml") throws -> SourceText {
        try SourceText(file: file, octets: Array(text.utf8))
    }

    private func mac(_ text: String) throws -> MACAddress { try #require(MACAddress(text)) }

    /// What an import is refused with.
    private func problem(
        _ text: String, _ format: ImportFormat, _ rule: PrivateInterfaceRule = .first, _ renames: [ImportRename] = []
    ) -> ImportProblem? {
        do {
            _ = try MachineImport.environment(
                in: [source(text, "file")], format: format, privateInterface: rule, renames: renames)
            return nil
        } catch {
            return error as? ImportProblem
        }
    }

    private let domains = """
        <domain type='kvm' id='3'>
          <name>web-server</name>
          <uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid>
          <metadata><libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
            <libosinfo:os id="http://debian.org/debian/12"/></libosinfo:libosinfo></metadata>
          <devices>
            <interface type='bridge'>
              <mac address='52:54:00:6b:3c:58'/>
              <source bridge='br-lab'/>
              <target dev='vnet1'/>
              <model type='virtio'/>
            </interface>
            <interface type='network'>
              <mac address='52:54:00:11:22:33'/>
              <source network='shop-private' portid='0b9ec6a8' bridge='virbr2'/>
            </interface>
          </devices>
        </domain>
        <domain type='kvm'>
          <name>db-server</name>
          <devices><interface type='network'><mac address='52:54:00:11:22:34'/><source network='shop-private'/></interface>
          </devices>
        </domain>
        """

    @Test(
        "libvirt: several domains in one text; the private MAC is that of the first interface, or on the network named")
    func libvirt() throws {
        let first = try MachineImport.environment(in: [source(domains)], format: .libvirt)
        #expect(first.machines.map(\.specification.name) == ["web-server", "db-server"])
        #expect(try first.machines.map(\.specification.mac) == [mac("52-54-00-6B-3C-58"), mac("52-54-00-11-22-34")])
        #expect(first.machines.map(\.otherInterfaces) == [1, 0])
        #expect(first.machines.map(\.place.description) == ["shop.xml:1", "shop.xml:19"])
        let named = try MachineImport.environment(
            in: [source(domains)], format: .libvirt, privateInterface: .onNetwork("shop-private"))
        #expect(try named.machines.map(\.specification.mac) == [mac("52-54-00-11-22-33"), mac("52-54-00-11-22-34")])
        #expect(named.machines.map(\.attachment) == ["network shop-private", "network shop-private"])
        let bridged = problem(domains, .libvirt, .onBridge("br-lab"))
        #expect(
            bridged
                == .noPrivateInterface(
                    Place(file: "file", line: 19), machine: "db-server", wanted: "bridge br-lab",
                    present: ["network shop-private"]))
    }

    @Test("libvirt: what is no domain, or none that can be read, is refused with its line")
    func badLibvirt() {
        let place = Place(file: "file", line: 1)
        #expect(problem("", .libvirt) == .noMachine(file: "file"))
        #expect(problem("<network><name>default</name></network>", .libvirt) == .notDomain(place, element: "network"))
        #expect(problem("<domain>\n</domain>", .libvirt) == .nameless(place))
        #expect(
            problem(
                "<domain><name>a</name><devices><interface>\n<mac address='52:54:00'/></interface></devices></domain>",
                .libvirt)
                == .badValue(
                    Place(file: "file", line: 2), key: "mac address", text: "52:54:00", expected: "a MAC address"))
        #expect(problem("<domain>\n<name>a", .libvirt) == .syntax(Place(file: "file", line: 2), .endsTooSoon))
        #expect(
            problem("<domain><name>web_server</name></domain>", .libvirt) == .notHostName(place, name: "web_server"))
    }

    private let web = """
        agent: 1
        boot: order=scsi0;net0
        cores: 2
        description: The web server%3A port 80
        ipconfig1: gw=192.168.23.254,ip=192.168.23.11/24
        memory: 2048
        name: web-server
        net1: virtio=BC:24:11:2C:55:A1,bridge=vmbr1,firewall=1
        net0: e1000=BC:24:11:2C:55:A0,bridge=vmbr0,tag=10
        onboot: 1
        scsi0: local-lvm:vm-101-disk-0,size=32G

        [before-upgrade]
        name: web-old
        net0: virtio=BC:24:11:00:00:00,bridge=vmbr9
        """

    @Test("Proxmox: a file for each machine; interfaces in the order of their numbers; snapshots are not looked at")
    func proxmox() throws {
        let db = "name: db-server\nnet0: model=virtio,macaddr=BC:24:11:2C:55:B0,bridge=vmbr1\nipconfig0: ip=dhcp\n"
        let sources = [try source(web, "101.conf"), try source(db, "102.conf")]
        let first = try MachineImport.environment(in: sources, format: .proxmox)
        #expect(first.machines.map(\.specification.name) == ["web-server", "db-server"])
        #expect(try first.machines.map(\.specification.mac) == [mac("BC-24-11-2C-55-A0"), mac("BC-24-11-2C-55-B0")])
        #expect(first.machines.map(\.specification.address) == [nil, nil])
        let named = try MachineImport.environment(in: sources, format: .proxmox, privateInterface: .onBridge("vmbr1"))
        #expect(try named.machines.map(\.specification.mac) == [mac("BC-24-11-2C-55-A1"), mac("BC-24-11-2C-55-B0")])
        #expect(named.machines.map(\.specification.address) == [IPv4Address("192.168.23.11"), nil])
    }

    @Test("Proxmox: what is no configuration is refused with its line")
    func badProxmox() {
        #expect(problem("cores: 2\n", .proxmox) == .nameless(Place(file: "file", line: 1)))
        #expect(
            problem("name: a\nnonsense\n", .proxmox) == .syntax(Place(file: "file", line: 2), .expected("key: value")))
        #expect(problem("name: a\nname: b\n", .proxmox) == .syntax(Place(file: "file", line: 2), .repeated("name")))
        #expect(
            problem("name: a\nnet0: virtio=BC:24:11,bridge=vmbr0\n", .proxmox)
                == .badValue(Place(file: "file", line: 2), key: "net0", text: "BC:24:11", expected: "a MAC address"))
        #expect(
            problem("name: a\nnet0: virtio=BC:24:11:00:00:01\nipconfig0: ip=192.168.23/24\n", .proxmox)
                == .badValue(
                    Place(file: "file", line: 3), key: "ipconfig0", text: "192.168.23", expected: "an IPv4 address"))
    }

    private let adapters = """
        [
            {
                "Name":  "Network Adapter",
                "MacAddress":  "00155D0A0B01",
                "SwitchName":  "Lab",
                "VMName":  "web-server",
                "IPAddresses":  ["10.86.51.61", "fe80::215:5dff:fe0a:b01"]
            },
            {
                "Name":  "Private",
                "MacAddress":  "00155D0A0B02",
                "SwitchName":  "Shop Private",
                "VMName":  "web-server",
                "IPAddresses":  {"value":  ["192.168.23.1"], "Count":  1}
            },
            { "VMName":  null, "MacAddress":  "00155D0A0BFF", "SwitchName":  "Lab" },
            {
                "MacAddress":  "000000000000",
                "SwitchName":  "Shop Private",
                "VMName":  "db-server"
            }
        ]
        """

    @Test("Hyper-V: adapters by the name of their machine; a MAC of zeros is one that has not been given yet")
    func hyperV() throws {
        let found = try MachineImport.environment(
            in: [source(adapters)], format: .hyperV, privateInterface: .onNetwork("Shop Private"))
        #expect(found.machines.map(\.specification.name) == ["web-server", "db-server"])
        #expect(try found.machines.map(\.specification.mac) == [mac("00-15-5D-0A-0B-02"), nil])
        let one = #"{"VMName": "web-server", "MacAddress": "00155D0A0B02", "SwitchName": null}"#
        #expect(try MachineImport.environment(in: [source(one)], format: .hyperV).machines.count == 1)
    }

    @Test("Hyper-V: Windows PowerShell writes files in UTF-16 with a mark")
    func utf16() throws {
        let units = [0xFEFF] + Array(adapters.utf16)
        let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let big = units.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for octets in [little, big, [0xEF, 0xBB, 0xBF] + Array(adapters.utf8)] {
            let source = try SourceText(file: "shop.json", octets: octets)
            #expect(try MachineImport.environment(in: [source], format: .hyperV).machines.count == 2)
        }
        #expect(throws: ImportProblem.notText(file: "a")) { try SourceText(file: "a", octets: [0xFF, 0xFE, 0x41]) }
        #expect(throws: ImportProblem.notText(file: "a")) { try SourceText(file: "a", octets: [0xC3, 0x28]) }
        #expect(throws: ImportProblem.notText(file: "a")) { try SourceText(file: "a", octets: [0x41, 0]) }
    }

    @Test("Hyper-V: a value of the wrong kind is refused with its line")
    func badHyperV() {
        #expect(
            problem("[\n{\"VMName\":\"a\",\n\"MacAddress\":\"00155D\"}]", .hyperV)
                == .badValue(Place(file: "file", line: 3), key: "MacAddress", text: "00155D", expected: "a MAC address")
        )
        #expect(
            problem("[\n{\"VMName\":\n7}]", .hyperV)
                == .syntax(Place(file: "file", line: 3), .expected("text between quotation marks")))
        #expect(
            problem("[{]", .hyperV) == .syntax(Place(file: "file", line: 1), .expected("a key between quotation marks"))
        )
        #expect(problem("[]", .hyperV) == .noMachine(file: "file"))
    }

    @Test("Our own document comes back with the same private side and the same dependencies")
    func roundTrip() throws {
        let orders =
            #"[{"name":"orders","kind":"postgresql","host":"db.contoso.com","port":5432,"note":"it's \"here\""}]"#
        let kit = try Samples.shop(dependencies: orders)
        let imported = try MachineImport.environment(
            in: [source(EnvironmentDocument(kit).text, "shop.json")], format: .json)
        #expect(imported.name == "shop-qa1")
        let machines = imported.machines.map(\.specification)
        #expect(machines.map(\.name) == kit.environment.machines.map(\.name))
        #expect(machines.map(\.role) == kit.environment.machines.map(\.role))
        #expect(machines.map(\.mac) == kit.environment.machines.map { $0.private?.mac })
        #expect(machines.map(\.address) == kit.environment.machines.map { $0.private?.address })
        #expect(machines.map(\.isDomainController) == [false, false, true])
        let target = try #require(DependencyTarget("postgresql:db.contoso.com:5432"))
        #expect(imported.dependencies == [DependencySpecification(name: "orders", on: target, note: #"it's "here""#)])
    }

    @Test("A document that is none is refused with its line")
    func badDocument() {
        #expect(problem("{\n}", .json) == .missing(Place(file: "file", line: 1), key: "machines"))
        #expect(
            problem("{\"machines\":[\n{\"role\":\"web\"}]}", .json)
                == .missing(Place(file: "file", line: 2), key: "name"))
        #expect(
            problem("{\"machines\":[{\"name\":\"a\",\n\"private\":{\"mac\":\"1\"}}]}", .json)
                == .badValue(Place(file: "file", line: 2), key: "mac", text: "1", expected: "a MAC address"))
        #expect(
            problem(
                "{\"machines\":[{\"name\":\"a\"}],\n\"dependencies\":[{\"name\":\"b\",\"kind\":\"x\",\"host\":\"a b\"}]}",
                .json)
                == .badValue(
                    Place(file: "file", line: 2), key: "dependency", text: "x:a b",
                    expected: DependencyTarget.kindOfText))
        #expect(problem("{\"machines\":[],\"isolation\":\"customized\"}", .json) == .customized(file: "file"))
        #expect(problem("[]", .json) == .syntax(Place(file: "file", line: 1), .expected("an object")))
    }

    @Test("A machine can be given another name and a role; one that is not there is refused")
    func renames() throws {
        let rename = try #require(ImportRename("web-server=www:web"))
        let found = try MachineImport.environment(in: [source(domains)], format: .libvirt, renames: [rename])
        #expect(found.machines.map(\.specification.name) == ["www", "db-server"])
        #expect(found.machines.map(\.specification.role) == ["web", ""])
        let odd = try #require(ImportRename("a=b c=web"))
        #expect(odd.old == "a=b c" && odd.new == "web" && odd.role == nil)
        #expect(
            problem(domains, .libvirt, .first, [odd])
                == .unknownRename(name: "a=b c", known: ["web-server", "db-server"]))
        for text in ["a", "=a", "a=", "a=b:"] { #expect(ImportRename(text) == nil) }
    }

    @Test("A text that is cut anywhere is refused or read; it never traps")
    func truncated() {
        for (text, format) in [(domains, ImportFormat.libvirt), (web, .proxmox), (adapters, .hyperV)] {
            let octets = Array(text.utf8)
            for length in stride(from: 0, to: octets.count, by: 3) {
                _ = problem(String(decoding: octets.prefix(length), as: UTF8.self), format)
            }
        }
    }
}
