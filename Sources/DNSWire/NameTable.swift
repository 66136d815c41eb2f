internal import Addresses

/// The names that a message holds already, as offsets that a compression pointer can lead to.
///
/// A small fixed table: what does not fit is not compressed against, which costs room and never correctness. The names
/// themselves stay in the message; entries of another length are passed over without a look.
struct NameTable: ~Copyable {
    static var capacity: Int { 64 }

    private(set) var count = 0
    private var knowsQuestion = false
    private var offsets = [UInt16](repeating: 0, count: Self.capacity)
    private var lengths = [UInt8](repeating: 0, count: Self.capacity)

    mutating func removeAll() {
        count = 0
        knowsQuestion = false
    }

    /// Forgets what was learned after there were `count` names.
    mutating func truncate(to count: Int) {
        self.count = min(self.count, max(count, 0))
        if self.count == 0 { knowsQuestion = false }
    }

    /// Adds the question's name and its ancestors, once; not before a name is written, so that an answer without names
    /// does not pay for it.
    mutating func learnQuestion(_ message: borrowing MutableSpan<UInt8>) {
        guard !knowsQuestion else { return }
        knowsQuestion = true
        guard let end = message.span.uncompressedNameEnd(from: MessageHeader.size) else { return }
        var label = MessageHeader.size
        while label < end, message[label] != 0 {
            learn(suffixAt: label, length: end &- label)
            label = label &+ 1 &+ Int(message[label])
        }
    }

    /// - Parameter length: of the whole uncompressed name that begins there, the root octet included.
    mutating func learn(suffixAt offset: Int, length: Int) {
        guard count < Self.capacity, offset < 0x4000, length <= DomainName.maximumLength else { return }
        offsets[count] = UInt16(truncatingIfNeeded: offset)
        lengths[count] = UInt8(truncatingIfNeeded: length)
        count &+= 1
    }

    /// The offset of a name equal to the one in `range`, if the message holds one.
    func find(_ octets: Span<UInt8>, _ range: Range<Int>, in message: borrowing MutableSpan<UInt8>) -> UInt16? {
        let length = UInt8(truncatingIfNeeded: range.count)
        for index in 0..<count where lengths[index] == length {
            if Self.matches(octets, range, at: Int(offsets[index]), in: message) { return offsets[index] }
        }
        return nil
    }

    /// Compares without regard to case (RFC 4343). Pointers were written by us and lead backwards only; a step that does
    /// not is taken as a difference, so the loop ends.
    private static func matches(
        _ octets: Span<UInt8>, _ range: Range<Int>, at offset: Int, in message: borrowing MutableSpan<UInt8>
    ) -> Bool {
        var position = offset
        var index = range.lowerBound
        while index < range.upperBound, position < message.count {
            let length = message[position]
            if length >= 0xC0 {
                guard position &+ 1 < message.count else { return false }
                let target = Int(length & 0x3F) << 8 | Int(message[position &+ 1])
                guard target < position else { return false }
                position = target
                continue
            }
            guard length == octets[index] else { return false }
            if length == 0 { return true }
            let end = index &+ 1 &+ Int(length)
            guard end <= range.upperBound, position &+ 1 &+ Int(length) <= message.count else { return false }
            index &+= 1
            position &+= 1
            while index < end {
                let (a, b) = (octets[index], message[position])
                guard a == b || a.asciiLowercased == b.asciiLowercased else { return false }
                index &+= 1
                position &+= 1
            }
        }
        return false
    }
}
