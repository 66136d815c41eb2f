internal import Addresses

/// The one writer of an `AliasTable`. Not `Sendable`: it belongs to the thread that commits to the registry.
package final class AliasTableWriter {
    /// How many names share a shard when the table is laid out; a shard four times as full has it laid out anew.
    private static let namesPerShard = 128
    private let table: AliasTable
    private let leastGarbage: Int
    private var store: SlotStore
    private var environments: [Int64: UInt32] = [:]
    private var slots: [Int64: UInt32] = [:]
    private var domains: [DomainName: Domain] = [:]
    private var nameCount = 0
    private var slotsInUse = 0

    private struct Domain {
        let index: UInt32
        let hash: UInt64
    }

    /// - Parameter leastGarbage: how many slots must be out of use before what is in use is copied into a new store.
    package init(_ table: AliasTable, leastGarbage: Int = 65_536) {
        self.table = table
        self.leastGarbage = leastGarbage
        store = table.current?.store ?? SlotStore()
    }

    /// How many machines have an alias.
    package var machineCount: Int { slots.count }

    // MARK: Leases

    /// Publishes a machine's lease, `.none` when it has ended.
    ///
    /// - Returns: whether the machine is in the table.
    @discardableResult
    package func setLease(of machine: Int64, to word: LeaseWord) -> Bool {
        guard let slot = slots[machine] else { return false }
        store.store(word, in: slot)
        return true
    }

    // MARK: Names

    /// Replaces everything. The old names and the new ones are never seen mixed.
    package func replaceAll(_ all: some Sequence<EnvironmentNames>) {
        let oldStore = store
        let oldShards = shardAllocations()
        store = SlotStore()
        environments = [:]
        slots = [:]
        domains = [:]
        slotsInUse = 0
        var names: [HashedName] = []
        for environment in all {
            add(environment, to: &names)
        }
        layOut(names, freeing: oldShards, oldStore: oldStore)
    }

    /// Replaces some environments; `nil` takes one away. All of it appears at once.
    package func replace(_ changes: [(id: Int64, names: EnvironmentNames?)]) {
        guard let root = table.current else { return }
        var removed: Set<NameReference> = []
        var touched: Set<Int> = []
        var endedSlots: [UInt32] = []
        var added: [HashedName] = []
        for change in changes {
            for name in take(away: change.id, keeping: change.names, ended: &endedSlots) {
                removed.insert(name.reference)
                touched.insert(root.shardIndex(name.hash))
            }
        }
        for change in changes {
            guard let names = change.names else { continue }
            add(names, to: &added)
        }
        nameCount += added.count - removed.count
        if nameCount > Self.namesPerShard * 4 << root.shardBits || slotGarbage > max(leastGarbage, slotsInUse) {
            rebuild()
        } else {
            rewriteShards(of: root, touched: touched, removed: removed, added: added)
            for slot in endedSlots { store.store(.none, in: slot) }
        }
    }

    private var slotGarbage: Int { store.slots.count - slotsInUse }
}

// MARK: - One environment in, one out

extension AliasTableWriter {
    private typealias HashedName = (hash: UInt64, reference: NameReference)

    private func domain(_ name: DomainName) -> Domain? {
        if let known = domains[name] { return known }
        guard let text = store.text.append([name.wire]),
            let index = store.domains.append(DomainRecord(text: text))
        else { return nil }
        let domain = Domain(index: index, hash: table.hashKey.hash(name))
        domains[name] = domain
        return domain
    }

    /// Appends the environment to the store and its names to `names`. Nothing leads to them yet.
    private func add(_ environment: EnvironmentNames, to names: inout [HashedName]) {
        guard let domain = domain(environment.domain),
            let text = store.text.append([environment.name, environment.origin]),
            let index = store.environments.append(
                EnvironmentRecord(
                    text: text, domain: domain.index, firstSlot: UInt32(store.slots.count),
                    slotCount: UInt32(environment.machines.count)))
        else { return }
        environments[environment.id] = index
        let environmentHash = table.hashKey.hash(label: environment.name, parent: domain.hash)
        names.append((environmentHash, NameReference(.environment, index)))
        for machine in environment.machines {
            guard
                let slot = store.appendSlot(
                    alias: machine.alias, machineName: machine.name, machine: machine.id, environment: index,
                    domain: domain.index)
            else { return }
            store.store(machine.word, in: slot)
            slots[machine.id] = slot
            slotsInUse += 1
            names.append((table.hashKey.hash(label: machine.alias, parent: domain.hash), NameReference(.alias, slot)))
            names.append(
                (table.hashKey.hash(label: machine.name, parent: environmentHash), NameReference(.readable, slot)))
        }
    }

