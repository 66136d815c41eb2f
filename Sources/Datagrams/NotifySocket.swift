internal import CSockets

/// A Unix socket that sends single words to a service manager (sd_notify(3)). What cannot be sent is not sent.
public final class NotifySocket: Sendable {
    private let path: String
    private let descriptor: Descriptor

    /// - Parameter path: a path, or a name that begins with `@`; anything else is somebody else's kind of address.
    public init?(path: String) {
        guard path.hasPrefix("/") || path.hasPrefix("@") else { return nil }
        let raw = csockets_open_notify()
        guard raw >= 0 else { return nil }
        self.path = path
        descriptor = Descriptor(owning: raw)
    }

    public func send(_ text: String) {
        csockets_notify(descriptor.rawValue, path, text)
    }
}
