internal import Addresses
internal import AliasTable
internal import Datagrams
internal import Glibc
internal import NameServer

enum Answer: Equatable {
    case address(IPv4Address)
    case noData
    case noName
    case nothing

    init(_ reply: some Collection<UInt8>) {
        let octets = Array(reply)
        guard octets.count >= 12 else {
            self = .nothing
            return
        }
        if octets[3] & 0x0F == 3 {
            self = .noName
        } else if octets[7] == 0 {
            self = .noData
        } else {
            // The last four octets: an A record ends the answer section, and nothing follows it here.
            let end = octets.count
            self = .address(IPv4Address(octets[end - 4], octets[end - 3], octets[end - 2], octets[end - 1]))
        }
    }
}

/// A query for the A record of a name in wire form.
private func query(_ name: [UInt8], identifier: UInt16) -> [UInt8] {
    [UInt8(identifier >> 8), UInt8(identifier & 0xFF), 0, 0, 0, 1, 0, 0, 0, 0, 0, 0] + name + [0, 1, 0, 1]
}

/// Asks inside the process, as the threads that answer do.
struct InsideAsker: ~Copyable {
    private let data: NameData
    private let reader: QuietReader
    private var responder = Responder()

    init?(data: NameData) {
        guard let reader = data.aliases.quietPoints.makeReader() else { return nil }
        self.data = data
        self.reader = reader
    }

    mutating func ask(_ name: [UInt8]) -> Answer {
        let message = query(name, identifier: 1)
        var buffer = message + [UInt8](repeating: 0, count: 1232)
        var span = buffer.mutableSpan
        reader.enter()
        defer { reader.leave() }
        guard let aliases = data.aliases.snapshot(), let zones = data.zones.load() else { return .nothing }
        let length = responder.respond(
            in: &span, length: message.count, transport: .udp, zones: zones, aliases: aliases,
            now: BootClock.seconds())
        return Answer(buffer[..<length])
    }
}

/// A client with one socket that asks one question at a time.
struct SocketAsker: ~Copyable {
    private let descriptor: Int32
    private var identifier: UInt16 = 0

    init?(port: UInt16) {
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard descriptor >= 0, connected == 0 else { return nil }
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// - Parameter name: in wire form.
    mutating func ask(_ name: [UInt8]) -> Answer {
        identifier &+= 1
        let query = query(name, identifier: identifier)
        guard send(descriptor, query, query.count, 0) == query.count else { return .nothing }
        var reply = [UInt8](repeating: 0, count: 1500)
        while true {
            let count = recv(descriptor, &reply, reply.count, 0)
            guard count >= 12 else { return .nothing }
            guard reply[0] == query[0], reply[1] == query[1] else { continue }
            return Answer(reply[..<count])
        }
    }
}
