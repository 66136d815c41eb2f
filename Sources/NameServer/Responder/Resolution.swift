internal import Addresses
internal import AliasTable
internal import DNSWire

/// The search of RFC 1034 §4.3.2, over zone files and the aliases that lie over them.
extension Responder {
    /// Chains end here, so that no zone file can make one query cost much.
    private static var maximumLinks: Int { 16 }

    /// What a look at one name leads to.
    enum Step {
        /// The reply is complete.
        case done
        /// `current` and `name` hold the name to go on with.
        case follow
    }

    /// Fills the sections of the reply.
    ///
    /// - Parameter entry: what the question's name is among the aliases.
    mutating func resolve(
        _ query: Query, _ entry: AliasSnapshot.Entry?, in message: inout MutableSpan<UInt8>, zones: borrowing ZoneIndex,
        aliases: AliasSnapshot, now: UInt32
    ) {
        written.removeAll()
        additional.removeAll()
        isQuestion = true
        for index in 0..<min(name.length, current.count) { current[index] = message[MessageHeader.size &+ index] }
        var visited = InlineArray<16, UInt64>(repeating: 0)
        var links = 0
        visited[0] = name.hash(from: 0)
        var step = look(for: query.type, entry, in: &message, zones, aliases, now)
        while step == .follow, !header.isTruncated {
            isQuestion = false
            let hash = name.hash(from: 0)
            // A chain that comes back to itself ends there.
            var isLoop = false
            for index in 0...links where visited[index] == hash { isLoop = true }
            links &+= 1
            guard !isLoop, links < Self.maximumLinks else { break }
            visited[links] = hash
            let entry = aliases.find(current.span, at: 0, hash: hash)
            step = look(for: query.type, entry, in: &message, zones, aliases, now)
        }
        writeAdditional(to: &message, zones, aliases, now)
    }

    /// Answers for the name in `current`, or writes the one record that leads on.
    private mutating func look(
        for type: RecordType, _ entry: AliasSnapshot.Entry?, in message: inout MutableSpan<UInt8>,
        _ zones: borrowing ZoneIndex,
        _ aliases: AliasSnapshot, _ now: UInt32
    ) -> Step {
        if case .alias(let slot)? = entry {
            if isQuestion { header.isAuthoritative = true }
            return answerAlias(slot, type, in: &message, zones, aliases, now)
        }
        guard let zone = servingZone(for: type, zones) else {
            if isQuestion { header.code = .refused }
            return .done
        }
        if isQuestion { header.isAuthoritative = true }
        let overlay = zones.zones[zone].overlay
        let holder = overlay == .reverse ? holderOfReverseName(aliases, now) : nil
        // An alias's address is an alias's; what a host is called, a file's record at that name says rather than we.
        if let holder, !aliases.isHost(holder.slot),
            let step = answerReverse(holder, type, in: &message, zones, zone, aliases, now)
        {
            return step
        }

        let (node, label) = zones.locate(in: zone, name, current.span)
        if let cut = cut(at: node, label, for: type, zones) {
            return answerCut(cut, type, in: &message, zones, zone)
        }
        if label == 0, zones.store.nodes[node].setCount > 0 || entry == nil && holder == nil {
            return answerNode(node, type, in: &message, zones, zone)
        }
        if let holder, let step = answerReverse(holder, type, in: &message, zones, zone, aliases, now) { return step }
        switch entry {
        case .readable(let slot)?:
            return answerReadable(slot, type, in: &message, aliases)
        case .host(let slot)?:
            return answerHost(slot, type, in: &message, zones, zone, aliases, now)
        case .some:
            return answerNegative(.noError, in: &message, zones, zone)
        case nil:
            break
        }
        if overlay == .reverse, ReverseName(name, from: 0, in: current.span) == .block {
            return answerNegative(.noError, in: &message, zones, zone)
        }
        let wildcard = zones.store.nodes[node].wildcard
        guard wildcard != ZoneNode.none, !hasOverlayEncloser(below: label, overlay, aliases, now) else {
            return answerNegative(.nameError, in: &message, zones, zone)
        }
        return answerNode(Int(wildcard), type, in: &message, zones, zone)
    }

    /// The zone that answers for the name: the deepest, but the parent for a DS record at an apex (RFC 4035 §3.1.4.1).
    private func servingZone(for type: RecordType, _ zones: borrowing ZoneIndex) -> Int? {
        guard let zone = zones.deepestZone(for: name, current.span) else { return nil }
        if type == .ds, Int(zones.zones[zone].apexLabels) == name.labelCount, name.labelCount > 0,
            let parent = zones.deepestZone(for: name, current.span, from: 1)
        {
            return parent
        }
        return zone
    }

    /// The delegation or DNAME that takes the answer away from the node; a delegation's DS is the parent's own.
    private func cut(at node: Int, _ label: Int, for type: RecordType, _ zones: borrowing ZoneIndex) -> Int? {
        let cut = zones.store.nodes[node].cut
        if cut != ZoneNode.none {
            return label == 0 && Int(cut) == node && type == .ds ? nil : Int(cut)
        }
        return label > 0 && zones.set(.dname, at: node) != nil ? node : nil
    }

    /// Whether an ancestor of the name that is nearer than the zone's closest encloser exists among the aliases; no
    /// wildcard of the file reaches below it (RFC 4592 §3.3.1).
    private func hasOverlayEncloser(
        below label: Int, _ overlay: ZoneEntry.Overlay, _ aliases: AliasSnapshot, _ now: UInt32
    ) -> Bool {
        guard overlay != .none else { return false }
        var ancestor = 1
        while ancestor < label {
            switch overlay {
            case .names:
                let start = name.start(of: ancestor)
                if aliases.find(current.span, at: start, hash: name.hash(from: ancestor)) != nil { return true }
            case .reverse:
                if isReverseNameOfAlias(from: ancestor, aliases, now) { return true }
            case .none:
                break
            }
            ancestor &+= 1
        }
        return false
    }
}
