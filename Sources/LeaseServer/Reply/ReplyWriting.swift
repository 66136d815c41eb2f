internal import Addresses
package import DHCPWire
internal import Registry

extension ReplyPlan {
    /// Writes the reply.
    ///
    /// What the rules demand is always there: type, server identifier, times and mask, the client identifier as it came
    /// (RFC 6842), the subnet selection as it came where it was heeded (RFC 3011), the relay information as it came and
    /// last (RFC 3046 §2.2). What the client asked for follows in its
    /// order as far as the size it accepts allows, in `file` and `sname` too if it must (RFC 2132 §9.3).
    ///
    /// - Parameters:
    ///   - datagram: the octets that `request` was read from.
    ///   - start: where in the buffer the message begins.
    /// - Returns: the length of the message; `nil` if the buffer is too small for what is demanded.
    package func write(
        answering request: DHCPMessage, of datagram: Span<UInt8>, into buffer: inout MutableSpan<UInt8>,
        at start: Int = 0
    ) -> Int? {
        var composition = ReplyComposition(self, request, at: start)
        let first = composition.write(datagram, overloading: false, &buffer)
        guard composition.isIncomplete else { return first }
        let second = composition.write(datagram, overloading: true, &buffer)
        guard !composition.hasOverflowed else { return second }
        // Nothing was short enough for the other fields.
        return composition.write(datagram, overloading: false, &buffer)
    }
}

/// One reply while it is put together.
private struct ReplyComposition {
    let plan: ReplyPlan
    let request: DHCPMessage
    let start: Int
    /// Option 118, if it is repeated.
    let subnetSelection: IPv4Address?
    /// Room for what is repeated at the end.
    let echo: Int
    /// Set by `write`.
    var isIncomplete = false
    var hasOverflowed = false

    /// Room for 53, 54, 51, 58, 59, 1, and for the text of a refusal.
    private static let demandedLength = 3 + 6 + 4 * 6 + 64

    init(_ plan: ReplyPlan, _ request: DHCPMessage, at start: Int) {
        self.plan = plan
        self.request = request
        self.start = start
        subnetSelection = plan.repeatsSubnetSelection ? request.subnetSelection : nil
        echo =
            Self.length(of: request.clientIdentifier) + Self.length(of: request.relayInformation)
            + (subnetSelection == nil ? 0 : DHCPMessageWriter.length(of: 4))
    }

    private static func length(of option: DHCPOptionValue) -> Int {
        option.isPresent ? DHCPMessageWriter.length(of: option.count) : 0
    }

    mutating func write(
        _ datagram: Span<UInt8>, overloading: Bool, _ buffer: inout MutableSpan<UInt8>
    ) -> Int? {
        // The client counts the IP and UDP headers (RFC 2132 §9.10).
        let limit = max(request.maximumMessageSize - 28, DHCPHeader.length + Self.demandedLength + echo + 1)
        guard var writer = DHCPMessageWriter(header, into: &buffer, at: start, limit: limit),
            writer.append(.messageType, plan.type.rawValue, reserve: echo, into: &buffer),
            writer.append(.serverIdentifier, plan.serverIdentifier.rawValue, reserve: echo, into: &buffer)
        else { return nil }
        if plan.type == .nak {
            writer.append(.message, Array((plan.refusal?.message ?? "").utf8), reserve: echo, into: &buffer)
        } else if plan.isRefusingAutoConfiguration {
            writer.append(.autoConfigure, UInt8(0), reserve: echo, into: &buffer)
        } else {
            if plan.isRapid { writer.append(.rapidCommit, [UInt8](), reserve: echo, into: &buffer) }
            appendOptions(datagram, overloading, &writer, &buffer)
        }
        isIncomplete = writer.isIncomplete
        hasOverflowed = writer.hasOverflowed
        if let subnetSelection, !writer.append(.subnetSelection, subnetSelection.rawValue, into: &buffer) { return nil }
        guard writer.append(.clientIdentifier, request.clientIdentifier, of: datagram, into: &buffer),
            writer.append(.relayInformation, request.relayInformation, of: datagram, into: &buffer)
        else { return nil }
        return writer.finish(&buffer)
    }

    /// RFC 2131 table 3. A refusal through a relay asks it to broadcast (§4.3.2).
    private var header: DHCPHeader {
        var header = DHCPHeader(
            op: DHCPHeader.bootReply, xid: request.header.xid, flags: request.header.flags, yiaddr: plan.yiaddr,
            giaddr: request.header.giaddr, chaddr: request.header.chaddr)
        if plan.type == .ack {
            header.ciaddr = request.header.ciaddr
        }
        if plan.type == .nak {
            if request.header.isRelayed { header.flags |= DHCPHeader.broadcastFlag }
        } else if !plan.isRefusingAutoConfiguration {
            header.siaddr = plan.options.nextServer ?? .any
        }
        return header
    }

