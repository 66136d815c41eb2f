import Addresses
import AliasTable
import DNSWire
import Datagrams
import Glibc
import Logging
import NIOCore
import NameServer
import Testing

/// DNS over TCP (RFC 7766) through real sockets on loopback.
@Suite(.serialized, .timeLimit(.minutes(1))) struct TCPTests {
    static func serve(
        _ limits: TCPLimits = TCPLimits(), access: [IPv4Network] = [],
        _ body: @escaping @Sendable (UInt16) throws -> Void
    ) async throws {
        var text = WildcardTests.text + "\n"
        for number in 0..<200 { text += "many.example. 60 A 10.0.0.\(number)\n" }
        let table = AliasTable(hashKey: TestServer.key)
        let zones = ZoneSet([try TestServer.zone(text, "example")], hashKey: TestServer.key)
        let data = NameData(
            aliases: table, zones: Published(zones, quietPoints: table.quietPoints),
            access: Published(AccessList(access.map(ClientNetwork.ipv4)), quietPoints: table.quietPoints))
        let service = try TCPNameService(
            addresses: [SocketAddress(.loopback, port: 0)], data: data, limits: limits, logger: Logger(label: "test"))
        let port = try #require(service.addresses.first?.port)
        let running = Task { try await service.run() }
        // The clients block, which a task's thread must not.
        let result = await withCheckedContinuation { continuation in
            _ = Thread { continuation.resume(returning: Result { try body(port) }) }
        }
        running.cancel()
        try await running.value
        try result.get()
    }

    static let query = Message.query("host3.example", 15)

    @Test("A query gets its reply, with its length before it")
    func one() async throws {
        try await Self.serve { port in
            let client = try Client(port)
            client.send(framed(Self.query))
            #expect(client.reply()?.answer == ["host3.example. 3600 MX 10 host1.example."])
        }
    }

    @Test("What is too long for a datagram is whole here")
    func long() async throws {
        try await Self.serve { port in
            let client = try Client(port)
            client.send(framed(Message.query("many.example", 1)))
            #expect(client.reply()?.answer.count == 200)
        }
    }

    @Test("Queries sent together, or octet by octet, are all answered in order")
    func pipelining() async throws {
        try await Self.serve { port in
            let client = try Client(port)
            let queries = (0..<50).flatMap { framed(Message.query("host3.example", 15, id: UInt16($0))) }
            client.send(queries)
            #expect((0..<50).allSatisfy { id in client.reply().map { Int($0.octets[1]) } == id })
            for octet in framed(Self.query) { client.send([octet]) }
            #expect(client.reply()?.code == 0)
        }
    }

    @Test("A client that ends its side still gets its replies, and then the end")
    func halfClosed() async throws {
        try await Self.serve { port in
            let client = try Client(port)
            client.send(framed(Self.query) + framed(Self.query))
            client.endSending()
            #expect(client.reply()?.code == 0)
            #expect(client.reply()?.code == 0)
            #expect(client.isClosed())
        }
    }

    @Test("Nothing, half a message and a trickle are all closed in time")
    func deadlines() async throws {
        var limits = TCPLimits()
        limits.idle = .milliseconds(300)
        limits.message = .milliseconds(300)
        try await Self.serve(limits) { port in
            let silent = try Client(port)
            let half = try Client(port)
            half.send([0])
            #expect(silent.isClosed())
            #expect(half.isClosed())
            let trickle = try Client(port)
            for _ in 0..<20 {
                trickle.send([0])
                usleep(50_000)
            }
            #expect(trickle.isClosed())
        }
    }

    @Test("At the limit the connection that was idle the longest is closed, not the newcomer")
    func limits() async throws {
        var limits = TCPLimits()
        limits.connectionsPerClient = 3
        try await Self.serve(limits) { port in
            let clients = try (0..<3).map { _ in
                let client = try Client(port)
                client.send(framed(Self.query))
                #expect(client.reply() != nil)
                return client
            }
            clients[0].send(framed(Self.query))
            #expect(clients[0].reply() != nil)
            let newcomer = try Client(port)
            newcomer.send(framed(Self.query))
            #expect(newcomer.reply() != nil)
            #expect(clients[1].isClosed())
            clients[0].send(framed(Self.query))
            #expect(clients[0].reply() != nil)
        }
    }

    @Test("A client that does not read is not read from either, and later gets everything")
    func backPressure() async throws {
        try await Self.serve { port in
            let client = try Client(port)
            let count = 4000
            let queries = (0..<count).flatMap { framed(Message.query("many.example", 1, id: UInt16($0))) }
            // Replies of 3 KB each: 13 MB in all, far more than the limit and the kernel's buffers hold.
            let sender = Thread { client.send(queries) }
            usleep(300_000)
            for id in 0..<count {
                guard let reply = client.reply() else {
                    Issue.record("no reply to query \(id)")
                    break
                }
                #expect(Int(reply.octets[0]) << 8 | Int(reply.octets[1]) == id)
            }
            sender.join()
        }
    }

    @Test("A message shorter than a header gets no reply and does no harm; a bad one gets FORMERR")
    func malformed() async throws {
        try await Self.serve { port in
            let client = try Client(port)
            client.send(framed([]) + framed([1, 2, 3]) + framed(Array(Self.query.dropLast())) + framed(Self.query))
            #expect(client.reply()?.code == 1)
            #expect(client.reply()?.code == 0)
        }
    }

    @Test("An address that is taken is an error that names it")
    func taken() async throws {
        try await Self.serve { port in
            let table = AliasTable(hashKey: TestServer.key)
            let data = NameData(
                aliases: table, zones: Published(ZoneSet([], hashKey: TestServer.key), quietPoints: table.quietPoints),
                access: Published(AccessList([]), quietPoints: table.quietPoints))
            let error = #expect(throws: SocketError.self) {
                _ = try TCPNameService(
                    addresses: [SocketAddress(.loopback, port: port)], data: data, logger: Logger(label: "test"))
            }
            #expect(error?.description == "cannot bind TCP 127.0.0.1:\(port): Address already in use")
        }
    }
}

