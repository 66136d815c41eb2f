import Addresses
import DNSWire
import Testing

/// Names in replies (RFC 1035 §4.1.4) and the limit on everything that is written.
@Suite struct MessageWriterTests {
    /// A header, the question `F.ISI.ARPA A IN`, and room.
    static func message(room: Int = 512) -> (octets: [UInt8], end: Int) {
        let question = name("F.ISI.ARPA") + [0, 1, 0, 1]
        let start = [UInt8](repeating: 0, count: 12) + question
        return (start + [UInt8](repeating: 0, count: max(room - start.count, 0)), start.count)
    }

    static func name(_ text: String) -> [UInt8] {
        DomainName(text)?.wire ?? []
    }

    /// What the writer makes of names written one after another.
    static func write(_ names: [String], limit: Int = 512) -> (octets: [UInt8], overflowed: Bool) {
        var (octets, end) = message()
        var span = octets.mutableSpan
        var writer = MessageWriter()
        writer.begin(at: end, limit: limit, in: &span)
        for text in names {
            let wire = name(text)
            writer.writeName(wire.span, 0..<wire.count, to: &span)
        }
        let (position, overflowed) = (writer.position, writer.overflowed)
        return (Array(octets[end..<position]), overflowed)
    }

    @Test("FOO.F.ISI.ARPA becomes FOO and a pointer, ARPA a pointer, the root one octet, as in RFC 1035 section 4.1.4")
    func compression() {
        #expect(Self.write(["FOO.F.ISI.ARPA"]).octets == [3, 70, 79, 79, 0xC0, 12])
        #expect(Self.write(["ARPA"]).octets == [0xC0, 18])
        #expect(Self.write(["."]).octets == [0])
        #expect(Self.write(["f.isi.arpa"]).octets == [0xC0, 12])
    }

    @Test("Names written before are pointed at, with all their suffixes")
    func earlierNames() {
        #expect(
            Self.write(["a.b.test", "b.test", "c.b.test", "test"]).octets == [
                1, 97, 1, 98, 4, 116, 101, 115, 116, 0, 0xC0, 30, 1, 99, 0xC0, 30, 0xC0, 32,
            ])
    }

    @Test("Many names fill the table and are still written right")
    func manyNames() {
        let names = (0..<200).map { "n\($0)" }
        let (octets, overflowed) = Self.write(names, limit: 512)
        #expect(overflowed)
        #expect(octets.count <= 512)
    }

    @Test("Nothing is written past the limit, and a mark takes an overflow back")
    func limit() {
        var (octets, end) = Self.message()
        var span = octets.mutableSpan
        var writer = MessageWriter()
        writer.begin(at: end, limit: end + 5, in: &span)
        writer.write(UInt32(0x0102_0304), to: &span)
        let mark = writer.mark
        writer.write(UInt16(0xFFFF), to: &span)
        writer.write(UInt8(0xFF), to: &span)
        let overflowed = writer.overflowed
        writer.rewind(to: mark)
        writer.write(UInt8(5), to: &span)
        let (position, isClean) = (writer.position, !writer.overflowed)
        #expect(overflowed && isClean)
        #expect(Array(octets[end...end + 5]) == [1, 2, 3, 4, 5, 0])
        #expect(position == end + 5)
    }

    @Test("A mark also forgets the names that were taken back")
    func forgottenNames() {
        var (octets, end) = Self.message()
        var span = octets.mutableSpan
        var writer = MessageWriter()
        writer.begin(at: end, limit: 512, in: &span)
        let mark = writer.mark
        let (test, other) = (Self.name("a.test"), Self.name("zz.test"))
        writer.writeName(test.span, 0..<test.count, to: &span)
        writer.rewind(to: mark)
        writer.writeName(other.span, 0..<other.count, to: &span)
        writer.writeName(test.span, 0..<test.count, to: &span)
        let position = writer.position
        #expect(
            Array(octets[end..<position]) == [2, 122, 122, 4, 116, 101, 115, 116, 0, 1, 97, 0xC0, UInt8(end + 3)])
    }
}
