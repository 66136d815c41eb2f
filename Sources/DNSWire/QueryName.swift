public import Addresses

/// Where a name's labels begin, and the hash of the name and of each of its ancestors.
///
/// It is scratch space: one per thread, filled anew for each name, so that no query allocates. The arrays have their
/// size for good; inline storage would be a kilobyte that is copied wherever a name is passed on. It cannot be copied,
/// so that they never have a second owner.
public struct QueryName: ~Copyable {
    /// The most labels a name can have: 127 of one octet each, and the root (RFC 1035 §2.3.4).
    public static var maximumLabels: Int { 127 }

    /// How many labels the name has, the root not counted.
    public private(set) var labelCount = 0
    /// The octets of its wire form, the root's included.
    public private(set) var length = 1
    private var starts = [UInt8](repeating: 0, count: Self.maximumLabels + 1)
    private var hashes = [UInt64](repeating: NameHashKey.root, count: Self.maximumLabels + 1)

    public init() {}

    /// Notes the labels of the uncompressed name that begins at `start`, in one pass.
    ///
    /// - Returns: `false` if it is no such name: cut off, too long, or compressed. A question has nothing before it to
    ///   point at, so a pointer there is an error (RFC 1035 §4.1.4) and no loop can exist.
    @inline(__always)
    public mutating func read(_ octets: Span<UInt8>, at start: Int) -> Bool {
        var starts = starts.mutableSpan
        guard let found = Self.scan(octets, at: start, into: &starts) else { return false }
        labelCount = found.labels
        length = found.length
        return true
    }

    @inline(__always)
    private static func scan(
        _ octets: Span<UInt8>, at start: Int, into starts: inout MutableSpan<UInt8>
    ) -> (labels: Int, length: Int)? {
        var position = start
        var labels = 0
        while position >= 0, position < octets.count {
            let size = Int(octets[position])
            let relative = position &- start
            guard size <= DomainName.maximumLabelLength, labels <= maximumLabels, relative < DomainName.maximumLength
            else { return nil }
            starts[labels] = UInt8(truncatingIfNeeded: relative)
            if size == 0 { return (labels, relative &+ 1) }
            labels &+= 1
            position = position &+ 1 &+ size
        }
        return nil
    }

    /// Hashes the name that was read, and every ancestor on the way from the root.
    @inline(__always)
    public mutating func hash(_ octets: Span<UInt8>, at start: Int, with key: NameHashKey) {
        let count = labelCount
        for label in stride(from: count, through: 0, by: -1) {
            guard label < count else {
                hashes[label] = NameHashKey.root
                continue
            }
            let begin = start &+ Int(starts[label]) &+ 1
            let end = start &+ Int(starts[label &+ 1])
            guard begin <= end, end <= octets.count else { return }
            hashes[label] = key.hash(octets, begin..<end, parent: hashes[label &+ 1])
        }
    }

    /// The hash of the name without its first `label` labels; the root's at `labelCount`.
    @inline(__always)
    public func hash(from label: Int) -> UInt64 {
        label >= 0 && label <= labelCount ? hashes[label] : NameHashKey.root
    }

    /// Where label number `label` begins, counted from the start of the name; the root's at `labelCount`.
    @inline(__always)
    public func start(of label: Int) -> Int {
        label >= 0 && label <= labelCount ? Int(starts[label]) : length &- 1
    }
}
