import Addresses
import Foundation
import Registry
import Testing

@testable import Kits

@Suite("Connection kits")
struct ExportTests {
    @Test("ssh: HostName is the alias, and HostKeyAlias is named after the original, so that clones share a host key")
    func sshConfiguration() throws {
        let kit = try Samples.shop("shop-qa2", origin: "shop-qa1", original: "shop")
        let text = SSHConfiguration.text(for: [kit], KitOptions(user: try Samples.user("tester"), port: 2222))
        #expect(
            text.split(separator: "\n").dropFirst().map(String.init) == [
                "Host web-server.shop-qa2", "    HostName \(Samples.webAlias).lab.contoso.com",
                "    HostKeyAlias shop-web-server", "    CheckHostIP no", "    User tester", "    Port 2222",
                "Host db-server.shop-qa2", "    HostName \(Samples.dbAlias).lab.contoso.com",
                "    HostKeyAlias shop-db-server", "    CheckHostIP no", "    User tester", "    Port 2222",
            ])
    }

    @Test(
        "ssh: an argument that is not plain stands between quotation marks",
        arguments: [
            ("tester", "tester"), ("alice smith", #""alice smith""#), (#"CONTOSO\alice"#, #""CONTOSO\\alice""#),
            (#"a"b"#, #""a\"b""#), ("a#b", #""a#b""#), ("a\"\u{301}b", "\"a\\\"\u{301}b\""),
        ])
    func sshArgument(text: String, expected: String) {
        #expect(Array(SSHConfiguration.argument(text).utf8) == Array(expected.utf8))
    }

    @Test(
        "A login name is one line without control characters",
        arguments: ["", "a\nHost *", "a\r", "a\u{0}", "a\u{7F}", String(repeating: "a", count: 257)])
    func loginName(text: String) {
        #expect(LoginName(text) == nil)
    }

    @Test("A domain controller is in no kit: nobody can reach it (R87)")
    func domainController() throws {
        let kit = try Samples.shop()
        #expect(kit.reachableMachines.map(\.name) == ["web-server", "db-server"])
        #expect(!SSHConfiguration.text(for: [kit]).contains("dc1"))
        #expect(try !AnsibleInventory([kit]).text.contains("dc1"))
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("Ansible: groups by role, environment and origin; every host's variables in _meta")
    func ansible() throws {
        let kits = [try Samples.shop("shop", origin: nil), try Samples.shop("shop-qa1")]
        let options = KitOptions(user: try Samples.user(#"CONTOSO\alice"#))
        let inventory = try object(AnsibleInventory(kits, options).text)
        func hosts(_ group: String) -> [String]? { (inventory[group] as? [String: Any])?["hosts"] as? [String] }
        #expect(Set(inventory.keys) == ["_meta", "web", "env_shop", "env_shop_qa1", "origin_shop"])
        #expect(hosts("web") == ["web-server.shop", "web-server.shop-qa1"])
        #expect(hosts("env_shop_qa1") == ["web-server.shop-qa1", "db-server.shop-qa1"])
        #expect(hosts("origin_shop") == ["web-server.shop-qa1", "db-server.shop-qa1"])
        let meta = try #require(inventory["_meta"] as? [String: Any])
        let variables = try #require(meta["hostvars"] as? [String: [String: Any]])
        #expect(variables.count == 4)
        let web = try #require(variables["web-server.shop-qa1"])
        #expect(web["ansible_host"] as? String == "\(Samples.webAlias).lab.contoso.com")
        #expect(web["ansible_user"] as? String == #"CONTOSO\alice"#)
        #expect(web["ansible_ssh_common_args"] as? String == "-o HostKeyAlias=shop-web-server -o CheckHostIP=no")
        #expect(web["lab_clone_id"] as? String == "3f9ac21e07bd")
        #expect(web["lab_private_address"] as? String == "192.168.23.1")
        #expect(web["ansible_port"] == nil)
    }

    @Test(
        "Ansible: a group's name is an identifier, and no role takes the place of another group",
        arguments: [
            ("front-end", "front_end"), ("Web", "web"), ("all", "role_all"), ("ungrouped", "role_ungrouped"),
            ("env-shop", "role_env_shop"), ("origin-shop", "role_origin_shop"), ("2nd", "role_2nd"),
        ])
    func ansibleGroup(role: String, group: String) throws {
        let inventory = try object(AnsibleInventory([Samples.shop(role: role)]).text)
        #expect((inventory[group] as? [String: Any])?["hosts"] as? [String] == ["web-server.shop-qa1"])
    }

    @Test("Prometheus: one entry for each machine; labels that would be empty are not there")
    func prometheus() throws {
        let text = try PrometheusTargets([Samples.shop(), Samples.shop("shop", origin: nil)]).text
        let entries = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(
            entries.map { $0["targets"] as? [String] }.prefix(2) == [
                ["\(Samples.webAlias).lab.contoso.com:9100"], ["\(Samples.dbAlias).lab.contoso.com:9100"],
            ])
        #expect(
            entries.map { $0["labels"] as? [String: String] } == [
                ["env": "shop-qa1", "clone": "shop-qa1", "origin": "shop", "role": "web", "machine": "web-server"],
                ["env": "shop-qa1", "clone": "shop-qa1", "origin": "shop", "machine": "db-server"],
                ["env": "shop", "role": "web", "machine": "web-server"], ["env": "shop", "machine": "db-server"],
            ])
        #expect(try PrometheusTargets([], KitOptions(port: 9182)).text == "[\n\n]\n")
        #expect(try PrometheusTargets([Samples.shop()], KitOptions(port: 9182)).text.contains(":9182\""))
    }

    @Test("RDP: a file for each machine, its lines ended by CR LF")
    func remoteDesktop() throws {
        let options = KitOptions(user: try Samples.user(#"CONTOSO\alice"#), port: 3390)
        let files = RemoteDesktopFiles.files(for: [try Samples.shop()], options)
        #expect(files.map(\.name) == ["web-server.shop-qa1.rdp", "db-server.shop-qa1.rdp"])
        #expect(
            String(decoding: files[0].octets, as: UTF8.self) == """
                full address:s:\(Samples.webAlias).lab.contoso.com\r
                alternate full address:s:\(Samples.webAlias).lab.contoso.com\r
                prompt for credentials:i:1\r
                server port:i:3390\r
                username:s:CONTOSO\\alice\r\n
                """)
    }

    @Test("RDP: a name beyond ASCII is written as the Windows client does, in UTF-16 with its mark")
    func remoteDesktopBeyondASCII() throws {
        let files = RemoteDesktopFiles.files(
            for: [try Samples.shop()], KitOptions(user: try Samples.user("Jürgen")))
        #expect(files[0].octets.starts(with: [0xFF, 0xFE, UInt8(ascii: "f"), 0]))
        let units = stride(from: 2, to: files[0].octets.count, by: 2).map {
            UInt16(files[0].octets[$0]) | UInt16(files[0].octets[$0 + 1]) << 8
        }
        #expect(String(decoding: units, as: UTF16.self).hasSuffix("username:s:Jürgen\r\n"))
    }

    private let block = """
        # namesake export: begin
        10.86.51.63    \(Samples.webAlias).lab.contoso.com web-server.shop-qa1.lab.contoso.com web-server.shop-qa1
        # namesake export: end

        """

    @Test("hosts: the machines that have an address now, between two marks")
    func desktopHosts() throws {
        #expect(DesktopHosts.text(for: [try Samples.shop()]) == block)
    }

    @Test("hosts: a second export replaces the block and touches nothing else")
    func mergedHosts() throws {
        func merged(_ block: String, _ file: String) throws -> String {
            String(decoding: try DesktopHosts.merged(block, into: Array(file.utf8)), as: UTF8.self)
        }
        let before = "127.0.0.1 localhost\n"
        let after = "# the end, without a line break"
        #expect(try merged(block, "") == block)
        #expect(try merged(block, before) == before + block)
        #expect(try merged(block, after) == after + "\n" + block)
        let old = "# namesake export: begin\n10.86.51.99 gone\n# namesake export: end\n"
        #expect(try merged(block, before + old + after) == before + block + after)
        #expect(try merged(block, before + block + after) == before + block + after)
        #expect(try merged(block, before + old + after + "\n" + old) == before + block + after + "\n")
        let windows = "127.0.0.1 localhost\r\n"
        let ended = block.split(separator: "\n").map { $0 + "\r\n" }.joined()
        #expect(try merged(block, windows) == windows + ended)
        #expect(try merged(block, windows + ended) == windows + ended)
    }

    @Test("hosts: a block that does not end is refused, because where it ends is not known")
    func unendedHosts() {
        #expect(throws: DesktopHosts.UnendedBlock(line: 2)) {
            try DesktopHosts.merged(
                block, into: Array("127.0.0.1 localhost\n# namesake export: begin\n10.0.0.1 a\n".utf8))
        }
    }

    @Test("JSON: what `env show` prints, and who the environment is")
    func document() throws {
        let document = try object(EnvironmentDocument(Samples.shop()).text)
        #expect(document["name"] as? String == "shop-qa1")
        #expect(document["original"] as? String == "shop")
        #expect(document["cloneID"] as? String == "3f9ac21e07bd")
        #expect(document["domain"] as? String == "lab.contoso.com")
        #expect((document["machines"] as? [Any])?.count == 3)
    }
}