    /// The options that are always sent, then those asked for in the order asked, then those that are sent unasked;
    /// without a list, all there are.
    private func appendOptions(
        _ datagram: Span<UInt8>, _ overloading: Bool, _ writer: inout DHCPMessageWriter,
        _ buffer: inout MutableSpan<UInt8>
    ) {
        if let seconds = plan.leaseSeconds {
            writer.append(.leaseTime, UInt32(clamping: seconds), reserve: echo, into: &buffer)
            writer.append(.renewalTime, UInt32(clamping: seconds / 2), reserve: echo, into: &buffer)
            writer.append(.rebindingTime, UInt32(clamping: seconds - seconds / 8), reserve: echo, into: &buffer)
        }
        // Before the router (RFC 2132 §3.3).
        writer.append(.subnetMask, plan.options.mask.rawValue, reserve: echo, into: &buffer)
        let traits = ClientTraits(of: request, datagram, plan.options)
        let isFileNamed = traits.boot.map { writer.setFile($0.file, into: &buffer) } ?? false
        let isServerNamed =
            traits.boot != nil && !plan.options.serverName.isEmpty
            && writer.setServerName(plan.options.serverName, into: &buffer)
        if overloading {
            _ = writer.overload(file: !isFileNamed, sname: !isServerNamed, reserve: echo, into: &buffer)
        }

        var sent = OctetSet()
        func send(_ code: UInt8, _ writer: inout DHCPMessageWriter, _ buffer: inout MutableSpan<UInt8>) {
            guard sent.insert(code) else { return }
            append(code, traits, datagram, &writer, &buffer)
        }
        let list = request.parameterRequestList
        if list.isPresent {
            for index in 0..<list.count { send(list.octet(at: index, of: datagram), &writer, &buffer) }
        } else {
            // RFC 8925 §3.3: only who asks for option 108 gets it.
            for code in plan.options.codes where code != DHCPOptionCode.ipv6OnlyPreferred.rawValue {
                send(code, &writer, &buffer)
            }
        }
        for code in traits.unasked(isFileNamed: isFileNamed) { send(code.rawValue, &writer, &buffer) }
        for code in plan.options.forced { send(code, &writer, &buffer) }
    }

    private func append(
        _ code: UInt8, _ traits: ClientTraits, _ datagram: Span<UInt8>, _ writer: inout DHCPMessageWriter,
        _ buffer: inout MutableSpan<UInt8>
    ) {
        let options = plan.options
        var place = options.place(of: code)
        // By number: a comparison of `DHCPOptionCode`s is a call into another module, and this is done for every code.
        switch code {
        case 3 where traits.takesRoutes, 33 where traits.takesRoutes:
            // The client would ignore routers and static routes (RFC 3442).
            return
        case 43 where traits.isWindows:
            place = options.windowsVendorOptions
        case 60 where traits.isHTTPBoot:
            writer.append(encoded: Self.httpClient, Self.httpClient.indices, reserve: echo, into: &buffer)
            return
        case 67:
            place = traits.boot?.option ?? place
        case 81:
            return appendFQDN(datagram, &writer, &buffer)
        default:
            break
        }
        guard !place.isEmpty else { return }
        writer.append(encoded: options.octets, place, reserve: echo, into: &buffer)
    }

    private static let httpClient = DHCPMessageWriter.encoded(.vendorClass, ClientTraits.httpClient)

    /// Nobody's name is registered (R54): N is 1 and S is 0; O says so to a client that wanted it otherwise. The name is
    /// repeated in the encoding it came in (RFC 4702 §2.1 and §4), the response codes are 255 (§2.2).
    private func appendFQDN(
        _ datagram: Span<UInt8>, _ writer: inout DHCPMessageWriter, _ buffer: inout MutableSpan<UInt8>
    ) {
        let asked = request.clientFQDN
        guard (3...255).contains(asked.count) else { return }
        let theirs = asked.octet(at: 0, of: datagram)
        let flags = 0x08 | theirs & 0x04 | (theirs & 0x01) << 1
        writer.append(.clientFQDN, count: asked.count, reserve: echo, into: &buffer) { index in
            switch index {
            case 0: flags
            case 1, 2: 255
            default: asked.octet(at: index, of: datagram)
            }
        }
    }
}
