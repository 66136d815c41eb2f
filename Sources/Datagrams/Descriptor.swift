internal import Glibc

/// A file descriptor that is closed exactly once, when its owner goes away.
public struct Descriptor: ~Copyable, Sendable {
    public let rawValue: Int32

    /// Takes over a descriptor that somebody just opened.
    init(owning rawValue: Int32) {
        self.rawValue = rawValue
    }

    deinit {
        close(rawValue)
    }
}
