/// The datagrams that are decided together and committed in one transaction, copied out of the rings.
///
/// Its memory is allocated once. One thread uses it.
package final class DatagramBatch {
    /// The greatest number that one transaction serves: at 256 the cost of its sync is spread thin enough.
    package static let capacity = 256

    private var octets: [UInt8]
    private var lengths: [Int] = []
    private var origins: [DatagramOrigin] = []

    package init() {
        octets = Array(repeating: 0, count: Self.capacity * DatagramRing.slotLength)
        lengths.reserveCapacity(Self.capacity)
        origins.reserveCapacity(Self.capacity)
    }

    package var count: Int { lengths.count }
    package var isFull: Bool { count >= Self.capacity }

    package func removeAll() {
        lengths.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
    }

    package func origin(of index: Int) -> DatagramOrigin {
        origins[index]
    }

    /// Calls `body` with the octets of one datagram.
    package func withDatagram<Answer>(_ index: Int, _ body: (Span<UInt8>) -> Answer) -> Answer {
        let start = index * DatagramRing.slotLength
        let octets = octets
        return body(octets.span.extracting(start..<start + lengths[index]))
    }

    /// Adds a datagram of at most a slot's length. A full batch stays as it is.
    func append(_ datagram: Span<UInt8>, from origin: DatagramOrigin) {
        guard !isFull, datagram.count <= DatagramRing.slotLength else { return }
        octets.overwrite(from: count * DatagramRing.slotLength, with: datagram)
        lengths.append(datagram.count)
        origins.append(origin)
    }
}
