internal import Addresses

/// Finding where a name ends, without expanding it.
extension Span where Element == UInt8 {
    /// The offset after an uncompressed name that begins at `start`; `nil` if it is cut off, longer than 255 octets, or
    /// holds a compression pointer or another reserved length (RFC 1035 §4.1.4).
    public func uncompressedNameEnd(from start: Int) -> Int? {
        var position = start
        while position >= 0, position < count {
            let length = Int(self[position])
            guard length <= DomainName.maximumLabelLength else { return nil }
            position += 1 + length
            guard position - start <= DomainName.maximumLength else { return nil }
            if length == 0 { return position }
        }
        return nil
    }

    /// The offset after a name that may end in a compression pointer. The pointer is stepped over and not followed, so
    /// nothing can loop; what it points at is never needed of a query.
    func nameEnd(from start: Int) -> Int? {
        var position = start
        while position >= 0, position < count {
            let length = Int(self[position])
            if length >= 0xC0 { return position + 2 <= count ? position + 2 : nil }
            guard length <= DomainName.maximumLabelLength else { return nil }
            position += 1 + length
            guard position - start <= DomainName.maximumLength else { return nil }
            if length == 0 { return position }
        }
        return nil
    }
}
