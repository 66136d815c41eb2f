internal import CSockets
internal import Glibc

/// A socket that sends frames on one interface and receives the ARP replies that come to this host.
public final class ARPSocket: Sendable {
    private let descriptor: Descriptor

    private init(descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }

    public static func open(on interface: NetworkInterface) throws(SocketError) -> ARPSocket {
        let raw = csockets_open_arp(Int32(truncatingIfNeeded: interface.index))
        guard raw >= 0 else { throw SocketError(action: "open an ARP socket on \(interface.name)", code: -raw) }
        return ARPSocket(descriptor: Descriptor(owning: raw))
    }

    /// Sends one frame.
    ///
    /// - Returns: the errno, or 0.
    @discardableResult
    public func send(_ frame: Span<UInt8>) -> Int32 {
        frame.withUnsafeBufferPointer { bytes in
            Glibc.send(descriptor.rawValue, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT)) < 0 ? errno : 0
        }
    }

    /// Calls `body` with each frame that waits, and never waits itself.
    ///
    /// - Parameter limit: how many to take at most.
    public func receiveWaiting(limit: Int, _ body: (Span<UInt8>) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 128)
        for _ in 0..<limit {
            let count = buffer.withUnsafeMutableBytes { bytes in
                recv(descriptor.rawValue, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT))
            }
            guard count >= 0 else { return }
            body(buffer.span.extracting(0..<min(count, buffer.count)))
        }
    }
}
