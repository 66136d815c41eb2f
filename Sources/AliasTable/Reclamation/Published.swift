internal import Synchronization

/// A cell that holds one object, which one thread replaces as a whole while others read it.
///
/// Used for what changes rarely and is read for every batch, such as the set of zones.
///
/// - Note: `@unchecked Sendable`: the pointer is only touched atomically, and the object it leads to is `Sendable` and is
///   released only after every reader has passed a quiet point.
public final class Published<Object: AnyObject & Sendable>: @unchecked Sendable {
    private let pointer: Atomic<UInt>
    private let quietPoints: QuietPoints

    public init(_ object: Object, quietPoints: QuietPoints) {
        pointer = Atomic(UInt(bitPattern: Unmanaged.passRetained(object).toOpaque()))
        self.quietPoints = quietPoints
    }

    deinit {
        Self.object(at: pointer.load(ordering: .relaxed))?.release()
    }

    /// The object as it is now. Between a reader's `enter` and `leave`, or on the thread that replaces it.
    public func load() -> Object? {
        // Sequentially consistent, so that it comes after the reader's announcement on every processor.
        Self.object(at: pointer.load(ordering: .sequentiallyConsistent))?.takeUnretainedValue()
    }

    /// Puts another object in its place; the old one is released when no reader can hold it.
    public func replace(with object: Object) {
        let new = UInt(bitPattern: Unmanaged.passRetained(object).toOpaque())
        let old = pointer.exchange(new, ordering: .sequentiallyConsistent)
        quietPoints.retire { Self.object(at: old)?.release() }
    }

    private static func object(at pointer: UInt) -> Unmanaged<Object>? {
        UnsafeRawPointer(bitPattern: pointer).map { Unmanaged<Object>.fromOpaque($0) }
    }
}
