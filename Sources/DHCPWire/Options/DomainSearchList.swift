public import Addresses

/// The search list of option 119 (RFC 3397): names in wire form, compressed among themselves (RFC 1035 §4.1.4).
///
/// Pointers count from the first octet of the option's value, its pieces joined.
public enum DomainSearchList {
    /// The value, with every suffix that stood before replaced by a pointer to it.
    public static func encode(_ names: [DomainName]) -> [UInt8] {
        var octets: [UInt8] = []
        var known: [DomainName: Int] = [:]
        for name in names {
            var rest: DomainName? = name
            while let suffix = rest {
                if let offset = known[suffix] {
                    octets += [0xC0 | UInt8(truncatingIfNeeded: offset >> 8), UInt8(truncatingIfNeeded: offset)]
                    break
                }
                let label = suffix.wire.prefix(1 + Int(suffix.wire.first ?? 0))
                // The root is an octet and a pointer two; and an offset has fourteen bits.
                if !suffix.isRoot, octets.count < 0x4000 { known[suffix] = octets.count }
                octets += label
                rest = suffix.parent
            }
        }
        return octets
    }

    /// Reads the value of the option.
    ///
    /// - Returns: `nil` if the octets are no names. A pointer may only lead backwards, so reading ends.
    public static func names(in octets: [UInt8]) -> [DomainName]? {
        var names: [DomainName] = []
        var position = 0
        while position < octets.count {
            guard let (name, end) = name(in: octets, at: position) else { return nil }
            names.append(name)
            position = end
        }
        return names.isEmpty ? nil : names
    }

    private static func name(in octets: [UInt8], at start: Int) -> (DomainName, end: Int)? {
        var labels: [ArraySlice<UInt8>] = []
        var position = start
        var end: Int?
        var lowest = start
        while position < octets.count {
            let length = Int(octets[position])
            switch length {
            case 0:
                return DomainName(labels: labels).map { ($0, end ?? position + 1) }
            case 1...DomainName.maximumLabelLength:
                guard position + 1 + length <= octets.count else { return nil }
                labels.append(octets[position + 1..<position + 1 + length])
                position += 1 + length
            case 0xC0...:
                guard position + 1 < octets.count else { return nil }
                let target = (length & 0x3F) << 8 | Int(octets[position + 1])
                guard target < lowest else { return nil }
                end = end ?? position + 2
                lowest = target
                position = target
            default:
                return nil
            }
        }
        return nil
    }
}
