extension [UInt8] {
    /// Copies octets over the ones from `start` on. What would stand beyond the end is not copied.
    mutating func overwrite(from start: Int, with octets: Span<UInt8>) {
        guard start >= 0, start < count else { return }
        let length = Swift.min(octets.count, count - start)
        // Both buffers are whole and the length fits each: a copy of a few hundred octets in one go, not one by one.
        octets.withUnsafeBufferPointer { source in
            withUnsafeMutableBufferPointer { target in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                (to + start).update(from: from, count: length)
            }
        }
    }
}
