internal import Addresses
internal import Glibc

/// A client with one socket that asks one question at a time.
struct Asker: ~Copyable {
    enum Answer: Equatable {
        case address(IPv4Address)
        case noData
        case noName
        case nothing
    }

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
        let head = [UInt8(identifier >> 8), UInt8(identifier & 0xFF), 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        let query = head + name + [0, 1, 0, 1]
        guard send(descriptor, query, query.count, 0) == query.count else { return .nothing }
        var reply = [UInt8](repeating: 0, count: 1500)
        while true {
            let count = recv(descriptor, &reply, reply.count, 0)
            guard count >= 12 else { return .nothing }
            guard reply[0] == query[0], reply[1] == query[1] else { continue }
            if reply[3] & 0x0F == 3 { return .noName }
            guard reply[7] > 0 else { return .noData }
            // The last answer's RDATA: an A record ends the answer section, and nothing follows it here.
            return .address(IPv4Address(reply[count - 4], reply[count - 3], reply[count - 2], reply[count - 1]))
        }
    }
}
