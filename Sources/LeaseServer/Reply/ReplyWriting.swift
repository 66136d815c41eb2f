internal import Addresses
package import DHCPWire

extension ReplyPlan {
    /// Writes the reply.
    ///
    /// What the rules demand is always there: type, server identifier, times and mask, the client identifier as it came
    /// (RFC 6842), the relay information as it came and last (RFC 3046 §2.2). What the client asked for follows in its
    /// order as far as the size it accepts allows.
    ///
    /// - Parameters:
    ///   - datagram: the octets that `request` was read from.
    ///   - start: where in the buffer the message begins.
    /// - Returns: the length of the message; `nil` if the buffer is too small for what is demanded.
    package func write(
        answering request: DHCPMessage, of datagram: Span<UInt8>, into buffer: inout MutableSpan<UInt8>,
        at start: Int = 0
    ) -> Int? {
        // The client counts the IP and UDP headers (RFC 2132 §9.10).
        let echo =
            Self.length(of: request.clientIdentifier) + Self.length(of: request.relayInformation)
        let limit = max(request.maximumMessageSize - 28, DHCPHeader.length + Self.demandedLength + echo + 1)
        guard var writer = DHCPMessageWriter(header(for: request), into: &buffer, at: start, limit: limit) else {
            return nil
        }
        guard writer.append(.messageType, type.rawValue, reserve: echo, into: &buffer),
            writer.append(.serverIdentifier, [serverIdentifier], reserve: echo, into: &buffer)
        else { return nil }
        if type == .nak {
            writer.append(.message, Array((refusal?.message ?? "").utf8), reserve: echo, into: &buffer)
        } else {
            appendOptions(request, datagram, to: &writer, reserve: echo, &buffer)
        }
        guard writer.append(.clientIdentifier, request.clientIdentifier, of: datagram, into: &buffer),
            writer.append(.relayInformation, request.relayInformation, of: datagram, into: &buffer)
        else { return nil }
        return writer.finish(&buffer)
    }

    /// Room for 53, 54, 51, 58, 59, 1, and for the text of a refusal.
    private static let demandedLength = 3 + 6 + 4 * 6 + 64

    private static func length(of option: DHCPOptionValue) -> Int {
        option.isPresent ? DHCPMessageWriter.length(of: option.count) : 0
    }

    /// RFC 2131 table 3. A refusal through a relay asks it to broadcast (§4.3.2).
    private func header(for request: DHCPMessage) -> DHCPHeader {
        var header = DHCPHeader(
            op: DHCPHeader.bootReply, xid: request.header.xid, flags: request.header.flags, yiaddr: yiaddr,
            giaddr: request.header.giaddr, chaddr: request.header.chaddr)
        if type == .ack {
            header.ciaddr = request.header.ciaddr
        }
        if type == .nak, request.header.isRelayed {
            header.flags |= DHCPHeader.broadcastFlag
        }
        return header
    }

    /// The options that are always sent, then those asked for in the order asked; without a list, all there are.
    private func appendOptions(
        _ request: DHCPMessage, _ datagram: Span<UInt8>, to writer: inout DHCPMessageWriter, reserve: Int,
        _ buffer: inout MutableSpan<UInt8>
    ) {
        let list = request.parameterRequestList
        for option in ReplyOption.all where option.isAlwaysSent || !list.isPresent {
            option.value(self)?.append(option.code, to: &writer, reserve: reserve, &buffer)
        }
        var sent = OctetSet()
        for index in 0..<list.count {
            let code = list.octet(at: index, of: datagram)
            guard let place = ReplyOption.indexByCode[code], sent.insert(code) else { continue }
            let option = ReplyOption.all[place]
            guard !option.isAlwaysSent else { continue }
            option.value(self)?.append(option.code, to: &writer, reserve: reserve, &buffer)
        }
    }
}
