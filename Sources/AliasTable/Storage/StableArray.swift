/// A growing array whose elements never move, so that readers may look while the writer appends.
///
/// Elements live in chunks; the directory of chunks is as large as it will ever be from the start (untouched pages cost
/// nothing). A reader only ever has indices that were published after the element was written.
struct StableArray<Element: BitwiseCopyable> {
    private static var chunkBits: Int { 12 }
    private static var chunkSize: Int { 1 << chunkBits }
    private static var chunkLimit: Int { 1 << 13 }

    private let chunks: UnsafeMutablePointer<UnsafeMutablePointer<Element>?>
    /// The writer's count; readers do not look at it.
    private(set) var count = 0

    init() {
        chunks = .allocate(capacity: Self.chunkLimit)
        chunks.initialize(repeating: nil, count: Self.chunkLimit)
    }

    /// The most elements there can be: 2²⁵.
    static var limit: Int { chunkSize * chunkLimit }

    /// - Returns: the new element's index, or `nil` when the array is at its limit.
    mutating func append(_ element: Element) -> UInt32? {
        guard count < Self.limit else { return nil }
        let chunk = count >> Self.chunkBits
        let base: UnsafeMutablePointer<Element>
        if let existing = chunks[chunk] {
            base = existing
        } else {
            // On a cache line's boundary, so that an element of a line's size costs one line.
            base = UnsafeMutableRawPointer.allocate(
                byteCount: Self.chunkSize * MemoryLayout<Element>.stride, alignment: 64
            ).bindMemory(to: Element.self, capacity: Self.chunkSize)
            chunks[chunk] = base
        }
        (base + (count & (Self.chunkSize - 1))).initialize(to: element)
        count += 1
        return UInt32(count - 1)
    }

    /// Where the element is, for an index that `append` returned.
    @inline(__always)
    func pointer(to index: UInt32) -> UnsafeMutablePointer<Element>? {
        chunks[Int(index) >> Self.chunkBits].map { $0 + (Int(index) & (Self.chunkSize - 1)) }
    }

    func deallocate() {
        for chunk in 0..<Self.chunkLimit {
            chunks[chunk]?.deallocate()
        }
        chunks.deallocate()
    }
}
