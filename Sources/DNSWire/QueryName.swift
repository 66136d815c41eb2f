package import Addresses

/// Where a name's labels begin, and the hash of the name and of each of its ancestors.
///
/// It is scratch space: one per thread, filled anew for each name, so that no query allocates. It cannot be copied,
/// because a copy of a kilobyte per call would cost more than the lookup.
package struct QueryName: ~Copyable {
    /// The most labels a name can have: 127 of one octet each, and the root (RFC 1035 §2.3.4).
    package static var maximumLabels: Int { 127 }

    /// How many labels the name has, the root not counted.
    package private(set) var labelCount = 0
    /// The octets of its wire form, the root's included.
    package private(set) var length = 1
    private var starts: InlineArray<128, UInt8> = .init(repeating: 0)
    private var hashes: InlineArray<128, UInt64> = .init(repeating: NameHashKey.root)

    package init() {}

    /// Notes the labels of the uncompressed name that begins at `start`, in one pass.
    ///
    /// - Returns: `false` if it is no such name: cut off, too long, or compressed. A question has nothing before it to
    ///   point at, so a pointer there is an error (RFC 1035 §4.1.4) and no loop can exist.
    @inline(__always)
    package mutating func read(_ octets: Span<UInt8>, at start: Int) -> Bool {
        var position = start
        var labels = 0
        while position >= 0, position < octets.count {
            let size = Int(octets[position])
            let relative = position &- start
            if size == 0 {
                guard relative < DomainName.maximumLength else { return false }
                starts[labels] = UInt8(truncatingIfNeeded: relative)
                labelCount = labels
                length = relative &+ 1
                return true
            }
            guard size <= DomainName.maximumLabelLength, labels < Self.maximumLabels,
                relative < DomainName.maximumLength
            else { return false }
            starts[labels] = UInt8(truncatingIfNeeded: relative)
            labels &+= 1
            position = position &+ 1 &+ size
        }
        return false
    }

    /// Hashes the name that was read, and every ancestor on the way from the root.
    @inline(__always)
    package mutating func hash(_ octets: Span<UInt8>, at start: Int, with key: NameHashKey) {
        var hash = NameHashKey.root
        hashes[labelCount] = hash
        var label = labelCount
        while label > 0 {
            let end = start &+ Int(starts[label])
            label &-= 1
            let begin = start &+ Int(starts[label]) &+ 1
            guard begin <= end, end <= octets.count else { return }
            hash = key.hash(octets, begin..<end, parent: hash)
            hashes[label] = hash
        }
    }

    /// The hash of the name without its first `label` labels; the root's at `labelCount`.
    @inline(__always)
    package func hash(from label: Int) -> UInt64 {
        label >= 0 && label <= labelCount ? hashes[label] : NameHashKey.root
    }

    /// Where label number `label` begins, counted from the start of the name; the root's at `labelCount`.
    @inline(__always)
    package func start(of label: Int) -> Int {
        label >= 0 && label <= labelCount ? Int(starts[label]) : length &- 1
    }
}
