internal import Synchronization

/// The SOA serial of a zone that changes while it is served.
public final class LiveSerial: Sendable {
    private let serial: Atomic<UInt32>

    public init(_ value: UInt32) {
        serial = Atomic(value)
    }

    public var value: UInt32 { serial.load(ordering: .acquiring) }

    public func store(_ value: UInt32) { serial.store(value, ordering: .releasing) }
}
