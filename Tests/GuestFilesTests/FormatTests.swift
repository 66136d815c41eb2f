import Addresses
import GuestFiles
import Testing

@Suite("Files for guests")
struct FormatTests {
    private static let corp = Article.name("corp.contoso.com")

    @Test("R53, R54, R58: systemd-networkd is told both interfaces, the private one by its MAC and first")
    func networkd() throws {
        let state = try Article.webServer()
        #expect(
            state.file("systemd-networkd/10-namesake-private.network") == """
                # Written by namesake for web-server; the same in every clone.
                [Match]
                MACAddress=02:5b:0f:11:22:33

                [Link]
                RequiredForOnline=no

                [Network]
                Address=192.168.23.1/24
                IPv6AcceptRA=no
                LLMNR=yes

                """)
        #expect(
            state.file("systemd-networkd/20-namesake-public.network") == """
                # Written by namesake for web-server; the same in every clone.
                [Match]
                Name=en* eth*

                [Network]
                DHCP=ipv4
                LLMNR=no
                MulticastDNS=no

                [DHCPv4]
                ClientIdentifier=mac
                SendHostname=no
                UseHostname=no
                UseDomains=no

                """)
    }

    @Test("R90: the controller is the name server inside; where its domain is known, for that and nothing else")
    func networkdMember() throws {
        let known = try Article.member(of: Self.corp)
        let unit = try #require(known.file("systemd-networkd/10-namesake-private.network"))
        #expect(
            unit.hasSuffix(
                """
                DNS=192.168.23.3
                Domains=corp.contoso.com ~23.168.192.in-addr.arpa
                DNSDefaultRoute=no

                """))
        #expect(known.file("systemd-networkd/20-namesake-public.network")?.contains("UseDNS") == false)
        let unknown = try Article.member(of: nil)
        let everything = try #require(unknown.file("systemd-networkd/10-namesake-private.network"))
        #expect(everything.hasSuffix("DNS=192.168.23.3\nDomains=~.\nDNSDefaultRoute=yes\n"))
        #expect(unknown.file("systemd-networkd/20-namesake-public.network")?.hasSuffix("UseDNS=no\n") == true)
    }

    @Test("NetworkManager takes the private interface by its MAC, and any other for the public one")
    func networkManager() throws {
        let state = try Article.webServer()
        #expect(
            state.file("NetworkManager/namesake-private.nmconnection") == """
                # Written by namesake for web-server; the same in every clone.
                [connection]
                id=namesake-private
                uuid=6e616d65-7361-8b65-8001-025b0f112233
                type=ethernet
                autoconnect-priority=100
                llmnr=2

                [ethernet]
                mac-address=02:5B:0F:11:22:33

                [ipv4]
                method=manual
                address1=192.168.23.1/24
                never-default=true

                [ipv6]
                method=link-local

                """)
        let other = try #require(state.file("NetworkManager/namesake-public.nmconnection"))
        for line in [
            "interface-name=en*;eth*;", "mac-address-blacklist=02:5B:0F:11:22:33;", "method=auto", "dhcp-client-id=mac",
            "dhcp-send-hostname=false", "llmnr=0", "mdns=0",
        ] {
            #expect(other.split(separator: "\n").contains(Substring(line)))
        }
        #expect(!other.contains("ignore-auto-dns"))
        let member = try Article.member(of: nil)
        #expect(member.file("NetworkManager/namesake-public.nmconnection")?.contains("ignore-auto-dns=true") == true)
        let inside = try #require(member.file("NetworkManager/namesake-private.nmconnection"))
        #expect(inside.contains("dns=192.168.23.3;\ndns-search=~.;\ndns-priority=-100\n"))
        let split = try #require(try Article.member(of: Self.corp).file("NetworkManager/namesake-private.nmconnection"))
        #expect(
            split.contains(
                "dns=192.168.23.3;\ndns-search=corp.contoso.com;~23.168.192.in-addr.arpa;\ndns-priority=10\n"))
    }

    @Test("cloud-init is told one instance id for all clones, the hosts block, and the network in version 2")
    func cloudInit() throws {
        let state = try Article.webServer()
        #expect(
            state.file("cloud-init/meta-data") == """
                # Written by namesake for web-server; the same in every clone.
                instance-id: namesake-025b0f112233
                local-hostname: "web-server"

                """)
        let userData = try #require(state.file("cloud-init/user-data"))
        #expect(userData.hasPrefix("#cloud-config\n"))
        #expect(userData.contains("\n      192.168.23.2    db-server.lab.contoso.com db-server\n"))
        #expect(
            state.file("cloud-init/network-config") == """
                # Written by namesake for web-server; the same in every clone.
                version: 2
                ethernets:
                  private:
                    match: {macaddress: "02:5b:0f:11:22:33"}
                    set-name: private
                    optional: true
                    dhcp4: false
                    dhcp6: false
                    accept-ra: false
                    addresses: ["192.168.23.1/24"]
                  public:
                    match: {name: "e*"}
                    optional: true
                    dhcp4: true
                    dhcp6: false
                    dhcp-identifier: mac
                    dhcp4-overrides:
                      send-hostname: false
                      use-hostname: false
                      use-domains: false

                """)
    }

    @Test("A public interface that is named is matched by its name, and two that have nothing in common by both")
    func namedInterfaces() throws {
        var state = try Article.webServer()
        state.public = PublicSide(interfaces: ["ens4"].compactMap { InterfacePattern($0) })
        #expect(state.file("cloud-init/network-config")?.contains("\n  ens4:\n    match: {name: \"ens4\"}\n") == true)
        #expect(state.file("systemd-networkd/20-namesake-public.network")?.contains("\nName=ens4\n") == true)
        state.public = PublicSide(interfaces: ["ens4", "public*"].compactMap { InterfacePattern($0) })
        let both = try #require(state.file("cloud-init/network-config"))
        #expect(both.contains("\n  ens4:\n") && both.contains("\n  public2:\n    match: {name: \"public*\"}\n"))
        for text in ["", "a b", "en*\n", "e;", "sixteen-letters-", "\"", "en[0-9]", ".."] {
            #expect(InterfacePattern(text) == nil)
        }
    }

    @Test("R87: a domain controller has no public part in any format, and asks itself")
    func controller() throws {
        let files = GuestFileList.all(for: try Article.controller())
        #expect(!files.contains { $0.path.contains("public") })
        for file in files where !file.path.hasPrefix("windows/") {
            #expect(!file.text.contains("dhcp4: true") && !file.text.contains("DHCP="))
        }
        let script = try #require(files.first { $0.path == "windows/namesake.ps1" }?.text)
        #expect(!script.contains("$public") && script.contains("$nameServers = @('192.168.23.3')"))
        let unit = try #require(files.first { $0.path.hasSuffix("private.network") }?.text)
        #expect(unit.contains("DNS=192.168.23.3"))
    }

    @Test("Windows is told the private address, NetBIOS inside only, no registration, and the hosts block")
    func windows() throws {
        let script = try #require(try Article.webServer().file("windows/namesake.ps1"))
        let lines = script.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        #expect(lines.count > 20 && lines.dropLast().allSatisfy { $0.last == UInt8(ascii: "\r") })
        for part in [
            "$privateMac = '02-5B-0F-11-22-33'", "$privateAddress = '192.168.23.1'", "$prefixLength = 24",
            "'192.168.23.2    db-server.lab.contoso.com db-server'", "SetTcpipNetbios", "-Value 2",
            "-RegisterThisConnectionsAddress $false",
        ] {
            #expect(script.contains(part))
        }
        #expect(!script.contains("$nameServers"))
        let member = try #require(try Article.member(of: Self.corp).file("windows/namesake.ps1"))
        #expect(member.contains("$namespaces = @('.corp.contoso.com', '.23.168.192.in-addr.arpa')"))
        #expect(try Article.member(of: nil).file("windows/namesake.ps1")?.contains("$namespaces = @('.')") == true)
    }

    @Test(
        "Reverse zones are of whole octets",
        arguments: [
            (8, "192.in-addr.arpa"), (16, "168.192.in-addr.arpa"), (20, "168.192.in-addr.arpa"),
            (24, "23.168.192.in-addr.arpa"), (30, "23.168.192.in-addr.arpa"),
        ])
    func reverseZones(prefixLength: Int, zone: String) throws {
        var state = try Article.member(of: Self.corp)
        state.private.prefixLength = prefixLength
        #expect(state.file("systemd-networkd/10-namesake-private.network")?.contains("~\(zone)\n") == true)
    }

    @Test("Every file has a known path, and none names anything that is particular to a clone")
    func paths() throws {
        for state in [try Article.webServer(), try Article.controller(), try Article.member(of: nil)] {
            let files = GuestFileList.all(for: state)
            #expect(Set(files.map(\.path)).isSubset(of: GuestFileList.knownPaths))
            #expect(Set(files.map(\.path)).count == files.count)
            for file in files {
                #expect(!file.text.contains("VSLM") && !file.text.contains("shop"))
                // An empty block is no line.
                #expect(file.text.isEmpty || file.text.utf8.last == UInt8(ascii: "\n"))
            }
        }
    }
}
