package import Addresses
package import DHCPWire
package import Registry

/// The answer to a relay or another program that asks whose an address is (RFC 4388).
package struct LeaseQueryReply: Hashable, Sendable {
    package enum Finding: Hashable, Sendable {
        /// The address or the MAC has this lease now.
        case active(Lease)
        /// The address is ours to give, and nobody has it.
        case unassigned
        case unknown
    }

    package var finding: Finding
    /// Option 82 as the relay sent it through which the client was last acknowledged.
    package var relayInformation: [UInt8]?
    /// Option 54, and the address that the reply is sent from.
    package var serverIdentifier: IPv4Address
    /// Seconds UTC.
    package var now: Int64

    package var type: DHCPMessageType {
        switch finding {
        case .active: .leaseActive
        case .unassigned: .leaseUnassigned
        case .unknown: .leaseUnknown
        }
    }

    /// Who asks says where to answer in `giaddr` (RFC 4388 §6.1).
    package func destination(for request: DHCPMessage) -> ReplyDestination {
        .relay(request.header.giaddr)
    }

    /// Writes the reply.
    ///
    /// The times are what is left of them. What is told of the lease is what is asked for, and without a list all of it
    /// (RFC 4388 §6.2, §6.4.2); the relay information comes whole and last (RFC 3046 §2.2).
    ///
    /// - Parameter datagram: the octets that `request` was read from.
    /// - Returns: the length of the message; `nil` if the buffer is too small.
    package func write(
        answering request: DHCPMessage, of datagram: Span<UInt8>, into buffer: inout MutableSpan<UInt8>,
        at start: Int = 0
    ) -> Int? {
        guard var writer = DHCPMessageWriter(header(for: request.header), into: &buffer, at: start),
            writer.append(.messageType, type.rawValue, into: &buffer),
            writer.append(.serverIdentifier, serverIdentifier.rawValue, into: &buffer)
        else { return nil }
        if case .active(let lease) = finding {
            append(lease, request, datagram, &writer, &buffer)
        }
        return writer.finish(&buffer)
    }

    private func header(for query: DHCPHeader) -> DHCPHeader {
        var header = query
        header.op = DHCPHeader.bootReply
        header.hops = 0
        header.yiaddr = .any
        header.siaddr = .any
        if case .active(let lease) = finding {
            header.htype = DHCPHeader.ethernet
            header.hlen = 6
            header.chaddr = lease.mac
            header.ciaddr = lease.address
        }
        return header
    }

    private static let all = [51, 58, 59, 61, 91, 82] as [UInt8]

    private func append(
        _ lease: Lease, _ request: DHCPMessage, _ datagram: Span<UInt8>, _ writer: inout DHCPMessageWriter,
        _ buffer: inout MutableSpan<UInt8>
    ) {
        let length = max(0, lease.expires - lease.starts)
        let age = max(0, now - lease.starts)
        func left(_ time: Int64) -> UInt32 { UInt32(clamping: max(0, time - age)) }
        let list = request.parameterRequestList
        var tellsOfRelay = false
        var sent = OctetSet()
        for index in 0..<(list.isPresent ? list.count : Self.all.count) {
            let code = DHCPOptionCode(rawValue: list.isPresent ? list.octet(at: index, of: datagram) : Self.all[index])
            guard sent.insert(code.rawValue) else { continue }
            switch code {
            case .leaseTime: writer.append(code, left(length), into: &buffer)
            case .renewalTime: writer.append(code, left(length / 2), into: &buffer)
            case .rebindingTime: writer.append(code, left(length - length / 8), into: &buffer)
            case .lastTransactionTime: writer.append(code, UInt32(clamping: age), into: &buffer)
            case .clientIdentifier:
                if let identifier = lease.clientIdentifier { writer.append(code, identifier, into: &buffer) }
            // All that the client has, which is this one (RFC 4388 §6.1); who asks for an address knows it.
            case .associatedIP where request.header.ciaddr == .any:
                writer.append(code, [lease.address], into: &buffer)
            case .relayInformation: tellsOfRelay = true
            default: break
            }
        }
        if tellsOfRelay, let relayInformation { writer.append(.relayInformation, relayInformation, into: &buffer) }
    }
}
