internal import DHCPWire

/// The parser of DHCP messages and of the frames they come in: every option that is found lies inside the datagram.
func fuzzDHCPMessage(_ input: [UInt8]) {
    if let frame = try? UDPFrame(readingFrom: input.span) {
        demand(frame.payload.upperBound <= input.count, "a payload outside its frame")
        demand(frame.payload.lowerBound >= 42, "a payload inside its headers")
    }
    guard let message = try? DHCPMessage(readingFrom: input.span) else { return }
    demand(message.maximumMessageSize >= 576, "a client that takes \(message.maximumMessageSize) octets")
    for code in UInt8.min...UInt8.max {
        let value = message.option(DHCPOptionCode(rawValue: code), in: input.span)
        if let octets = value.octets(of: input.span) { demand(octets.count <= input.count, "an option out of nothing") }
    }
    try? message.header.checkClient()
    var copy = [UInt8](repeating: 0, count: 240)
    var span = copy.mutableSpan
    message.header.write(into: &span, at: 0)
    // Up to the hardware address; what pads that to sixteen octets means nothing.
    demand(copy[..<34] == input[..<34], "a header that changes when it is written")
}
