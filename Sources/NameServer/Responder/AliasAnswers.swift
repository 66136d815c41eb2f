internal import Addresses
internal import AliasTable
internal import DNSWire

/// Answers out of the registry: aliases, the readable names that lead to them, and hosts.
extension Responder {
    /// Answers at an alias: its address while it is leased, and whose it is.
    mutating func answerAlias(
        _ slot: AliasSlot, _ type: RecordType, in message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex,
        _ aliases: AliasSnapshot, _ now: UInt32
    ) -> Step {
        switch type {
        case .a, .any:
            if let lease = aliases.lease(of: slot, now: now) {
                writeCurrentAddress(lease, to: &message)
                return .done
            }
            if type == .any {
                writeNothingForAny(in: &message)
                return .done
            }
        case .txt:
            writeDescription(of: slot, aliases, in: &message)
            return .done
        default:
            break
        }
        guard let zone = zones.deepestZone(for: name, current.span) else { return .done }
        return answerNegative(.noError, in: &message, zones, zone)
    }

    /// Answers at `<host>.<domain>`: the address that the host has for good.
    mutating func answerHost(
        _ slot: AliasSlot, _ type: RecordType, in message: inout MutableSpan<UInt8>, _ zones: borrowing ZoneIndex,
        _ zone: Int, _ aliases: AliasSnapshot, _ now: UInt32
    ) -> Step {
        guard type == .a || type == .any, let lease = aliases.lease(of: slot, now: now) else {
            return answerNegative(.noError, in: &message, zones, zone)
        }
        writeCurrentAddress(lease, to: &message)
        return .done
    }

    /// Writes the A record of `current`.
    private mutating func writeCurrentAddress(_ lease: AliasLease, to message: inout MutableSpan<UInt8>) {
        let mark = writer.mark
        writer.writeName(current.span, 0..<name.length, to: &message)
        let start = writer.beginRecord(type: .a, ttl: min(Self.aliasSeconds, lease.remaining), in: &message)
        writer.write(lease.address.rawValue, to: &message)
        writer.endRecord(from: start, in: &message)
        count(1, in: .answer, since: mark)
    }

    /// Answers at `<machine>.<environment>.<domain>`: a CNAME to the alias, then whatever the alias answers.
    mutating func answerReadable(
        _ slot: AliasSlot, _ type: RecordType, in message: inout MutableSpan<UInt8>, _ aliases: AliasSnapshot
    ) -> Step {
        guard let length = makeAliasName(of: slot, aliases) else { return .done }
        writeCanonicalName(ttl: Self.aliasSeconds, length: length, in: &message)
        guard type != .cname, type != .any, !header.isTruncated else { return .done }
        for index in 0..<length { current[index] = made[index] }
        guard name.read(current.span, at: 0) else { return .done }
        name.hash(current.span, at: 0, with: aliases.hashKey)
        return .follow
    }

    /// Puts the alias's, or the host's, full name into `made`.
    ///
    /// - Returns: its length.
    mutating func makeAliasName(of slot: AliasSlot, _ aliases: AliasSnapshot) -> Int? {
        var octets = made.mutableSpan
        let size = aliases.aliasLength(of: slot)
        guard size <= DomainName.maximumLabelLength else { return nil }
        octets[0] = UInt8(truncatingIfNeeded: size)
        guard let label = aliases.copyAlias(of: slot, to: &octets, at: 1),
            let end = aliases.copyDomain(of: slot, to: &octets, at: label),
            end <= DomainName.maximumLength
        else { return nil }
        return end
    }

    /// A registered alias exists though it has no record now; ANY is told so in one harmless record (RFC 8482 §4.2).
    private mutating func writeNothingForAny(in message: inout MutableSpan<UInt8>) {
        let mark = writer.mark
        writer.writeName(current.span, 0..<name.length, to: &message)
        let start = writer.beginRecord(type: .hinfo, ttl: Zone.liveNegativeSeconds, in: &message)
        writeString("RFC8482", in: &message)
        writeString("", in: &message)
        writer.endRecord(from: start, in: &message)
        count(1, in: .answer, since: mark)
    }

    /// Says which machine of which environment the alias is, and where that was cloned from: a string each.
    private mutating func writeDescription(
        of slot: AliasSlot, _ aliases: AliasSnapshot, in message: inout MutableSpan<UInt8>
    ) {
        let environment = aliases.environment(of: slot)
        let mark = writer.mark
        writer.writeName(current.span, 0..<name.length, to: &message)
        let start = writer.beginRecord(type: .txt, ttl: Self.aliasSeconds, in: &message)
        if beginString("environment=", aliases.environmentNameLength(environment), in: &message) {
            writer.advance(to: aliases.copyEnvironmentName(environment, to: &message, at: writer.position))
        }
        if beginString("machine=", aliases.machineNameLength(of: slot), in: &message) {
            writer.advance(to: aliases.copyMachineName(of: slot, to: &message, at: writer.position))
        }
        if aliases.originLength(environment) > 0,
            beginString("origin=", aliases.originLength(environment), in: &message)
        {
            writer.advance(to: aliases.copyOrigin(environment, to: &message, at: writer.position))
        }
        writer.endRecord(from: start, in: &message)
        count(1, in: .answer, since: mark)
    }

    private mutating func writeString(_ text: String, in message: inout MutableSpan<UInt8>) {
        _ = beginString(text, 0, in: &message)
    }

    /// Writes the length of a character string and its beginning.
    ///
    /// - Returns: whether there is room for the `more` octets that come after.
    private mutating func beginString(
        _ text: String, _ more: Int, in message: inout MutableSpan<UInt8>
    ) -> Bool {
        let size = text.utf8.count &+ more
        guard size <= 255, writer.reserve(1 &+ size) else { return false }
        writer.write(UInt8(truncatingIfNeeded: size), to: &message)
        for octet in text.utf8 { writer.write(octet, to: &message) }
        return true
    }
}
