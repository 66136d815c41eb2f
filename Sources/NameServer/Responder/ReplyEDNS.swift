internal import DNSWire

/// What goes into a reply's OPT record.
///
/// It is settled before the sections are filled, so that its room is held back: an OPT record is never what is cut off.
struct ReplyEDNS: BitwiseCopyable {
    /// Whether the query had an OPT record, so that the reply has one (RFC 6891 §6.1.1).
    var isPresent = false
    /// The query's DO bit.
    var wantsDNSSEC = false
    /// Why the query is not answered; the first thing to leave out where room is scarce (RFC 8914 §3).
    var error: ExtendedError?

    /// The octets to hold back.
    var reservedSize: Int { isPresent ? EDNS.recordSize : 0 }
}

extension Responder {
    /// Writes the OPT record, last of all.
    @inline(__always)
    mutating func writeEDNS(to message: inout MutableSpan<UInt8>) {
        guard edns.isPresent else { return }
        writer.raiseLimit(by: edns.reservedSize, in: &message)
        if edns.error == nil {
            writer.writeEDNS(code: header.code, wantsDNSSEC: edns.wantsDNSSEC, to: &message)
        } else {
            writeEDNSWithOptions(to: &message)
        }
        if !writer.overflowed { header.additionals &+= 1 }
    }

    @inline(never)
    private mutating func writeEDNSWithOptions(to message: inout MutableSpan<UInt8>) {
        let errorSize = EDNSOption.extendedErrorSize
        let error = writer.room >= edns.reservedSize &+ errorSize ? edns.error : nil
        writer.writeEDNS(
            code: header.code, wantsDNSSEC: edns.wantsDNSSEC, options: error == nil ? 0 : errorSize, to: &message)
        if let error {
            writer.beginOption(EDNSOption.extendedError, length: 2, to: &message)
            writer.write(error.rawValue, to: &message)
        }
    }
}
