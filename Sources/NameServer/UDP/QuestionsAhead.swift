internal import AliasTable
internal import DNSWire
internal import Datagrams

/// A first look at a batch, before any of it is answered: which names are asked for, and where memory has to be read
/// for them. So a batch waits for memory as long as one query does, not as long as all of them.
struct QuestionsAhead: ~Copyable {
    private var name = QueryName()
    /// An array, because an inline one would be copied whenever one hash is read.
    private var hashes = [UInt64](repeating: 0, count: 64)
    /// Bit n: there is a hash of slot n's question.
    private var known: UInt64 = 0

    /// Hashes the questions of the first `count` slots, of 64 at most.
    mutating func look(at batch: borrowing DatagramBatch, _ count: Int, _ aliases: AliasSnapshot) {
        known = 0
        // A single one would only wait in another place.
        guard count > 1 else { return }
        let count = min(count, hashes.count)
        for slot in 0..<count {
            guard let hash = hash(batch, slot, aliases) else { continue }
            hashes[slot] = hash
            known |= 1 << UInt64(slot)
            aliases.prefetchEntry(hash: hash)
        }
        for slot in 0..<count {
            if let hash = hash(of: slot) { aliases.prefetchRecord(hash: hash) }
        }
    }

    /// The hash of the slot's question; `nil` if it has none, or is not known.
    @inline(__always)
    func hash(of slot: Int) -> UInt64? {
        slot < hashes.count && known >> UInt64(slot) & 1 == 1 ? hashes[slot] : nil
    }

    /// What is no name here is none for the responder either, which says so.
    @inline(__always)
    private mutating func hash(_ batch: borrowing DatagramBatch, _ slot: Int, _ aliases: AliasSnapshot) -> UInt64? {
        batch.withDatagram(slot) { message, _ in
            guard name.read(message, at: MessageHeader.size) else { return nil }
            name.hash(message, at: MessageHeader.size, with: aliases.hashKey)
            return name.hash(from: 0)
        } ?? nil
    }
}
