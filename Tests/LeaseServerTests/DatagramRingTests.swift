import Addresses
import Testing

@testable import LeaseServer

@Suite("The ring between receiver and writer")
struct DatagramRingTests {
    private func origin(_ interface: Int32) -> DatagramOrigin {
        DatagramOrigin(
            interface: interface, sourceMAC: mac(1), source: .any, destination: .broadcast, sourcePort: 68)
    }

    /// Whether the ring says that the writer may be asleep.
    @discardableResult
    private func append(_ octets: [UInt8], to ring: DatagramRing, _ interface: Int32 = 1) -> Bool {
        ring.append(octets.span, from: origin(interface))
    }

    private func contents(_ batch: DatagramBatch) -> [[UInt8]] {
        (0..<batch.count).map { index in
            batch.withDatagram(index) { datagram in
                var octets: [UInt8] = []
                for offset in datagram.indices { octets.append(datagram[offset]) }
                return octets
            }
        }
    }

    @Test("Datagrams come out in order, with what was known of them")
    func order() {
        let ring = DatagramRing(capacity: 4)
        let batch = DatagramBatch()
        #expect(ring.isEmpty)
        #expect(append([1, 2, 3], to: ring))
        #expect(!append([], to: ring, 2))
        append([4], to: ring, 3)
        ring.drain(into: batch)
        #expect(contents(batch) == [[1, 2, 3], [], [4]])
        #expect((0..<3).map { batch.origin(of: $0).interface } == [1, 2, 3])
        #expect(ring.isEmpty && ring.lost == 0)
        batch.removeAll()
        #expect(batch.count == 0)
    }

    @Test("When it is full the oldest goes, and is counted")
    func overwrite() {
        let ring = DatagramRing(capacity: 3)
        for octet in 1...5 as ClosedRange<UInt8> {
            append([octet], to: ring)
        }
        #expect(ring.lost == 2)
        let batch = DatagramBatch()
        ring.drain(into: batch)
        #expect(contents(batch) == [[3], [4], [5]])
    }

    @Test("A batch takes 256 at most, and the rest next time, round and round")
    func batches() {
        let ring = DatagramRing(capacity: 300)
        let batch = DatagramBatch()
        var next: UInt16 = 0
        var expected: UInt16 = 0
        for _ in 0..<5 {
            for _ in 0..<300 {
                append([UInt8(next >> 8), UInt8(next & 0xFF)], to: ring)
                next += 1
            }
            for count in [256, 44] {
                batch.removeAll()
                ring.drain(into: batch)
                #expect(batch.count == count)
                for datagram in contents(batch) {
                    #expect(datagram == [UInt8(expected >> 8), UInt8(expected & 0xFF)])
                    expected += 1
                }
            }
        }
        #expect(ring.lost == 0)
    }

    @Test("A datagram longer than a slot is counted as lost")
    func tooLong() {
        let ring = DatagramRing(capacity: 2)
        #expect(!append([UInt8](repeating: 1, count: DatagramRing.slotLength + 1), to: ring))
        #expect(ring.lost == 1 && ring.isEmpty)
        #expect(append([UInt8](repeating: 1, count: DatagramRing.slotLength), to: ring))
    }

    @Test("Receivers and writer at once lose nothing that fits")
    func threads() async {
        let ring = DatagramRing(capacity: 4096)
        await withTaskGroup(of: Void.self) { group in
            for receiver in 0..<4 as Range<UInt8> {
                group.addTask {
                    for index in 0..<1000 as Range<UInt16> {
                        append([receiver, UInt8(index >> 8), UInt8(index & 0xFF)], to: ring)
                    }
                }
            }
        }
        let batch = DatagramBatch()
        var last: [UInt8: Int] = [:]
        var count = 0
        while !ring.isEmpty {
            batch.removeAll()
            ring.drain(into: batch)
            for datagram in contents(batch) {
                let index = Int(datagram[1]) << 8 | Int(datagram[2])
                #expect(index == last[datagram[0], default: -1] + 1)
                last[datagram[0]] = index
                count += 1
            }
        }
        #expect(count == 4000 && ring.lost == 0)
    }
}
