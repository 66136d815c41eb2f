import Addresses
import Testing

@testable import AliasTable

@Suite("Slots")
struct SlotTests {
    @Test("a slot is one cache line, so that a query for an alias reads one")
    func size() {
        #expect(MemoryLayout<SlotRecord>.size == 64)
        #expect(MemoryLayout<SlotRecord>.stride == 64)
        #expect(MemoryLayout<SlotRecord>.offset(of: \.word) == 0)
    }

    @Test("an alias of any legal length is found and written, with the machine's name beside it", arguments: 1...63)
    func lengths(length: Int) throws {
        let table = AliasTable()
        let domain = try #require(DomainName("lab.contoso.com"))
        let alias = Array(repeating: UInt8(ascii: "V"), count: length)
        AliasTableWriter(table).replace([
            (
                1,
                EnvironmentNames(
                    id: 1, name: Array("shop".utf8), domain: domain, origin: [],
                    machines: [MachineNames(id: 7, name: Array("web".utf8), alias: alias, word: .none)])
            )
        ])
        let snapshot = try #require(table.snapshot())
        let name = try #require(domain.prepending(alias.map { $0 | 0x20 }))
        guard case .alias(let slot)? = snapshot.find(name.wire.span, at: 0, hash: table.hashKey.hash(name)) else {
            Issue.record("no alias of \(length) octets")
            return
        }
        var buffer = [UInt8](repeating: 0, count: 80)
        var span = buffer.mutableSpan
        let end = try #require(snapshot.copyAlias(of: slot, to: &span, at: 0))
        #expect(try #require(snapshot.copyMachineName(of: slot, to: &span, at: end)) == length + 3)
        #expect(Array(buffer.prefix(length + 3)) == alias + Array("web".utf8))
        // One octet that differs is another name, wherever it stands.
        for index in 0..<length {
            var other = alias
            other[index] = UInt8(ascii: "W")
            let name = try #require(domain.prepending(other))
            #expect(snapshot.find(name.wire.span, at: 0, hash: table.hashKey.hash(name)) == nil)
        }
    }
}
