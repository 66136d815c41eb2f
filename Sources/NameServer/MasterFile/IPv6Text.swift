internal import Addresses

/// IPv6 addresses as text (RFC 4291 §2.2): groups of up to four hexadecimal digits, one `::`, perhaps dotted at the end.
enum IPv6Text {
    static func octets(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 45 else { return nil }
        guard let gap = text.firstRange(of: "::") else {
            guard let all = groups(text), all.count == 16 else { return nil }
            return all
        }
        let (left, right) = (text[..<gap.lowerBound], text[gap.upperBound...])
        guard !right.contains("::"), let before = left.isEmpty ? [] : groups(left, isEnd: false),
            let after = right.isEmpty ? [] : groups(right), before.count + after.count <= 14
        else { return nil }
        return before + [UInt8](repeating: 0, count: 16 - before.count - after.count) + after
    }

    private static func groups(_ text: some StringProtocol, isEnd: Bool = true) -> [UInt8]? {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        var octets: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if isEnd, index == fields.count - 1, field.contains(".") {
                guard let address = IPv4Address(field) else { return nil }
                octets.append(bigEndian: address.rawValue)
                continue
            }
            guard (1...4).contains(field.utf8.count) else { return nil }
            var value: UInt16 = 0
            for octet in field.utf8 {
                guard let digit = EncodedText.hexadecimalDigit(octet) else { return nil }
                value = value << 4 | UInt16(digit)
            }
            octets.append(bigEndian: value)
        }
        return octets
    }
}