    /// Forgets the environment and returns the names that led to it.
    ///
    /// - Parameter ended: slots whose machine is gone for good, to be emptied once no name leads to them. The slots of
    ///   machines that stay keep their word for readers who are still looking at the old root.
    private func take(away id: Int64, keeping successor: EnvironmentNames?, ended: inout [UInt32]) -> [HashedName] {
        guard let index = environments.removeValue(forKey: id),
            let record = store.environments.pointer(to: index)?.pointee
        else { return [] }
        let staying = Set(successor?.machines.map(\.id) ?? [])
        for slot in record.firstSlot..<record.firstSlot + record.slotCount {
            guard let machine = store.machines.pointer(to: slot)?.pointee, slots[machine] == slot else { continue }
            slots[machine] = nil
            slotsInUse -= 1
            if !staying.contains(machine) { ended.append(slot) }
        }
        return names(of: index, record)
    }

    /// All names of an environment, with their hashes computed from the stored texts.
    private func names(of index: UInt32, _ record: EnvironmentRecord) -> [HashedName] {
        guard let domainText = store.domains.pointer(to: record.domain)?.pointee.text,
            let domain = DomainName(wire: Array(store.text.text(at: domainText)))
        else { return [] }
        let domainHash = self.domain(domain)?.hash ?? table.hashKey.hash(domain)
        let environmentHash = table.hashKey.hash(label: store.text.text(at: record.text), parent: domainHash)
        var names: [HashedName] = [(environmentHash, NameReference(.environment, index))]
        for slot in record.firstSlot..<record.firstSlot + record.slotCount {
            guard let record = store.slots.pointer(to: slot) else { continue }
            let alias = store.alias(of: record)
            let machine = store.machineName(of: record)
            names.append((table.hashKey.hash(label: alias, parent: domainHash), NameReference(.alias, slot)))
            names.append((table.hashKey.hash(label: machine, parent: environmentHash), NameReference(.readable, slot)))
        }
        return names
    }
}

// MARK: - Shards

extension AliasTableWriter {
    private func shardAllocations() -> [UnsafeMutableRawPointer] {
        guard let root = table.current else { return [] }
        return (0..<1 << root.shardBits).compactMap { root.shards[$0].allocation.map { UnsafeMutableRawPointer($0) } }
    }

    /// Lays all names out over as many shards as they need and shows the result.
    private func layOut(_ names: [HashedName], freeing old: [UnsafeMutableRawPointer], oldStore: SlotStore?) {
        nameCount = names.count
        var bits = 0
        while names.count > Self.namesPerShard << bits, bits < 20 { bits += 1 }
        let root = AliasRoot(store: store, shards: AliasRoot.emptyShards(bits: bits), shardBits: bits)
        // Sorted by hash, the names of a shard are neighbours, since the shard is the top bits.
        let sorted = names.sorted { $0.hash < $1.hash }
        var start = 0
        while start < sorted.count {
            let shard = root.shardIndex(sorted[start].hash)
            var end = start + 1
            while end < sorted.count, root.shardIndex(sorted[end].hash) == shard { end += 1 }
            root.shards[shard] = NameShard(
                sorted[start..<end].map { NameEntry(hash: $0.hash, reference: $0.reference) })
            start = end
        }
        table.swap(in: root, freeing: old, oldStore: oldStore)
    }

    /// Copies the shards that lose or gain a name and shows the result.
    private func rewriteShards(
        of old: AliasRoot, touched: Set<Int>, removed: Set<NameReference>, added: [HashedName]
    ) {
        var additions: [Int: [NameEntry]] = [:]
        for name in added {
            additions[old.shardIndex(name.hash), default: []].append(
                NameEntry(hash: name.hash, reference: name.reference))
        }
        let shards = UnsafeMutablePointer<NameShard>.allocate(capacity: 1 << old.shardBits)
        shards.initialize(from: old.shards, count: 1 << old.shardBits)
        var garbage: [UnsafeMutableRawPointer] = []
        for shard in touched.union(additions.keys) {
            let kept = shards[shard].names.filter { !removed.contains($0.reference) }
            if let allocation = shards[shard].allocation { garbage.append(UnsafeMutableRawPointer(allocation)) }
            shards[shard] = NameShard(kept + (additions[shard] ?? []))
        }
        let root = AliasRoot(store: store, shards: shards, shardBits: old.shardBits)
        table.swap(in: root, freeing: garbage, oldStore: nil)
    }

    /// Copies what is in use into a new store and lays it out anew.
    private func rebuild() {
        let all = environments.keys.compactMap { names(ofEnvironment: $0) }
        replaceAll(all)
    }

    /// An environment read back out of the store.
    private func names(ofEnvironment id: Int64) -> EnvironmentNames? {
        guard let index = environments[id], let record = store.environments.pointer(to: index)?.pointee,
            let domainText = store.domains.pointer(to: record.domain)?.pointee.text,
            let domain = DomainName(wire: Array(store.text.text(at: domainText)))
        else { return nil }
        let machines = (record.firstSlot..<record.firstSlot + record.slotCount).compactMap { slot in
            store.slots.pointer(to: slot).map { record in
                MachineNames(
                    id: store.machines.pointer(to: slot)?.pointee ?? 0, name: Array(store.machineName(of: record)),
                    alias: Array(store.alias(of: record)), word: store.word(slot))
            }
        }
        return EnvironmentNames(
            id: id, name: Array(store.text.text(at: record.text)), domain: domain,
            origin: Array(store.text.text(after: record.text)), machines: machines)
    }
}
