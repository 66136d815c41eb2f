internal import Addresses
internal import Synchronization

/// What a slot is about: names that do not change while the slot is in use.
struct SlotRecord: BitwiseCopyable {
    /// Alias, then machine name.
    var text: UInt32
    var environment: UInt32
    var machine: Int64
}

struct EnvironmentRecord: BitwiseCopyable {
    /// Environment name, then its origin's name, which is empty if it is no clone.
    var text: UInt32
    /// Index into `domains`.
    var domain: UInt32
    var firstSlot: UInt32
    var slotCount: UInt32
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
    var words = StableArray<UInt64>()
    var environments = StableArray<EnvironmentRecord>()
    var domains = StableArray<DomainRecord>()
    var text = TextArena()
    let reverse = ReverseMap()

    @inline(__always)
    func word(_ slot: UInt32) -> LeaseWord {
        guard let pointer = words.pointer(to: slot) else { return .none }
        return LeaseWord(rawValue: Self.atomic(pointer).pointee.load(ordering: .acquiring))
    }

    /// Publishes a slot's lease. Writer only.
    func store(_ word: LeaseWord, in slot: UInt32) {
        guard let pointer = words.pointer(to: slot) else { return }
        Self.atomic(pointer).pointee.store(word.rawValue, ordering: .releasing)
        if word != .none { reverse.store(slot, at: word.address) }
    }

    /// An aligned 64-bit word and `Atomic<UInt64>` have the same layout; after it was appended the word is only ever
    /// touched through this.
    @inline(__always)
    private static func atomic(_ pointer: UnsafeMutablePointer<UInt64>) -> UnsafeMutablePointer<Atomic<UInt64>> {
        UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Atomic<UInt64>.self)
    }

    func deallocate() {
        slots.deallocate()
        words.deallocate()
        environments.deallocate()
        domains.deallocate()
        text.deallocate()
        reverse.deallocate()
    }
}
