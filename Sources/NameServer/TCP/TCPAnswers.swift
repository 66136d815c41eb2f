internal import AliasTable
internal import DNSWire
internal import Datagrams
internal import NIOCore

/// What one event loop answers with: its responder, its room to build a reply, its place among the readers.
///
/// - Note: `@unchecked Sendable`: it is made before its event loop serves, and after that touched only on that loop.
final class TCPAnswers: @unchecked Sendable {
    private let data: NameData
    private let reader: QuietReader
    private var responder: Responder
    private var tally = NameTally()
    let counters = NameCounters()
    private var room = [UInt8](repeating: 0, count: 65_535)

    init(data: NameData, reader: QuietReader) {
        self.data = data
        self.reader = reader
        responder = data.makeResponder()
    }

    /// Takes whole messages off `input` and appends their replies to `output`, each with its length (RFC 1035 §4.2.2).
    ///
    /// - Parameter limit: stops when `output` holds this much; a single reply may go past it.
    /// - Returns: how many messages were taken.
    func answer(
        _ input: inout ByteBuffer, to output: inout ByteBuffer, limit: Int, from source: Datagrams.SocketAddress?
    ) -> Int {
        reader.enter()
        defer { reader.leave() }
        guard let aliases = data.aliases.snapshot(), let zones = data.zones.load(), let access = data.access.load()
        else { return 0 }
        let isServed = source.map { access.service(for: $0.host) != .none } ?? false
        let client = source.map { Client(address: $0.host, time: WallClock.seconds()) }
        let now = BootClock.seconds()
        let start = BootClock.nanoseconds()
        var count = 0
        defer {
            tally.count(count, took: BootClock.nanoseconds() &- start)
            counters.take(&tally)
        }
        while output.readableBytes < limit, let length = Self.nextLength(input) {
            input.moveReaderIndex(forwardBy: 2)
            guard let message = input.readSlice(length: length) else { break }
            count += 1
            let octets = message.readableBytesUInt8Span
            for index in 0..<length { room[index] = octets[index] }
            var span = room.mutableSpan
            var reply = 0
            if isServed {
                reply = responder.respond(
                    in: &span, length: length, transport: .tcp, client: client, zones: zones, aliases: aliases, now: now
                )
                if let source { data.updates.note(span.span, reply: reply, from: source.host) }
            } else if data.policy.refusal == .refused {
                reply = responder.refuse(in: &span, length: length, transport: .tcp, client: client)
            }
            guard reply > 0 else {
                tally.count(isServed || data.policy.refusal == .refused ? .unanswerable : .notServed)
                continue
            }
            tally.count(responder.type, responder.header.code)
            output.writeInteger(UInt16(truncatingIfNeeded: reply))
            output.writeBytes(room[..<reply])
        }
        return count
    }

    /// The length of the first message, if all of it is there.
    private static func nextLength(_ input: ByteBuffer) -> Int? {
        guard let length = input.getInteger(at: input.readerIndex, as: UInt16.self),
            input.readableBytes >= 2 + Int(length)
        else { return nil }
        return Int(length)
    }
}
