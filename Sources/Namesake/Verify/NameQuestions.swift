internal import Addresses
internal import DNSWire
internal import Datagrams
internal import Foundation

/// Asks a name server, over the wire, what `verify` wants to know.
struct NameQuestions {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let server: SocketAddress
    /// Whether it is a resolver, which is to ask others.
    let isRecursive: Bool

    private static let tries = 3
    private static let milliseconds: Int32 = 1000
    private static let resolverFile = "/etc/resolv.conf"
    private static let port: UInt16 = 53

    init(server: SocketAddress, isRecursive: Bool) {
        self.server = server
        self.isRecursive = isRecursive
    }

    /// The first resolver of this host.
    static func ofSystem() throws -> NameQuestions {
        let text = FileManager.default.contents(atPath: resolverFile).map { String(decoding: $0, as: UTF8.self) } ?? ""
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count >= 2, words[0] == "nameserver" else { continue }
            let host = words[1].contains(":") ? "[\(words[1])]" : String(words[1])
            if let server = SocketAddress("\(host):\(port)") { return NameQuestions(server: server, isRecursive: true) }
        }
        throw SettingsError(place: resolverFile, problem: "names no name server that could be asked")
    }

    func addresses(of name: String) throws(Failure) -> [IPv4Address] {
        try records(of: domain(name), .a).compactMap { if case .address(let address) = $0 { address } else { nil } }
    }

    func names(of address: IPv4Address) throws(Failure) -> [DomainName] {
        let (a, b, c, d) = address.octets
        return try records(of: domain("\(d).\(c).\(b).\(a).in-addr.arpa"), .ptr).compactMap {
            if case .name(let name) = $0 { name } else { nil }
        }
    }

    func texts(of name: String) throws(Failure) -> [String] {
        try records(of: domain(name), .txt).flatMap { content -> [String] in
            guard case .texts(let texts) = content else { return [] }
            return texts.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    private func domain(_ text: String) throws(Failure) -> DomainName {
        guard let name = DomainName(text) else { throw Failure(description: "\(text) is no domain name") }
        return name
    }

    /// What records of that type hold; none if there is no such name.
    private func records(of name: DomainName, _ type: RecordType) throws(Failure) -> [DNSReply.Record.Content] {
        let reply = try ask(name, type)
        guard reply.code == .noError || reply.code == .nameError else {
            throw Failure(description: "\(server) answers \(reply.code) to \(type) of \(name)")
        }
        return reply.answers.filter { $0.type == type }.map(\.content)
    }

    private func ask(_ name: DomainName, _ type: RecordType) throws(Failure) -> DNSReply {
        for _ in 0..<Self.tries {
            let id = UInt16.random(in: 0...UInt16.max)
            let request = DNSRequest.query(name, type, id: id, isRecursive: isRecursive)
            let octets: [UInt8]?
            do {
                octets = try Asking.exchange(request, with: server, milliseconds: Self.milliseconds)
            } catch {
                throw Failure(
                    description: "\(server) cannot be asked for \(name): \(error.reason); does it serve there?")
            }
            if let octets, let reply = DNSReply(readingFrom: octets.span), reply.id == id { return reply }
        }
        throw Failure(description: "\(server) does not answer: give the name server with --server, as in 10.86.51.2:53")
    }
}
