import Addresses
import Foundation
import Registry
import Testing

@testable import Kits

@Suite("Identity variables")
struct IdentityTests {
    private func variables(_ kit: EnvironmentKit) -> [String: String] {
        Dictionary(IdentityVariables(kit).all.map { ($0.name, $0.value) }) { first, _ in first }
    }

    @Test("A clone says which it is, where its machines are and what it should be called outside (R93)")
    func clone() throws {
        let orders = #"[{"name":"orders","kind":"postgresql","host":"db.contoso.com","port":5432,"note":null}]"#
        let found = variables(try Samples.shop(dependencies: orders))
        #expect(
            found == [
                "LAB_ENV": "shop-qa1", "LAB_CLONE": "shop-qa1", "LAB_CLONE_ID": "3f9ac21e07bd", "LAB_ORIGIN": "shop",
                "LAB_DOMAIN": "lab.contoso.com", "WEB_SERVER": "\(Samples.webAlias).lab.contoso.com",
                "DB_SERVER": "\(Samples.dbAlias).lab.contoso.com", "LAB_ORDERS_KIND": "postgresql",
                "LAB_ORDERS_HOST": "db.contoso.com", "LAB_ORDERS_PORT": "5432",
                "LAB_ORDERS_DATABASE": "orders_3f9ac21e07bd", "LAB_ORDERS_USER": "orders_3f9ac21e07bd",
            ])
    }

    @Test("An original is no clone and has no origin; the variables are there and empty, for scripts with set -u")
    func original() throws {
        let found = variables(try Samples.shop("shop", origin: nil))
        #expect(found["LAB_ENV"] == "shop")
        #expect(found["LAB_CLONE"] == "")
        #expect(found["LAB_ORIGIN"] == "")
    }

    @Test(
        "A machine's name never becomes a variable that a shell or a tool obeys",
        arguments: [
            ("web-server", "WEB_SERVER"), ("path", "LAB_MACHINE_PATH"), ("ld-preload", "LAB_MACHINE_LD_PRELOAD"),
            ("https-proxy", "LAB_MACHINE_HTTPS_PROXY"), ("lab-env", "LAB_MACHINE_LAB_ENV"),
            ("bash-env", "LAB_MACHINE_BASH_ENV"), ("2nd", "LAB_MACHINE_2ND"), ("dc1", "DC1"),
        ])
    func obeyed(machine: String, variable: String) throws {
        #expect(variables(try Samples.shop(machine: machine))[variable] == "\(Samples.webAlias).lab.contoso.com")
    }

    @Test("Two names that would be one variable are both there")
    func numbered() throws {
        // Dependency `a` with its HOST, and dependency `a-host` with its KIND, are no clash; machines cannot clash either.
        let kit = try Samples.shop(
            machine: "lab-orders-host",
            dependencies:
                #"[{"name":"machine-lab-orders","kind":"smtp","host":"mail.contoso.com","port":null,"note":null}]"#)
        let found = variables(kit)
        #expect(found["LAB_MACHINE_LAB_ORDERS_HOST"] == "\(Samples.webAlias).lab.contoso.com")
        #expect(found["LAB_MACHINE_LAB_ORDERS_HOST_2"] == "mail.contoso.com")
        #expect(found["LAB_MACHINE_LAB_ORDERS_PORT"] == nil)
    }

    @Test(
        "A suggested name fits the strictest of the common databases: 30 octets, a letter first, no hyphen",
        arguments: [
            "orders", "order-history", "2nd-store", String(repeating: "a", count: 63), "order-history-archive-1",
        ])
    func suggestedName(dependency: String) {
        let name = SuggestedName.database(for: dependency, cloneID: "3f9ac21e07bd")
        #expect(name.wholeMatch(of: /[a-z][a-z0-9_]{0,29}/) != nil)
        #expect(name.hasSuffix("_3f9ac21e07bd"))
    }

    @Test("Suggested names of dependencies that begin alike are different")
    func suggestedNames() {
        let names = (1...50).map { SuggestedName.database(for: "order-history-archive-\($0)", cloneID: "3f9ac21e07bd") }
        #expect(Set(names).count == 50)
        #expect(SuggestedName.database(for: "order-history", cloneID: "3f9ac21e07bd") == "order_history_3f9ac21e07bd")
    }

    @Test(
        "dotenv: what is not plain is quoted as a shell reads it",
        arguments: [
            ("VSLM-1.lab.contoso.com", "VSLM-1.lab.contoso.com"), ("", ""), ("a b", "'a b'"), ("$(id)", "'$(id)'"),
            ("a#b", "'a#b'"), ("it's", #""it's""#), (#"it's "$1" `x` \"#, #""it's \"\$1\" \`x\` \\""#),
            (#"a\b"#, #""a\\b""#),
        ])
    func dotenvValue(text: String, expected: String) {
        #expect(VariableText.dotenvValue(text) == expected)
    }

    @Test(
        "shell: everything between apostrophes, and an apostrophe outside of them",
        arguments: [("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#), ("'\u{301}", #"''\''"# + "\u{301}'")])
    func shellWord(text: String, expected: String) {
        #expect(Array(VariableText.shellWord(text).utf8) == Array(expected.utf8))
    }

    @Test("The three forms say the same")
    func forms() throws {
        let variables = IdentityVariables(try Samples.shop())
        #expect(VariableText.dotenv(variables).hasPrefix("LAB_ENV=shop-qa1\nLAB_CLONE=shop-qa1\n"))
        #expect(VariableText.shell(variables).hasPrefix("export LAB_ENV='shop-qa1'\nexport LAB_CLONE='shop-qa1'\n"))
        let object = try RegistryJSON.decode([String: String].self, from: .init(VariableText.json(variables).utf8))
        #expect(object == self.variables(try Samples.shop()))
    }
}
