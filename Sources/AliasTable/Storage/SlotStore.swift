internal import Addresses
internal import Synchronization

/// A machine with an alias, or a host, in one cache line: what a query for the alias reads is all here.
struct SlotRecord: BitwiseCopyable {
    /// The `LeaseWord`; only ever touched atomically once the slot is published.
    var word: UInt64
    var environment: UInt32
    /// The environment's, repeated here so that comparing a name does not read the environment.
    var domain: UInt32
    /// Machine name; before it the alias, if it is too long for its place here.
    var text: UInt32
    var aliasLength: UInt8
    var alias: InlineArray<43, UInt8>

    /// What stands for the environment of a host, which is in none. Its name stands where the alias does.
    static var noEnvironment: UInt32 { .max }

    /// The article's longest alias has 42 octets, ours have 40.
    static var longestInline: Int { 43 }

    init(environment: UInt32, domain: UInt32, text: UInt32, alias: [UInt8]) {
        word = 0
        self.environment = environment
        self.domain = domain
        self.text = text
        aliasLength = UInt8(clamping: alias.count)
        self.alias = InlineArray { $0 < alias.count ? alias[$0] : 0 }
    }
}

struct EnvironmentRecord: BitwiseCopyable {
    /// Environment name, then its origin's name, which is empty if it is no clone.
    var text: UInt32
    /// Index into `domains`.
    var domain: UInt32
}

/// A domain as text in wire form.
struct DomainRecord: BitwiseCopyable {
    var text: UInt32
}

/// One generation of slots: names, words and the way back from an address.
///
/// A slot is never used again for another machine while its store lives: a reader may still hold its number. When too
/// many slots are out of use, the writer copies what is in use into a new store.
struct SlotStore {
    var slots = StableArray<SlotRecord>()
    var environments = StableArray<EnvironmentRecord>()
    var domains = StableArray<DomainRecord>()
    var text = TextArena()
    let reverse = ReverseMap()

    @inline(__always)
    func word(_ slot: UInt32) -> LeaseWord {
        guard let record = slots.pointer(to: slot) else { return .none }
        return LeaseWord(rawValue: Self.word(of: record).pointee.load(ordering: .acquiring))
    }

    /// Publishes a slot's lease. Writer only.
    func store(_ word: LeaseWord, in slot: UInt32) {
        guard let record = slots.pointer(to: slot) else { return }
        Self.word(of: record).pointee.store(word.rawValue, ordering: .releasing)
        if word != .none { reverse.store(slot, at: word.address) }
    }

    /// An aligned 64-bit word and `Atomic<UInt64>` have the same layout, and the word is the record's first field.
    @inline(__always)
    private static func word(of record: UnsafeMutablePointer<SlotRecord>) -> UnsafeMutablePointer<Atomic<UInt64>> {
        UnsafeMutableRawPointer(record).assumingMemoryBound(to: Atomic<UInt64>.self)
    }

    /// The alias's label.
    @inline(__always)
    func alias(of record: UnsafeMutablePointer<SlotRecord>) -> UnsafeBufferPointer<UInt8> {
        let length = Int(record.pointee.aliasLength)
        guard length <= SlotRecord.longestInline, let offset = MemoryLayout<SlotRecord>.offset(of: \.alias) else {
            return text.text(at: record.pointee.text)
        }
        let start = (UnsafeRawPointer(record) + offset).assumingMemoryBound(to: UInt8.self)
        return UnsafeBufferPointer(start: start, count: length)
    }

    @inline(__always)
    func machineName(of record: UnsafeMutablePointer<SlotRecord>) -> UnsafeBufferPointer<UInt8> {
        Int(record.pointee.aliasLength) <= SlotRecord.longestInline
            ? text.text(at: record.pointee.text) : text.text(after: record.pointee.text)
    }

    /// A new slot, which no name leads to yet.
    mutating func appendSlot(
        alias: [UInt8], machineName: [UInt8], environment: UInt32, domain: UInt32
    ) -> UInt32? {
        let texts = alias.count <= SlotRecord.longestInline ? [machineName] : [alias, machineName]
        guard let text = text.append(texts) else { return nil }
        return slots.append(SlotRecord(environment: environment, domain: domain, text: text, alias: alias))
    }

    func deallocate() {
        slots.deallocate()
        environments.deallocate()
        domains.deallocate()
        text.deallocate()
        reverse.deallocate()
    }
}
