import Addresses
import Testing

@Suite("Domain names")
struct DomainNameTests {
    @Test("text and wire form say the same, escapes included (RFC 1035 section 5.1)")
    func text() throws {
        let name = try #require(DomainName("lab.contoso.com"))
        #expect(name.wire == [3] + Array("lab".utf8) + [7] + Array("contoso".utf8) + [3] + Array("com".utf8) + [0])
        #expect(name.description == "lab.contoso.com")
        #expect(DomainName("lab.contoso.com.") == name)
        #expect(DomainName("a\\.b.c")?.labels.map(Array.init) == [Array("a.b".utf8), Array("c".utf8)])
        #expect(DomainName("a\\046b.c")?.description == "a\\.b.c")
        #expect(DomainName(".") == .root)
        for wrong in ["", "a..b", ".a", "a\\25", "a\\999", String(repeating: "a", count: 64)] {
            #expect(DomainName(wrong) == nil, "\(wrong)")
        }
        let long = Array(repeating: String(repeating: "a", count: 63), count: 4).joined(separator: ".")
        #expect(DomainName(long) == nil)
    }

    @Test("names are equal and hash alike without regard to case (RFC 4343)")
    func equality() throws {
        let lower = try #require(DomainName("lab.contoso.com"))
        let upper = try #require(DomainName("LAB.Contoso.COM"))
        #expect(lower == upper)
        #expect(Set([lower, upper]).count == 1)
        let key = NameHashKey(key0: 1, key1: 2)
        #expect(key.hash(lower) == key.hash(upper))
        #expect(key.hash(lower) != NameHashKey(key0: 1, key1: 3).hash(lower))
    }

    @Test("a name is below its ancestors, label by label")
    func ancestry() throws {
        let zone = try #require(DomainName("contoso.com"))
        #expect(try #require(DomainName("lab.CONTOSO.com")).isAtOrBelow(zone))
        #expect(zone.isAtOrBelow(zone))
        #expect(zone.isAtOrBelow(.root))
        #expect(!(try #require(DomainName("labcontoso.com")).isAtOrBelow(zone)))
        #expect(!zone.isAtOrBelow(try #require(DomainName("lab.contoso.com"))))
    }

    @Test("every octet keeps its own hash and only letters fold")
    func folding() throws {
        let key = NameHashKey(key0: 11, key1: 22)
        var seen: Set<UInt64> = []
        for octet in UInt8.min...UInt8.max {
            for length in [1, 8, 9, 63] {
                let label = Array(repeating: octet, count: length)
                seen.insert(key.hash(label: label.span, parent: NameHashKey.root))
            }
        }
        #expect(seen.count == (256 - 26) * 4)
    }

    @Test("canonical order compares labels from the right (RFC 4034 section 6.1)")
    func order() {
        let sorted = ["example", "a.example", "yljkjljk.a.example", "Z.a.example", "zABC.a.EXAMPLE", "z.example"]
        let names = sorted.compactMap { DomainName($0) }
        #expect(names.sorted().map(\.description) == sorted)
    }
}
