internal import Addresses

/// The one writer of an `AliasTable`. Not `Sendable`: it belongs to the thread that commits to the registry.
public final class AliasTableWriter {
    /// A shard four times as full as the names' layout makes it has them laid out anew.
    private static let mostNamesPerShard = ShardLayout.namesPerShard * 4
    private let table: AliasTable
    private let leastGarbage: Int
    private var contents: AliasContents
    private var nameCount = 0

    /// - Parameter leastGarbage: how many slots must be out of use before what is in use is copied into a new store.
    public init(_ table: AliasTable, leastGarbage: Int = 65_536) {
        self.table = table
        self.leastGarbage = leastGarbage
        contents = AliasContents(hashKey: table.hashKey, store: table.current?.store ?? SlotStore())
    }

    /// How many machines have an alias.
    public var machineCount: Int { contents.slotsInUse }

    // MARK: Leases

    /// Publishes a machine's lease, `.none` when it has ended.
    ///
    /// - Returns: whether the machine is in the table.
    @discardableResult
    public func setLease(of machine: Int64, to word: LeaseWord) -> Bool {
        guard let slot = contents.slot(of: machine) else { return false }
        contents.store.store(word, in: slot)
        return true
    }

    // MARK: Names

    /// Replaces everything. The old names and the new ones are never seen mixed.
    public func replaceAll(_ all: some Sequence<EnvironmentNames>) {
        replaceAll(environmentCount: 0, machineCount: 0) { load in
            for environment in all { load.add(environment) }
        }
    }

    /// Replaces everything by what `read` adds, without ever holding all of it in another form.
    ///
    /// - Parameters:
    ///   - environmentCount: about how many environments will come.
    ///   - machineCount: about how many machines.
    /// - Throws: what `read` throws; then everything is as it was.
    public func replaceAll<Failure: Error>(
        environmentCount: Int, machineCount: Int, _ read: (inout AliasTableLoad) throws(Failure) -> Void
    ) throws(Failure) {
        // A name for each environment, and two for each of its machines.
        var load = AliasTableLoad(
            hashKey: table.hashKey, machineCount: machineCount, nameCount: environmentCount + 2 * machineCount)
        do throws(Failure) {
            try read(&load)
        } catch {
            load.contents.deallocate()
            throw error
        }
        let old = contents
        contents = load.contents
        nameCount = load.names.count
        table.swap(
            in: ShardLayout.root(load.names, contents.store), freeing: shardAllocations(), oldStore: old.store)
        old.deallocatePlaces()
    }

    /// Replaces some environments; `nil` takes one away. All of it appears at once.
    public func replace(_ changes: [(id: Int64, names: EnvironmentNames?)]) {
        var endedSlots: [UInt32] = []
        var removed: [HashedName] = []
        var added: [HashedName] = []
        for change in changes {
            removed += contents.take(away: change.id, keeping: change.names, ended: &endedSlots)
        }
        for change in changes {
            guard let names = change.names else { continue }
            contents.add(names, to: &added)
        }
        show(removing: removed, adding: added, endedSlots)
    }

    /// Replaces the hosts of a network. All of them appear at once.
    public func replace(hosts: HostNames) {
        var endedSlots: [UInt32] = []
        var added: [HashedName] = []
        let removed = contents.take(awayHostsOf: hosts.id, keeping: hosts, ended: &endedSlots)
        contents.add(hosts, to: &added)
        show(removing: removed, adding: added, endedSlots)
    }

    /// Shows what the contents have become.
    ///
    /// - Parameter endedSlots: emptied as soon as no name leads to them.
    private func show(removing names: [HashedName], adding added: [HashedName], _ endedSlots: [UInt32]) {
        guard let root = table.current else { return }
        let removed = Set(names.map(\.reference))
        let touched = Set(names.map { root.shardIndex($0.hash) })
        nameCount += added.count - removed.count
        if nameCount > Self.mostNamesPerShard << root.shardBits
            || contents.slotsOutOfUse > max(leastGarbage, contents.slotsInUse)
        {
            rebuild()
        } else {
            let new = ShardLayout.rewrite(root, contents.store, touched: touched, removed: removed, added: added)
            table.swap(in: new.root, freeing: new.garbage, oldStore: nil)
            for slot in endedSlots { contents.store.store(.none, in: slot) }
        }
    }

    /// Copies what is in use into a new store and lays it out anew.
    private func rebuild() {
        let old = contents
        replaceAll(environmentCount: old.environmentIDs.count, machineCount: old.slotsInUse) { load in
            for id in old.environmentIDs {
                if let names = old.names(ofEnvironment: id) { load.add(names) }
            }
            for id in old.networkIDs {
                if let names = old.names(ofHostsOf: id) { load.add(names) }
            }
        }
    }

    private func shardAllocations() -> [UnsafeMutableRawPointer] {
        guard let root = table.current else { return [] }
        return (0..<1 << root.shardBits).compactMap { root.shards[$0].allocation.map { UnsafeMutableRawPointer($0) } }
    }
}

/// Everything that a table is to hold, while it comes in.
public struct AliasTableLoad: ~Copyable {
    fileprivate(set) var contents: AliasContents
    fileprivate(set) var names: [HashedName] = []

    fileprivate init(hashKey: NameHashKey, machineCount: Int, nameCount: Int) {
        contents = AliasContents(hashKey: hashKey, machineCount: machineCount)
        names.reserveCapacity(nameCount)
    }

    /// An environment, with or without its machines.
    public mutating func add(_ environment: EnvironmentNames) {
        contents.add(environment, to: &names)
    }

    /// The hosts of a network.
    public mutating func add(_ hosts: HostNames) {
        contents.add(hosts, to: &names)
    }

    /// A machine of an environment that was added before.
    public mutating func add(_ machine: MachineNames, to environment: Int64) {
        contents.add(machine, to: environment, &names)
    }
}
