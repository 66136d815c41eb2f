import Testing

@testable import AliasTable

@Suite("A shard of names")
struct NameShardTests {
    /// At most half full, a search that begins where it should ends after one or two entries.
    @Test("is searched from where the hash points, not from its beginning")
    func probes() {
        var generator = SystemRandomNumberGenerator()
        let names = (1...1000).map { NameEntry(hash: generator.next(), reference: NameReference(.alias, $0)) }
        let shard = NameShard(names)
        let steps = names.map { name in
            var steps = 0
            shard.forEachEntry(from: UInt64(name.tag)) { entry in
                steps += 1
                return entry.reference == name.reference
            }
            return steps
        }
        #expect(steps.reduce(0, +) < 3 * names.count)
        #expect(steps.max() ?? 0 < 100)
    }
}
