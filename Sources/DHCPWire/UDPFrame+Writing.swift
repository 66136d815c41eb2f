extension UDPFrame {
    /// Writes the headers around a payload that already stands at `payload`, with both checksums.
    ///
    /// - Returns: the length of the frame; `nil` if the buffer does not hold the payload or IPv4 cannot.
    public func writeHeaders(into frame: inout MutableSpan<UInt8>) -> Int? {
        let datagramLength = Self.udpLength + payload.count
        let packetLength = Self.internetLength + datagramLength
        guard payload.lowerBound == Self.headersLength, payload.upperBound <= frame.count,
            let totalLength = UInt16(exactly: packetLength)
        else { return nil }
        frame.put(destinationMAC, at: 0)
        frame.put(sourceMAC, at: 6)
        frame.put(Self.etherType, at: 12)
        writeInternetHeader(totalLength, into: &frame)

        let udp = Self.ethernetLength + Self.internetLength
        frame.put(sourcePort, at: udp)
        frame.put(destinationPort, at: udp + 2)
        frame.put(UInt16(datagramLength), at: udp + 4)
        frame.put(UInt16(0), at: udp + 6)
        var checksum = InternetChecksum()
        checksum.addPseudoHeader(source, destination, udpLength: datagramLength)
        checksum.add(frame.span, udp..<udp + datagramLength)
        // Zero would say that there is none; its other form in ones' complement says the same sum (RFC 768).
        frame.put(checksum.value == 0 ? 0xFFFF : checksum.value, at: udp + 6)
        return payload.upperBound
    }

    /// No options, not to be fragmented, so that the identification may be zero (RFC 6864 §4.1).
    private func writeInternetHeader(_ totalLength: UInt16, into frame: inout MutableSpan<UInt8>) {
        let start = Self.ethernetLength
        // Version 4, five words; the low-delay type of service that DHCP servers use.
        frame.put(0x4510 as UInt16, at: start)
        frame.put(totalLength, at: start + 2)
        frame.put(UInt16(0), at: start + 4)
        frame.put(0x4000 as UInt16, at: start + 6)
        frame.put(UInt8(64), at: start + 8)
        frame.put(Self.protocolNumber, at: start + 9)
        frame.put(UInt16(0), at: start + 10)
        frame.put(source, at: start + 12)
        frame.put(destination, at: start + 16)
        var checksum = InternetChecksum()
        checksum.add(frame.span, start..<start + Self.internetLength)
        frame.put(checksum.value, at: start + 10)
    }
}
