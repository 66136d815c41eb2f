extension [UInt8] {
    /// Copies octets over the ones from `start` on. What would stand beyond the end is not copied.
    mutating func overwrite(from start: Int, with octets: Span<UInt8>) {
        var target = mutableSpan
        for index in 0..<Swift.min(octets.count, Swift.max(0, target.count - start)) {
            target[start + index] = octets[index]
        }
    }
}
