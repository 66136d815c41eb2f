import Addresses
import GuestFiles
import Testing

@Suite("The hosts file")
struct HostsFileTests {
    private static let line = "192.168.23.2    db-server.lab.contoso.com db-server"

    private func entries() throws -> [HostsEntry] { try Article.webServer().hosts }

    private func adding(to text: String) throws -> String {
        String(decoding: try HostsFile(Array(text.utf8)).with(try entries()), as: UTF8.self)
    }

    @Test("R44: the line is the article's, with the short name that nothing else gives Linux")
    func articleLine() throws {
        #expect(try entries().map(\.line) == [Self.line])
        #expect(HostsBlock.text(of: try entries()).split(separator: "\n").contains(Substring(Self.line)))
        #expect(HostsBlock.text(of: []) == "")
    }

    @Test(
        "Everything but the block stays, octet for octet, and the block goes without a trace",
        arguments: [
            "", "\n", "127.0.0.1 localhost\n", "127.0.0.1 localhost", "127.0.0.1 localhost\r\n::1 localhost\r\n",
            "no line break at the end\r", "\n\n\n", "# a comment\n\n10.0.0.1\tprinter # ours\n",
        ])
    func reversible(text: String) throws {
        let octets = Array(text.utf8)
        let with = try HostsFile(octets).with(try entries())
        #expect(with.starts(with: octets))
        #expect(String(decoding: with, as: UTF8.self).split(whereSeparator: \.isNewline).contains(Substring(Self.line)))
        #expect(try HostsFile(with).withoutBlock == octets)
        // Again is the same.
        #expect(try HostsFile(with).with(try entries()) == with)
        #expect(try HostsFile(with).with([]) == octets)
    }

    @Test("What is no UTF-8 stays as well")
    func octets() throws {
        let octets: [UInt8] = [0xFF, 0xFE, 0x00, 0x0A, 0xC3]
        let with = try HostsFile(octets).with(try entries())
        #expect(with.starts(with: octets))
        #expect(try HostsFile(with).withoutBlock == octets)
    }

    @Test("A block is replaced where it stands, with what was written behind it")
    func inPlace() throws {
        let before = "127.0.0.1 localhost\n# BEGIN namesake, of another version\nold\n# END namesake\n10.0.0.9 mine\n"
        let after = try adding(to: before)
        #expect(after.hasPrefix("127.0.0.1 localhost\n# BEGIN namesake"))
        #expect(after.hasSuffix("# END namesake\n10.0.0.9 mine\n"))
        #expect(!after.contains("old"))
        #expect(try HostsFile(Array(after.utf8)).withoutBlock == Array("127.0.0.1 localhost\n10.0.0.9 mine\n".utf8))
    }

    @Test("A line break that the block needed stays when lines follow the block")
    func followedBlock() throws {
        let with = try adding(to: "127.0.0.1 localhost") + "10.0.0.9 mine\n"
        #expect(try HostsFile(Array(with.utf8)).withoutBlock == Array("127.0.0.1 localhost\n10.0.0.9 mine\n".utf8))
    }

    @Test("A block that was appended twice is one afterwards")
    func twice() throws {
        let block = HostsBlock.text(of: try entries())
        #expect(try adding(to: "a\n" + block + "b\n" + block + "c\n") == "a\n" + block + "b\nc\n")
    }

    @Test("Half a block is refused with its line")
    func broken() throws {
        #expect(throws: HostsFileProblem.unended(line: 2)) { try HostsFile(Array("a\n# BEGIN namesake\nb\n".utf8)) }
        #expect(throws: HostsFileProblem.unended(line: 1)) {
            try HostsFile(Array("# BEGIN namesake\n# BEGIN namesake\n# END namesake\n".utf8))
        }
        #expect(throws: HostsFileProblem.unbegun(line: 3)) { try HostsFile(Array("a\nb\n# END namesake".utf8)) }
    }
}
