/// What is fed with arbitrary octets. Each finds fault by trapping: a broken rule is a finding like a crash is.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case dnsMessage = "dns-message"
    case zoneFile = "zone-file"
    case responder
    case dhcpMessage = "dhcp-message"
    case leaseDecision = "lease-decision"

    package func run(_ input: [UInt8]) {
        switch self {
        case .dnsMessage: fuzzDNSMessage(input)
        case .zoneFile: fuzzZoneFile(input)
        case .responder: fuzzResponder(input)
        case .dhcpMessage: fuzzDHCPMessage(input)
        case .leaseDecision: fuzzLeaseDecision(input)
        }
    }
}

/// Ends the process with a sentence: this is how a target reports what must not be.
func demand(_ condition: Bool, _ rule: @autoclosure () -> String) {
    guard !condition else { return }
    print("broken: \(rule())")
    preconditionFailure("a rule was broken")
}
