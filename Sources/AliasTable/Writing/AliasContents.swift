internal import Addresses

/// A name as it is gathered before the shards are made.
typealias HashedName = (hash: UInt64, reference: NameReference)

/// One generation of the table's contents, with what only the writer needs to know of it.
struct AliasContents {
    private(set) var store: SlotStore
    /// How many slots belong to a machine or host that is in the table; the others are out of use.
    private(set) var slotsInUse = 0
    private let hashKey: NameHashKey
    private var environments: [Int64: Environment] = [:]
    /// The hosts of each network.
    private var hosts: [Int64: Hosts] = [:]
    /// From machines to their slots.
    private var slots: RowIndex
    private var domains: [DomainName: Domain] = [:]
    private var places = StableArray<Place>()
    /// The slot that was added last to each environment, the first of a chain; by the environment's index.
    private var lastSlots: [UInt32?] = []

    private struct Domain {
        let index: UInt32
        let hash: UInt64
    }

    private struct Environment {
        let index: UInt32
        let domain: Domain
        /// The hash of `<environment>.<domain>`.
        let hash: UInt64
    }

    private struct Hosts {
        let domain: Domain
        var slots: [UInt32] = []
    }

    /// What is beside each slot, at the same index: only the writer looks.
    private struct Place: BitwiseCopyable {
        /// 0 for a host's slot, which nobody looks for by machine.
        let machine: Int64
        /// The slot of the same environment that was added before; itself if it was the first.
        let previous: UInt32
    }

    /// - Parameter store: an empty one.
    init(hashKey: NameHashKey, store: SlotStore = SlotStore(), machineCount: Int = 0) {
        self.hashKey = hashKey
        self.store = store
        slots = RowIndex(minimumCapacity: machineCount)
    }

    var slotsOutOfUse: Int { store.slots.count - slotsInUse }
    var environmentIDs: some Collection<Int64> { environments.keys }

    var networkIDs: some Collection<Int64> { hosts.keys }

    func slot(of machine: Int64) -> UInt32? {
        slots.find(Self.hash(machine)) { places.pointer(to: $0)?.pointee.machine == machine }
    }

    private static func hash(_ machine: Int64) -> UInt64 { RowIndex.hash(UInt64(bitPattern: machine)) }

    private static func hash(ofSlot slot: UInt32, _ places: StableArray<Place>) -> UInt64 {
        hash(places.pointer(to: slot)?.pointee.machine ?? 0)
    }

    /// Frees all of it: nobody has seen it yet.
    func deallocate() {
        store.deallocate()
        places.deallocate()
    }

    /// Frees the writer's part; readers may still look at the store.
    func deallocatePlaces() {
        places.deallocate()
    }

    // MARK: In

    /// Adds the environment with its machines, and its names to `names`. Nothing leads to them yet.
    mutating func add(_ environment: EnvironmentNames, to names: inout [HashedName]) {
        guard let domain = domain(environment.domain),
            let text = store.text.append([environment.name, environment.origin]),
            let index = store.environments.append(EnvironmentRecord(text: text, domain: domain.index))
        else { return }
        lastSlots.append(nil)
        let hash = hashKey.hash(label: environment.name.span, parent: domain.hash)
        environments[environment.id] = Environment(index: index, domain: domain, hash: hash)
        names.append((hash, NameReference(.environment, index)))
        for machine in environment.machines {
            add(machine, to: environment.id, &names)
        }
    }

    /// Adds a machine to an environment that is there.
    mutating func add(_ machine: MachineNames, to id: Int64, _ names: inout [HashedName]) {
        guard let environment = environments[id],
            let slot = store.appendSlot(
                alias: machine.alias, machineName: machine.name, environment: environment.index,
                domain: environment.domain.index),
            places.append(Place(machine: machine.id, previous: lastSlots[Int(environment.index)] ?? slot)) == slot
        else { return }
        lastSlots[Int(environment.index)] = slot
        store.store(machine.word, in: slot)
        slots.insert(slot, Self.hash(machine.id)) { [places] in Self.hash(ofSlot: $0, places) }
        slotsInUse += 1
        names.append(
            (hashKey.hash(label: machine.alias.span, parent: environment.domain.hash), NameReference(.alias, slot)))
        names.append((hashKey.hash(label: machine.name.span, parent: environment.hash), NameReference(.readable, slot)))
    }

    /// Adds the hosts of a network, and their names to `names`.
    mutating func add(_ group: HostNames, to names: inout [HashedName]) {
        guard !group.hosts.isEmpty, let domain = domain(group.domain) else { return }
        var added = Hosts(domain: domain)
        for host in group.hosts {
            guard
                let slot = store.appendSlot(
                    alias: host.name, machineName: [], environment: SlotRecord.noEnvironment, domain: domain.index),
                places.append(Place(machine: 0, previous: slot)) == slot
            else { continue }
            store.store(LeaseWord(reserved: host.address), in: slot)
            slotsInUse += 1
            added.slots.append(slot)
        }
        hosts[group.id] = added
        names += self.names(of: added)
    }

