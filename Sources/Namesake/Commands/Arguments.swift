public import Addresses
public import ArgumentParser
public import Datagrams
internal import Registry

// Values of the field are read by their own types, so that a MAC of five octets is wrong usage (64) in one place.
extension IPv4Address: ExpressibleByArgument {}
extension IPv4Range: ExpressibleByArgument {}
extension IPv4Network: ExpressibleByArgument {}
extension MACAddress: ExpressibleByArgument {}
extension MACRange: ExpressibleByArgument {}
extension DomainName: ExpressibleByArgument {}
extension SocketAddress: ExpressibleByArgument {}

/// `on` or `off`.
enum Switch: String, ExpressibleByArgument {
    case on, off

    var isOn: Bool { self == .on }
}

/// A machine as the command line writes it: `NAME[:ROLE][,mac=M][,address=A]`.
struct MachineArgument: ExpressibleByArgument {
    let specification: MachineSpecification

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        let names = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var specification = MachineSpecification(name: String(names[0]), role: names.count > 1 ? String(names[1]) : "")
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard pair.count == 2 else { return nil }
            switch pair[0] {
            case "mac":
                guard specification.mac == nil, let mac = MACAddress(pair[1]) else { return nil }
                specification.mac = mac
            case "address":
                guard specification.address == nil, let address = IPv4Address(pair[1]) else { return nil }
                specification.address = address
            default:
                return nil
            }
        }
        self.specification = specification
    }

    static let help = ArgumentHelp(
        "A machine; mac= and address= adopt the private interface that an existing one has.",
        valueName: "name[:role][,mac=M][,address=A]")
}
