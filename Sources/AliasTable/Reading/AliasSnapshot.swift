public import Addresses

/// One registered machine's, or host's, place in the table. Valid as long as the snapshot it came from.
public struct AliasSlot: Hashable, Sendable {
    let index: UInt32
}

/// One environment's place in the table. Valid as long as the snapshot it came from.
public struct AliasEnvironment: Hashable, Sendable {
    let index: UInt32
}

/// The table as it is during one batch of queries.
///
/// It is a pointer: taking one costs a load, and there is nothing to release. Get it after `QuietReader.enter`, and let
/// go of it before `leave`. Leases keep changing while it is held; names do not.
public struct AliasSnapshot {
    let root: UnsafePointer<AliasRoot>
    public let hashKey: NameHashKey

    init(root: UnsafePointer<AliasRoot>, hashKey: NameHashKey) {
        self.root = root
        self.hashKey = hashKey
    }

    /// What a name is.
    public enum Entry: Hashable, Sendable {
        /// `VSLM-....<domain>`
        case alias(AliasSlot)
        /// `<machine>.<environment>.<domain>`
        case readable(AliasSlot)
        /// `<environment>.<domain>`
        case environment(AliasEnvironment)
        /// `<host>.<domain>`
        case host(AliasSlot)
    }

    /// Finds a name without regard to case. Where a name is several things, the alias wins, then the readable name, then
    /// the host.
    ///
    /// - Parameters:
    ///   - name: octets that hold an uncompressed name, root octet included.
    ///   - start: where it begins in them.
    ///   - hash: the name's hash by `hashKey`.
    public func find(_ name: Span<UInt8>, at start: Int, hash: UInt64) -> Entry? {
        var readable: AliasSlot?
        var environment: AliasEnvironment?
        var alias: AliasSlot?
        var host: AliasSlot?
        let shard = root.pointee.shards[root.pointee.shardIndex(hash)]
        shard.forEachCandidate(hash) { reference in
            guard matches(reference, name, start) else { return false }
            switch reference.kind {
            case .alias:
                alias = AliasSlot(index: reference.index)
                return true
            case .readable:
                readable = AliasSlot(index: reference.index)
            case .environment:
                environment = AliasEnvironment(index: reference.index)
            case .host:
                host = AliasSlot(index: reference.index)
            case nil:
                break
            }
            return false
        }
        if let alias { return .alias(alias) }
        if let readable { return .readable(readable) }
        if let host { return .host(host) }
        return environment.map { .environment($0) }
    }

    /// The lease of the slot's machine.
    ///
    /// - Parameter now: seconds of `CLOCK_BOOTTIME`.
    public func lease(of slot: AliasSlot, now: UInt32) -> AliasLease? {
        root.pointee.store.word(slot.index).lease(at: now)
    }

    /// The slot whose machine has the address now.
    public func slot(at address: IPv4Address, now: UInt32) -> AliasSlot? {
        guard let index = root.pointee.store.reverse.load(address),
            root.pointee.store.word(index).lease(at: now)?.address == address
        else { return nil }
        return AliasSlot(index: index)
    }

    /// Whether the slot is a host's, not a machine's.
    public func isHost(_ slot: AliasSlot) -> Bool {
        record(slot)?.pointee.environment == SlotRecord.noEnvironment
    }

    public func environment(of slot: AliasSlot) -> AliasEnvironment {
        AliasEnvironment(index: record(slot)?.pointee.environment ?? 0)
    }
}

// MARK: - Names out of the table

extension AliasSnapshot {
    private var store: SlotStore { root.pointee.store }

    private func record(_ slot: AliasSlot) -> UnsafeMutablePointer<SlotRecord>? {
        store.slots.pointer(to: slot.index)
    }

    private func record(_ environment: AliasEnvironment) -> EnvironmentRecord? {
        store.environments.pointer(to: environment.index)?.pointee
    }

