/// The octets of all names, appended and never moved.
///
/// A text is a length octet and that many octets. Texts that belong together are appended together, one after another,
/// and never straddle two chunks.
struct TextArena {
    private static let chunkBits = 16
    private static let chunkSize = 1 << chunkBits
    private static let chunkLimit = 1 << 14

    private let chunks: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>
    private var chunk = -1
    private var used = TextArena.chunkSize

    init() {
        chunks = .allocate(capacity: Self.chunkLimit)
        chunks.initialize(repeating: nil, count: Self.chunkLimit)
    }

    /// Appends texts of at most 255 octets each.
    ///
    /// - Returns: where the first of them begins, or `nil` when 1 GiB is used up or a text is too long.
    mutating func append(_ texts: [[UInt8]]) -> UInt32? {
        let size = texts.reduce(0) { $0 + 1 + $1.count }
        guard size <= Self.chunkSize, texts.allSatisfy({ $0.count <= 255 }) else { return nil }
        if used + size > Self.chunkSize {
            guard chunk + 1 < Self.chunkLimit else { return nil }
            chunk += 1
            used = 0
            chunks[chunk] = .allocate(capacity: Self.chunkSize)
        }
        guard let base = chunks[chunk] else { return nil }
        let start = used
        for text in texts {
            base[used] = UInt8(text.count)
            (base + used + 1).update(from: text, count: text.count)
            used += 1 + text.count
        }
        return UInt32(chunk << Self.chunkBits | start)
    }

    /// The text that begins at an offset which `append` returned.
    @inline(__always)
    func text(at offset: UInt32) -> UnsafeBufferPointer<UInt8> {
        guard let base = chunks[Int(offset) >> Self.chunkBits] else { return UnsafeBufferPointer(start: nil, count: 0) }
        let start = base + (Int(offset) & (Self.chunkSize - 1))
        return UnsafeBufferPointer(start: start + 1, count: Int(start[0]))
    }

    /// The text that follows the one at `offset`.
    @inline(__always)
    func text(after offset: UInt32) -> UnsafeBufferPointer<UInt8> {
        text(at: offset &+ 1 &+ UInt32(text(at: offset).count))
    }

    func deallocate() {
        for chunk in 0..<Self.chunkLimit {
            chunks[chunk]?.deallocate()
        }
        chunks.deallocate()
    }
}
