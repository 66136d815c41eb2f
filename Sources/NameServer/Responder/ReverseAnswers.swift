internal import Addresses
internal import AliasTable
internal import DNSWire

/// What a name under `in-addr.arpa` stands for (RFC 1035 §3.5).
enum ReverseName: Equatable {
    /// Four octets: one address.
    case address(IPv4Address)
    /// Fewer: a block of addresses, which exists above them.
    case block

    /// Reads the labels from number `first` on. Octets are canonical decimals, so that an address has one name.
    ///
    /// - Returns: `nil` if it is no such name.
    init?(_ name: borrowing QueryName, from first: Int, in octets: Span<UInt8>) {
        let labels = name.labelCount &- first &- 2
        guard labels >= 0, labels <= 4 else { return nil }
        var value: UInt32 = 0
        for step in 0..<labels {
            let start = name.start(of: first &+ step)
            guard let octet = Self.decimal(octets, start &+ 1..<name.start(of: first &+ step &+ 1)) else { return nil }
            value |= UInt32(octet) << UInt32(8 &* step)
        }
        self = labels == 4 ? .address(IPv4Address(rawValue: value)) : .block
    }

    /// 0...255, without leading zeros.
    private static func decimal(_ octets: Span<UInt8>, _ range: Range<Int>) -> UInt8? {
        guard (1...3).contains(range.count), range.upperBound <= octets.count else { return nil }
        var value = 0
        for index in range {
            guard let digit = octets[index].decimalDigit else { return nil }
            guard range.count == 1 || index > range.lowerBound || digit > 0 else { return nil }
            value = value &* 10 &+ digit
        }
        return UInt8(exactly: value)
    }
}

/// Answers for addresses, in zones that hold a network's reverse.
extension Responder {
    /// Whose address the name in `current` is now.
    func holderOfReverseName(_ aliases: AliasSnapshot, _ now: UInt32) -> (slot: AliasSlot, address: IPv4Address)? {
        guard case .address(let address)? = ReverseName(name, from: 0, in: current.span) else { return nil }
        return aliases.slot(at: address, now: now).map { ($0, address) }
    }

    /// Answers for the address of an alias or a host.
    ///
    /// - Returns: `nil` if it has ceased to have it.
    mutating func answerReverse(
        _ holder: (slot: AliasSlot, address: IPv4Address), _ type: RecordType, in message: inout MutableSpan<UInt8>,
        _ zones: borrowing ZoneIndex,
        _ zone: Int, _ aliases: AliasSnapshot, _ now: UInt32
    ) -> Step? {
        guard let lease = aliases.lease(of: holder.slot, now: now), lease.address == holder.address else { return nil }
        guard type == .ptr || type == .any else { return answerNegative(.noError, in: &message, zones, zone) }
        guard let length = makeAliasName(of: holder.slot, aliases) else { return nil }
        writeName(.ptr, ttl: min(Self.aliasSeconds, lease.remaining), length: length, in: &message)
        return .done
    }

    /// Whether the name from label number `label` on exists because an alias or a host has its address, or one below it may.
    func isReverseNameOfAlias(from label: Int, _ aliases: AliasSnapshot, _ now: UInt32) -> Bool {
        switch ReverseName(name, from: label, in: current.span) {
        case .address(let address): aliases.slot(at: address, now: now) != nil
        case .block: true
        case nil: false
        }
    }
}