    private mutating func domain(_ name: DomainName) -> Domain? {
        if let known = domains[name] { return known }
        guard let text = store.text.append([name.wire]),
            let index = store.domains.append(DomainRecord(text: text))
        else { return nil }
        let domain = Domain(index: index, hash: hashKey.hash(name))
        domains[name] = domain
        return domain
    }

    // MARK: Out

    /// Forgets the environment and returns the names that led to it.
    ///
    /// - Parameter ended: slots whose machine is gone for good, to be emptied once no name leads to them. The slots of
    ///   machines that stay keep their word for readers who are still looking at the old root.
    mutating func take(away id: Int64, keeping successor: EnvironmentNames?, ended: inout [UInt32]) -> [HashedName] {
        guard let environment = environments.removeValue(forKey: id) else { return [] }
        let staying = Set(successor?.machines.map(\.id) ?? [])
        for slot in slots(of: environment) {
            guard let machine = places.pointer(to: slot)?.pointee.machine, self.slot(of: machine) == slot else {
                continue
            }
            slots.remove(slot, Self.hash(machine)) { [places] in Self.hash(ofSlot: $0, places) }
            slotsInUse -= 1
            if !staying.contains(machine) { ended.append(slot) }
        }
        return names(of: environment)
    }

    /// Forgets the hosts of a network and returns the names that led to them.
    ///
    /// - Parameter ended: slots of hosts that are gone or have another address now, to be emptied once no name leads to
    ///   them.
    mutating func take(
        awayHostsOf network: Int64, keeping successor: HostNames?, ended: inout [UInt32]
    ) -> [HashedName] {
        guard let group = hosts.removeValue(forKey: network) else { return [] }
        let staying = Set(successor?.hosts.map(\.address) ?? [])
        for slot in group.slots {
            slotsInUse -= 1
            if !staying.contains(store.word(slot).address) { ended.append(slot) }
        }
        return names(of: group)
    }

    private func names(of group: Hosts) -> [HashedName] {
        group.slots.compactMap { slot in
            store.slots.pointer(to: slot).map { record in
                let name = store.alias(of: record)
                return (hashKey.hash(label: name.span, parent: group.domain.hash), NameReference(.host, slot))
            }
        }
    }

    /// A network's hosts read back out of the store.
    func names(ofHostsOf network: Int64) -> HostNames? {
        guard let group = hosts[network], let record = store.domains.pointer(to: group.domain.index)?.pointee,
            let domain = DomainName(wire: Array(store.text.text(at: record.text)))
        else { return nil }
        let hosts = group.slots.compactMap { slot in
            store.slots.pointer(to: slot).map { record in
                (name: Array(store.alias(of: record)), address: store.word(slot).address)
            }
        }
        return HostNames(id: network, domain: domain, hosts: hosts)
    }

    /// All names of an environment, with their hashes computed from the stored texts.
    private func names(of environment: Environment) -> [HashedName] {
        var names: [HashedName] = [(environment.hash, NameReference(.environment, environment.index))]
        for slot in slots(of: environment) {
            guard let record = store.slots.pointer(to: slot) else { continue }
            let alias = store.alias(of: record)
            let machine = store.machineName(of: record)
            names.append(
                (hashKey.hash(label: alias.span, parent: environment.domain.hash), NameReference(.alias, slot)))
            names.append((hashKey.hash(label: machine.span, parent: environment.hash), NameReference(.readable, slot)))
        }
        return names
    }

    /// An environment read back out of the store.
    func names(ofEnvironment id: Int64) -> EnvironmentNames? {
        guard let environment = environments[id],
            let record = store.environments.pointer(to: environment.index)?.pointee,
            let domainText = store.domains.pointer(to: record.domain)?.pointee.text,
            let domain = DomainName(wire: Array(store.text.text(at: domainText)))
        else { return nil }
        let machines = slots(of: environment).reversed().compactMap { slot in
            store.slots.pointer(to: slot).map { record in
                MachineNames(
                    id: places.pointer(to: slot)?.pointee.machine ?? 0, name: Array(store.machineName(of: record)),
                    alias: Array(store.alias(of: record)), word: store.word(slot))
            }
        }
        return EnvironmentNames(
            id: id, name: Array(store.text.text(at: record.text)), domain: domain,
            origin: Array(store.text.text(after: record.text)), machines: machines)
    }

    /// The environment's slots, the last one first.
    private func slots(of environment: Environment) -> [UInt32] {
        var slots: [UInt32] = []
        var next = lastSlots[Int(environment.index)]
        while let slot = next, let place = places.pointer(to: slot)?.pointee {
            slots.append(slot)
            next = place.previous == slot ? nil : place.previous
        }
        return slots
    }
}
