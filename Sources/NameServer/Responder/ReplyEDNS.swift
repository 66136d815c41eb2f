internal import DNSWire

/// What goes into a reply's OPT record.
///
/// It is settled before the sections are filled, so that its room is held back: an OPT record is never what is cut off.
struct ReplyEDNS: BitwiseCopyable {
    /// Whether the query had an OPT record, so that the reply has one (RFC 6891 §6.1.1).
    var isPresent = false
    /// The query's DO bit.
    var wantsDNSSEC = false
    /// The COOKIE option: the client's own cookie and ours (RFC 7873 §5.2).
    var cookie: ReplyCookie?
    /// Whether this server's identifier was asked for and is to be told.
    var hasIdentifier = false
    /// Why the query is not answered; the first thing to leave out where room is scarce (RFC 8914 §3).
    var error: ExtendedError?

    /// The octets of the options that are never left out.
    var optionsSize = 0

    /// The octets to hold back.
    var reservedSize: Int { isPresent ? EDNS.recordSize &+ optionsSize : 0 }
}

extension Responder {
    /// Settles what the reply's OPT record will hold, while the query's is still there.
    @inline(__always)
    mutating func beginEDNS(_ asked: EDNS?, _ client: Client?, in message: borrowing MutableSpan<UInt8>) {
        edns = ReplyEDNS()
        guard let asked else { return }
        edns.isPresent = true
        edns.wantsDNSSEC = asked.wantsDNSSEC
        if let range = asked.cookie, let client, let secrets {
            edns.cookie = ReplyCookie(message.span.extracting(range), from: client, secrets)
            if edns.cookie != nil { edns.optionsSize &+= EDNSOption.headerSize &+ ReplyCookie.size }
        }
        if asked.wantsServerIdentifier, !identity.identifier.isEmpty {
            edns.hasIdentifier = true
            edns.optionsSize &+= EDNSOption.headerSize &+ identity.identifier.count
        }
    }

    /// Writes the OPT record, last of all.
    @inline(__always)
    mutating func writeEDNS(to message: inout MutableSpan<UInt8>) {
        guard edns.isPresent else { return }
        writer.raiseLimit(by: edns.reservedSize, in: &message)
        if edns.optionsSize == 0, edns.error == nil {
            writer.writeEDNS(code: header.code, wantsDNSSEC: edns.wantsDNSSEC, to: &message)
        } else {
            writeEDNSWithOptions(to: &message)
        }
        if !writer.overflowed { header.additionals &+= 1 }
    }

    @inline(never)
    private mutating func writeEDNSWithOptions(to message: inout MutableSpan<UInt8>) {
        var size = edns.optionsSize
        if edns.error != nil {
            if writer.room >= edns.reservedSize &+ EDNSOption.extendedErrorSize {
                size &+= EDNSOption.extendedErrorSize
            } else {
                edns.error = nil
            }
        }
        writer.writeEDNS(code: header.code, wantsDNSSEC: edns.wantsDNSSEC, options: size, to: &message)
        guard !writer.overflowed else { return }
        if let cookie = edns.cookie {
            writer.beginOption(EDNSOption.cookie, length: ReplyCookie.size, to: &message)
            writer.write(cookie.client, to: &message)
            writer.write(cookie.server.head, to: &message)
            writer.write(cookie.server.hash, to: &message)
        }
        if edns.hasIdentifier {
            let identifier = identity.identifier
            writer.beginOption(EDNSOption.serverIdentifier, length: identifier.count, to: &message)
            writer.write(identifier.span, 0..<identifier.count, to: &message)
        }
        if let error = edns.error {
            writer.beginOption(EDNSOption.extendedError, length: 2, to: &message)
            writer.write(error.rawValue, to: &message)
        }
    }
}