private func framed(_ message: [UInt8]) -> [UInt8] {
    Message.big(UInt16(message.count)) + message
}

/// A blocking client that gives up after five seconds.
private final class Client: Sendable {
    private let descriptor: CInt

    init(_ port: UInt16) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        let address = try NIOCore.SocketAddress(ipAddress: "127.0.0.1", port: Int(port))
        let result = address.withSockAddr { connect(descriptor, $0, socklen_t($1)) }
        try #require(result == 0)
    }

    deinit { close(descriptor) }

    func send(_ octets: [UInt8]) {
        var sent = 0
        while sent < octets.count {
            let result = octets[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard result > 0 else { return }
            sent += result
        }
    }

    func endSending() { shutdown(descriptor, CInt(SHUT_WR)) }

    private func receive(_ count: Int) -> [UInt8]? {
        var octets: [UInt8] = []
        while octets.count < count {
            var piece = [UInt8](repeating: 0, count: count - octets.count)
            let result = recv(descriptor, &piece, piece.count, 0)
            guard result > 0 else { return nil }
            octets += piece[..<result]
        }
        return octets
    }

    func reply() -> Reply? {
        guard let length = receive(2), let octets = receive(Int(length[0]) << 8 | Int(length[1])) else { return nil }
        return Reply(octets)
    }

    /// Waits for the server to close.
    func isClosed() -> Bool {
        var octet: UInt8 = 0
        let result = recv(descriptor, &octet, 1, 0)
        return result == 0 || result < 0 && errno == ECONNRESET
    }
}

/// A thread that can be joined.
private final class Thread {
    private var handle = pthread_t()

    init(_ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(Box(body))
        pthread_create(
            &handle, nil,
            { argument in
                argument.map { Unmanaged<Box>.fromOpaque($0).takeRetainedValue().body() }
                return nil
            }, box.toOpaque())
    }

    func join() { pthread_join(handle, nil) }

    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
