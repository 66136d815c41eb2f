import Addresses
import Registry

extension LeaseNetwork {
    /// The article's lab network, with a range as small as a test wants.
    static func lab(
        id: Int64 = 1, first: IPv4Address = IPv4Address(10, 86, 51, 50), count: UInt32 = 4, restSeconds: Int64 = 600,
        excluded: Set<IPv4Address> = []
    ) throws -> LeaseNetwork {
        let base = IPv4Address(rawValue: first.rawValue & 0xFFFF_FF00)
        let last = IPv4Address(rawValue: first.rawValue + count - 1)
        return LeaseNetwork(
            id: NetworkID(rawValue: id), name: "lab",
            cidr: try required(IPv4Network(base: base, prefixLength: 24)),
            range: try required(IPv4Range(first: first, last: last)),
            domain: try required(DomainName("lab.contoso.com")), routers: [], nameServers: [], leaseSeconds: 600,
            restSeconds: restSeconds, excluded: excluded)
    }
}

struct Missing: Error {}

func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
}

/// The pool MAC with that last octet.
func mac(_ last: UInt8) -> MACAddress {
    MACAddress(0x00, 0x1D, 0xD8, 0xB7, 0x1C, last)
}

/// The lab address with that last octet.
func address(_ last: UInt8) -> IPv4Address {
    IPv4Address(10, 86, 51, last)
}

func lease(
    _ mac: MACAddress, _ address: IPv4Address, _ state: LeaseState = .bound, starts: Int64 = 0, expires: Int64 = 600,
    network: Int64 = 1
) -> Lease {
    Lease(
        mac: mac, address: address, network: NetworkID(rawValue: network),
        machine: MachineID(rawValue: Int64(mac.octet(5))), state: state, starts: starts, expires: expires,
        clientIdentifier: nil)
}

func interface(_ mac: MACAddress, environment: Int64 = 1, network: Int64 = 1) -> LeaseInterface {
    LeaseInterface(
        mac: mac, machine: MachineID(rawValue: Int64(mac.octet(5))), environment: EnvironmentID(rawValue: environment),
        network: NetworkID(rawValue: network))
}

/// SplitMix64 (Steele, Lea, Flood 2014): a fixed seed gives the same history on every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
