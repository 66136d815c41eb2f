internal import Addresses
internal import AliasTable
internal import DNSWire
internal import Datagrams
internal import NameServer

/// A whole server asked by any datagram: it answers what was asked, in a message that can be read, or says nothing.
///
/// The first octet chooses the way: UDP or TCP, served or not, with how much room, and whether the reply is cut short.
func fuzzResponder(_ input: [UInt8]) {
    guard let way = input.first else { return }
    ResponderLab.current.ask(Array(input.dropFirst()), way: way)
}

/// The zones and aliases of the responder's target, made once.
private final class ResponderLab {
    // One thread runs the targets.
    nonisolated(unsafe) static let current = ResponderLab()

    private let zones: ZoneSet
    private let table: AliasTable
    private var responder: Responder

    private init() {
        let key = NameHashKey(key0: 0x0123_4567_89AB_CDEF, key1: 0xFEDC_BA98_7654_3210)
        table = AliasTable(hashKey: key)
        zones = ZoneSet(FuzzZones.all(hashKey: key), hashKey: key)
        let secret = CookieSecret(hexadecimal: "e5e973e5a6b2a43f48e7dc849e37bfcf")
        responder = Responder(
            identity: ServerIdentity(version: "1", name: "ns", identifier: "lab"),
            secrets: secret.map { CookieSecrets(current: $0) })
        let writer = AliasTableWriter(table)
        writer.replaceAll(FuzzZones.environments)
        if let hosts = FuzzZones.hosts { writer.replace(hosts: hosts) }
    }

    func ask(_ query: [UInt8], way: UInt8) {
        let transport: Transport = way & 1 == 0 ? .udp : .tcp
        let room = way & 2 == 0 ? 65_535 : 512 + Int(way >> 4) * 100
        var buffer = query + [UInt8](repeating: 0xEE, count: max(512, room) - min(query.count, 512))
        guard let snapshot = table.snapshot() else { return }
        let client = Client(address: .ipv4(IPv4Address(10, 86, 51, 9)), time: 1_800_000_000)
        var span = buffer.mutableSpan
        var length: Int
        if way & 4 == 0 {
            length = responder.respond(
                in: &span, length: query.count, transport: transport, client: client, zones: zones,
                aliases: snapshot, now: 1000)
            if way & 8 != 0, length > 0 { length = responder.cutShort(length, in: &span) }
        } else {
            length = responder.refuse(in: &span, length: query.count, transport: transport, client: client)
        }
        guard length > 0 else { return }
        demand(query.count >= 12 && query[2] & 0x80 == 0, "a response or a stump was answered")
        demand(length <= buffer.count, "a reply longer than its buffer")
        demand(length <= (transport == .udp ? 1232 : 65_535), "a reply of \(length) octets")
        check(Array(buffer[..<length]), to: query)
    }

    private func check(_ reply: [UInt8], to query: [UInt8]) {
        demand(reply.count >= 12 && reply[0..<2] == query[0..<2], "another identifier")
        demand(reply[2] & 0x80 != 0 && reply[2] & 0x78 == query[2] & 0x78, "no response, or another opcode")
        let reader = ReplyReader(reply)
        guard let end = reader.end() else { return demand(false, "a reply that cannot be read: \(reply)") }
        demand(end == reply.count, "octets after the last record")
        guard reply[5] == 1 else { return }
        let question = reader.questionEnd
        demand(question <= query.count && reply[12..<question] == query[12..<question], "another question")
    }
}

/// Walks a reply as a client does, and believes nothing.
private struct ReplyReader {
    private let octets: [UInt8]

    init(_ octets: [UInt8]) {
        self.octets = octets
    }

    private func number(_ offset: Int) -> Int? {
        octets.indices.contains(offset + 1) && offset >= 0 ? Int(octets[offset]) << 8 | Int(octets[offset + 1]) : nil
    }

    var questionEnd: Int { (nameEnd(12) ?? 0) + 4 }

    /// Where the last record ends; `nil` if a name or a record is broken.
    func end() -> Int? {
        guard let questions = number(4), let answers = number(6), let authorities = number(8), let more = number(10),
            questions <= 1
        else { return nil }
        var position = 12
        if questions == 1 {
            guard let end = nameEnd(position), end + 4 <= octets.count else { return nil }
            position = end + 4
        }
        for _ in 0..<answers + authorities + more {
            guard let owner = nameEnd(position), let type = number(owner), let size = number(owner + 8),
                owner + 10 + size <= octets.count, hasReadableNames(type, owner + 10, size)
            else { return nil }
            position = owner + 10 + size
        }
        return position
    }

    /// Names in RDATA that a server may compress (RFC 3597 §4).
    private func hasReadableNames(_ type: Int, _ start: Int, _ size: Int) -> Bool {
        switch type {
        case 2, 5, 12, 39: nameEnd(start) == start + size
        case 15: nameEnd(start + 2) == start + size
        case 6: nameEnd(start).flatMap(nameEnd) == start + size - 20
        default: true
        }
    }

    /// Follows pointers, which may only lead back (RFC 1035 §4.1.4).
    private func nameEnd(_ start: Int) -> Int? {
        var position = start
        var end: Int?
        var length = 0
        while octets.indices.contains(position) {
            let size = Int(octets[position])
            if size >= 0xC0 {
                guard let pointer = number(position), pointer & 0x3FFF < position else { return nil }
                end = end ?? position + 2
                position = pointer & 0x3FFF
                continue
            }
            length += 1 + size
            guard size <= 63, length <= 255 else { return nil }
            position += 1 + size
            if size == 0 { return end ?? position }
        }
        return nil
    }
}
