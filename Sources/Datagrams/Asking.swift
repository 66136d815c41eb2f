public import Addresses
internal import Glibc

/// One question to somebody else, and the answer: for commands, not for the packet paths.
public enum Asking {
    /// Room for what a name server sends over UDP without being asked for more, and more.
    private static let longestReply = 4096

    /// Sends a datagram and waits for one from the same address.
    ///
    /// - Returns: `nil` if none came in time.
    public static func exchange(
        _ request: [UInt8], with address: SocketAddress, milliseconds: Int32
    ) throws(SocketError) -> [UInt8]? {
        let descriptor = try connected(Int32(SOCK_DGRAM.rawValue), to: address)
        guard Glibc.send(descriptor.rawValue, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
        else { throw SocketError(action: "send to \(address)", code: errno) }
        guard wait(for: Int16(POLLIN), on: descriptor, milliseconds) else { return nil }
        var reply = [UInt8](repeating: 0, count: longestReply)
        let count = recv(descriptor.rawValue, &reply, reply.count, 0)
        guard count >= 0 else { throw SocketError(action: "ask \(address)", code: errno) }
        return Array(reply.prefix(count))
    }

    /// Opens a TCP connection and closes it again.
    ///
    /// - Throws: why nobody answers: `ECONNREFUSED`, or `ETIMEDOUT` if the time is over.
    public static func connect(to address: SocketAddress, milliseconds: Int32) throws(SocketError) {
        let descriptor = try socket(Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), for: address)
        let action = "connect to \(address)"
        if address.withSystemAddress({ Glibc.connect(descriptor.rawValue, $0, $1) }) == 0 { return }
        guard errno == EINPROGRESS else { throw SocketError(action: action, code: errno) }
        guard wait(for: Int16(POLLOUT), on: descriptor, milliseconds) else {
            throw SocketError(action: action, code: ETIMEDOUT)
        }
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor.rawValue, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else {
            throw SocketError(action: action, code: errno)
        }
        guard code == 0 else { throw SocketError(action: action, code: code) }
    }

    /// The MAC that this host sends to when it sends to the address; `nil` if it is not on a network of this host's, or
    /// has not been sent to.
    public static func neighbor(_ address: IPv4Address) -> MACAddress? {
        guard let file = fopen("/proc/net/arp", "re") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            // Address, hardware type, flags (2: complete), MAC, mask, device.
            let words = text.split(whereSeparator: \.isWhitespace)
            guard words.count >= 4, words[0] == address.description, words[2] != "0x0" else { continue }
            return MACAddress(String(words[3])).flatMap { $0 == .zero ? nil : $0 }
        }
        return nil
    }

    private static func socket(_ type: Int32, for address: SocketAddress) throws(SocketError) -> Descriptor {
        let raw = Glibc.socket(address.family, type | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard raw >= 0 else { throw SocketError(action: "open a socket for \(address)", code: errno) }
        return Descriptor(owning: raw)
    }

    private static func connected(_ type: Int32, to address: SocketAddress) throws(SocketError) -> Descriptor {
        let descriptor = try socket(type, for: address)
        guard address.withSystemAddress({ Glibc.connect(descriptor.rawValue, $0, $1) }) == 0 else {
            throw SocketError(action: "reach \(address)", code: errno)
        }
        return descriptor
    }

    private static func wait(for events: Int16, on descriptor: borrowing Descriptor, _ milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor.rawValue, events: events, revents: 0)
        return poll(&waiting, 1, milliseconds) > 0
    }
}
