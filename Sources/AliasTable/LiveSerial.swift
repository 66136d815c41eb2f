internal import Synchronization

/// The SOA serial of a zone that changes while it is served.
package final class LiveSerial: Sendable {
    private let serial: Atomic<UInt32>

    package init(_ value: UInt32) {
        serial = Atomic(value)
    }

    package var value: UInt32 { serial.load(ordering: .acquiring) }

    package func store(_ value: UInt32) { serial.store(value, ordering: .releasing) }
}
