import Addresses
import DNSWire
import Testing

/// Replies, as a client reads them (RFC 1035 §4.1).
@Suite struct DNSReplyTests {
    private static let name = Array("\u{3}www\u{3}lab\u{7}contoso\u{3}com\u{0}".utf8)

    /// `www.lab.contoso.com` is a CNAME for `ftp`, whose A and TXT records come along; names are compressed.
    private static let reply: [UInt8] =
        [0x12, 0x34, 0x84, 0x00, 0, 1, 0, 3, 0, 0, 0, 0] + name + [0, 1, 0, 1]
        + [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 30, 0, 6, 3] + Array("ftp".utf8) + [0xC0, 16]
        + [0xC0, 49, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 10, 86, 51, 63]
        + [0xC0, 49, 0, 16, 0, 1, 0, 0, 0, 30, 0, 6, 2] + Array("a=".utf8) + [0, 1, 98]

    private func read(_ message: [UInt8]) -> DNSReply? {
        DNSReply(readingFrom: message.span)
    }

    @Test("Addresses, names and texts are read, through compression")
    func records() throws {
        let reply = try #require(read(Self.reply))
        #expect(reply.id == 0x1234 && reply.code == .noError && !reply.isTruncated)
        let ftp = try #require(DomainName("ftp.lab.contoso.com"))
        #expect(reply.answers.map(\.type) == [.cname, .a, .txt])
        #expect(reply.answers.map(\.owner) == [DomainName("www.lab.contoso.com"), ftp, ftp])
        #expect(
            reply.answers.map(\.content) == [
                .name(ftp), .address(IPv4Address(10, 86, 51, 63)), .texts([Array("a=".utf8), [], [98]]),
            ])
    }

    @Test("A reply that is cut off anywhere is none, and harms nobody")
    func truncation() {
        for count in 0..<Self.reply.count {
            #expect(read(Array(Self.reply.prefix(count))) == nil, "\(count)")
        }
    }

    @Test("A pointer that leads to itself, forwards, or round and round is no name", arguments: [12, 14, 40, 0x3FFF])
    func pointers(target: Int) {
        let pointer = [UInt8(0xC0 | target >> 8), UInt8(target & 0xFF)]
        // The question's name is a pointer after one label.
        let message: [UInt8] = [0, 0, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97] + pointer + [0, 1, 0, 1]
        #expect(read(message) == nil)
    }

    @Test("A query is no reply; a count is not believed")
    func counts() {
        var message = Self.reply
        message[2] &= 0x7F
        #expect(read(message) == nil)
        message = Self.reply
        message[6] = 0xFF
        #expect(read(message) == nil)
    }

    @Test("A question is asked as RFC 1035 has it")
    func query() throws {
        let name = try #require(DomainName("www.lab.contoso.com"))
        let query = DNSRequest.query(name, .txt, id: 0x1234, isRecursive: true)
        #expect(query == [0x12, 0x34, 0x01, 0, 0, 1, 0, 0, 0, 0, 0, 0] + Self.name + [0, 16, 0, 1])
        var read = QueryName()
        let acceptance = read.accept(query.span)
        guard case .answer(let accepted) = acceptance else {
            Issue.record("\(acceptance)")
            return
        }
        #expect(accepted.type == .txt)
    }
}
