import Addresses
import AliasTable
import DNSWire
import NameServer
import Testing

/// Zone files out of strings.
struct TextFiles: ZoneFileSource {
    var texts: [String: [UInt8]]

    init(_ texts: [String: String]) {
        self.texts = texts.mapValues { Array($0.utf8) }
    }

    init(octets: [String: [UInt8]]) {
        texts = octets
    }

    func contents(of path: String) throws(ZoneFileUnreadable) -> [UInt8] {
        guard let text = texts[path] else { throw ZoneFileUnreadable(reason: "there is no such file") }
        return text
    }
}

/// A responder with zones and aliases, asked without a network.
final class TestServer {
    static let key = NameHashKey(key0: 0x1234_5678_9ABC_DEF0, key1: 0x0FED_CBA9_8765_4321)

    let zones: ZoneSet
    let table = AliasTable(hashKey: TestServer.key)
    let writer: AliasTableWriter
    var now: UInt32 = 1000
    /// Who asks; nobody in particular.
    var client: Client?
    private var responder: Responder

    init(
        _ zones: [Zone], environments: [EnvironmentNames] = [], identity: ServerIdentity = ServerIdentity(),
        secrets: CookieSecrets? = nil
    ) {
        responder = Responder(identity: identity, secrets: secrets)
        self.zones = ZoneSet(zones, hashKey: Self.key)
        writer = AliasTableWriter(table)
        writer.replaceAll(environments)
    }

    static func zone(
        _ text: String, _ origin: String, liveness: ZoneLiveness = .plain, existing: [String] = []
    ) throws -> Zone {
        let path = "Zones/\(origin).zone"
        let file = try ZoneFile(path: path, origin: DomainName(origin), files: TextFiles([path: text]))
        return try Zone(
            records: file.records, liveness: liveness, existing: existing.compactMap { DomainName($0) }, hashKey: key)
    }

    /// The reply's octets; `nil` for silence.
    func answer(_ message: [UInt8], transport: Transport = .udp, room: Int = 65_535) -> [UInt8]? {
        var buffer = message + [UInt8](repeating: 0xEE, count: max(room - message.count, 0))
        var length = 0
        guard let snapshot = table.snapshot() else { return nil }
        var span = buffer.mutableSpan
        length = responder.respond(
            in: &span, length: message.count, transport: transport, client: client, zones: zones, aliases: snapshot,
            now: now)
        return length == 0 ? nil : Array(buffer[..<length])
    }

    /// The reply to a client that has had too many.
    func answerCutShort(_ message: [UInt8]) -> [UInt8]? {
        guard let whole = answer(message) else { return nil }
        var buffer = whole + [UInt8](repeating: 0xEE, count: 2048)
        var span = buffer.mutableSpan
        let length = responder.cutShort(whole.count, in: &span)
        return Array(buffer[..<length])
    }

    /// The reply to a client that is not served.
    func refuse(_ message: [UInt8]) -> [UInt8]? {
        var buffer = message + [UInt8](repeating: 0xEE, count: 512)
        var span = buffer.mutableSpan
        let length = responder.refuse(in: &span, length: message.count, transport: .udp, client: client)
        return length == 0 ? nil : Array(buffer[..<length])
    }

    func ask(
        _ name: String, _ type: RecordType = .a, edns: Message.EDNSOptions? = nil, transport: Transport = .udp,
        recordClass: UInt16 = 1
    ) throws -> Reply {
        let query = Message.query(name, type.rawValue, recordClass: recordClass, edns: edns)
        let octets = try #require(answer(query, transport: transport))
        return try #require(Reply(octets), "the reply to \(name) \(type) is malformed: \(octets)")
    }
}