    private static var nothing: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: nil, count: 0) }

    private func alias(_ slot: AliasSlot) -> UnsafeBufferPointer<UInt8> {
        record(slot).map { store.alias(of: $0) } ?? Self.nothing
    }

    private func machineName(_ slot: AliasSlot) -> UnsafeBufferPointer<UInt8> {
        record(slot).map { store.machineName(of: $0) } ?? Self.nothing
    }

    private func environmentName(_ environment: AliasEnvironment) -> UnsafeBufferPointer<UInt8> {
        record(environment).map { store.text.text(at: $0.text) } ?? Self.nothing
    }

    private func origin(_ environment: AliasEnvironment) -> UnsafeBufferPointer<UInt8> {
        record(environment).map { store.text.text(after: $0.text) } ?? Self.nothing
    }

    private func domain(_ environment: AliasEnvironment) -> UnsafeBufferPointer<UInt8> {
        record(environment).map { domain($0.domain) } ?? Self.nothing
    }

    private func domain(_ index: UInt32) -> UnsafeBufferPointer<UInt8> {
        store.domains.pointer(to: index).map { store.text.text(at: $0.pointee.text) } ?? Self.nothing
    }

    /// The number of octets in the alias's label.
    public func aliasLength(of slot: AliasSlot) -> Int { alias(slot).count }
    public func machineNameLength(of slot: AliasSlot) -> Int { machineName(slot).count }
    public func environmentNameLength(_ environment: AliasEnvironment) -> Int { environmentName(environment).count }
    /// The number of octets in the origin's name; 0 if the environment is no clone.
    public func originLength(_ environment: AliasEnvironment) -> Int { origin(environment).count }
    /// The number of octets in the domain's wire form, root octet included.
    public func domainLength(_ environment: AliasEnvironment) -> Int { domain(environment).count }

    /// Writes the alias's label, without a length octet.
    ///
    /// - Returns: the offset after it, or `nil` if there is no room. The same holds for all of these.
    public func copyAlias(of slot: AliasSlot, to buffer: inout MutableSpan<UInt8>, at offset: Int) -> Int? {
        Self.copy(alias(slot), to: &buffer, at: offset)
    }

    public func copyMachineName(of slot: AliasSlot, to buffer: inout MutableSpan<UInt8>, at offset: Int) -> Int? {
        Self.copy(machineName(slot), to: &buffer, at: offset)
    }

    public func copyEnvironmentName(
        _ environment: AliasEnvironment, to buffer: inout MutableSpan<UInt8>, at offset: Int
    ) -> Int? {
        Self.copy(environmentName(environment), to: &buffer, at: offset)
    }

    public func copyOrigin(
        _ environment: AliasEnvironment, to buffer: inout MutableSpan<UInt8>, at offset: Int
    ) -> Int? {
        Self.copy(origin(environment), to: &buffer, at: offset)
    }

    /// Writes the slot's domain in wire form, root octet included.
    public func copyDomain(of slot: AliasSlot, to buffer: inout MutableSpan<UInt8>, at offset: Int) -> Int? {
        Self.copy(record(slot).map { domain($0.pointee.domain) } ?? Self.nothing, to: &buffer, at: offset)
    }

    private static func copy(
        _ octets: UnsafeBufferPointer<UInt8>, to buffer: inout MutableSpan<UInt8>, at offset: Int
    ) -> Int? {
        guard offset >= 0, buffer.count - offset >= octets.count else { return nil }
        for index in 0..<octets.count {
            buffer[offset + index] = octets[index]
        }
        return offset + octets.count
    }
}

// MARK: - Comparing

extension AliasSnapshot {
    /// Whether the name at `start` is the name that the reference stands for.
    private func matches(_ reference: NameReference, _ name: Span<UInt8>, _ start: Int) -> Bool {
        var position = start
        let environment: AliasEnvironment
        switch reference.kind {
        case .alias, .host:
            guard let record = record(AliasSlot(index: reference.index)),
                Self.matchLabel(store.alias(of: record), name, &position)
            else { return false }
            return Self.matchOctets(domain(record.pointee.domain), name, position)
        case .readable:
            let slot = AliasSlot(index: reference.index)
            guard Self.matchLabel(machineName(slot), name, &position) else { return false }
            environment = self.environment(of: slot)
        case .environment:
            environment = AliasEnvironment(index: reference.index)
        case nil:
            return false
        }
        return Self.matchLabel(environmentName(environment), name, &position)
            && Self.matchOctets(domain(environment), name, position)
    }

    /// Compares a label with the one at `position` and moves past it.
    private static func matchLabel(
        _ label: UnsafeBufferPointer<UInt8>, _ name: Span<UInt8>, _ position: inout Int
    ) -> Bool {
        guard position < name.count, Int(name[position]) == label.count,
            matchOctets(label, name, position + 1)
        else { return false }
        position += 1 + label.count
        return true
    }

    /// Compares without regard to the case of letters, eight octets at a time.
    ///
    /// Mostly the case is the same too, so octets are lowered only where they differ.
    @inline(__always)
    private static func matchOctets(
        _ octets: UnsafeBufferPointer<UInt8>, _ name: Span<UInt8>, _ start: Int
    ) -> Bool {
        guard start >= 0, name.count - start >= octets.count else { return false }
        return name.withUnsafeBufferPointer { name in
            let stored = UnsafeRawBufferPointer(octets)
            let asked = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(name)[start..<start + octets.count])
            var index = 0
            while index + 8 <= stored.count {
                // Both buffers hold `octets.count` octets, so eight more are there.
                let left = stored.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let right = asked.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if left != right, left.asciiLowercasedOctets != right.asciiLowercasedOctets { return false }
                index += 8
            }
            while index < stored.count {
                if stored[index].asciiLowercased != asked[index].asciiLowercased { return false }
                index += 1
            }
            return true
        }
    }
}
