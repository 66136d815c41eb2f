import Addresses
import DNSWire
import Testing

/// Names in questions (RFC 1035 §3.1, §4.1.4) and their hashes.
@Suite struct QueryNameTests {
    static let key = NameHashKey(key0: 1, key1: 2)

    @Test("A name's labels and the hash of every ancestor are found in one pass")
    func labels() throws {
        let name = try #require(DomainName("VSLM-1.lab.contoso.com"))
        let octets: [UInt8] = [0xFF, 0xFF] + name.wire + [0xFF]
        var found = QueryName()
        let isName = found.read(octets.span, at: 2)
        #expect(isName)
        found.hash(octets.span, at: 2, with: Self.key)
        #expect(found.labelCount == 4)
        #expect(found.length == name.wire.count)
        #expect((0...4).map { found.start(of: $0) } == [0, 7, 11, 19, 23])
        var ancestor: DomainName? = name
        for label in 0...4 {
            #expect(found.hash(from: label) == ancestor.map { Self.key.hash($0) })
            ancestor = ancestor?.parent
        }
    }

    @Test("The hash does not depend on the case of letters")
    func letterCase() throws {
        let hashes = ["LAB.Contoso.com", "lab.contoso.COM"].map { text in
            var name = QueryName()
            let octets = DomainName(text)?.wire ?? []
            guard name.read(octets.span, at: 0) else { return UInt64(0) }
            name.hash(octets.span, at: 0, with: Self.key)
            return name.hash(from: 0)
        }
        #expect(hashes[0] == hashes[1] && hashes[0] != 0)
    }

    @Test("127 labels and 255 octets are the most a name has")
    func longest() {
        let most = [UInt8](repeatElement([1, 97], count: 127).joined()) + [0]
        #expect(most.count == 255)
        #expect(Self.labelCount(most) == 127)
        let more = [UInt8](repeatElement([1, 97], count: 128).joined()) + [0]
        #expect(Self.labelCount(more) == nil)
        let long = [UInt8](repeatElement([63] + [UInt8](repeating: 97, count: 63), count: 4).joined()) + [0]
        #expect(Self.labelCount(long) == nil)
    }

    static func labelCount(_ octets: [UInt8]) -> Int? {
        var name = QueryName()
        return name.read(octets.span, at: 0) ? name.labelCount : nil
    }

    @Test(
        "A compression pointer, a reserved length and a cut-off name are no names",
        arguments: [
            [0xC0, 0x0C], [3, 97, 98, 99, 0xC0, 0x00], [0x40, 97, 0], [0x80, 97, 0], [3, 97, 98], [1, 97], [],
        ] as [[UInt8]])
    func broken(octets: [UInt8]) {
        #expect(Self.labelCount(octets) == nil)
    }
}
