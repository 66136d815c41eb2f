extension [UInt8] {
    /// Appends octets as people write MACs: `01-00-1D`.
    mutating func append(hexadecimal octets: some Sequence<UInt8>) {
        var isFirst = true
        for octet in octets {
            if !isFirst { append(UInt8(ascii: "-")) }
            isFirst = false
            append(Self.capitalDigits[Int(octet >> 4)])
            append(Self.capitalDigits[Int(octet & 15)])
        }
    }

    private static let capitalDigits = [UInt8]("0123456789ABCDEF".utf8)
}
