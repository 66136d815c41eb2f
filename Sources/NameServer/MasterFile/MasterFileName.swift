internal import Addresses

/// Names of master files, read in one pass: a zone file has two of them in a line.
enum MasterFileName {
    static func read(_ raw: ArraySlice<UInt8>, origin: DomainName) -> DomainName? {
        guard raw.count <= 4 * DomainName.maximumLength else { return nil }
        if raw.count == 1, raw.first == UInt8(ascii: ".") { return .root }
        var wire: [UInt8] = [0]
        wire.reserveCapacity(raw.count + origin.wire.count + 2)
        var lengthAt = 0
        var iterator = raw.makeIterator()
        var endsInDot = false
        while let octet = iterator.next() {
            endsInDot = false
            if octet == UInt8(ascii: ".") {
                guard wire[lengthAt] > 0 else { return nil }
                lengthAt = wire.count
                wire.append(0)
                endsInDot = true
                continue
            }
            var plain = octet
            if octet == UInt8(ascii: "\\") {
                guard let escaped = DomainName.unescape(&iterator) else { return nil }
                plain = escaped
            }
            guard wire[lengthAt] < UInt8(DomainName.maximumLabelLength) else { return nil }
            wire[lengthAt] += 1
            wire.append(plain)
        }
        guard wire.count > 1 else { return nil }
        if !endsInDot { wire.append(contentsOf: origin.wire) }
        return DomainName(wire: wire)
    }
}
