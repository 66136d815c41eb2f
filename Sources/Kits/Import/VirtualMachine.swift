internal import Addresses

/// A virtual machine as a hypervisor describes it.
struct VirtualMachine: Hashable {
    var name: String
    var place: Place
    var interfaces: [VirtualInterface] = []
}

/// A network interface of a virtual machine.
struct VirtualInterface: Hashable {
    /// `nil`: the hypervisor has not given it one yet.
    var mac: MACAddress?
    /// The host's bridge that it is on.
    var bridge: String?
    /// The hypervisor's network, or the virtual switch.
    var network: String?
    /// The address that the hypervisor gives to the guest.
    var address: IPv4Address?

    /// What it is on, for people: `bridge vmbr1`.
    var attachment: String {
        network.map { "network \($0)" } ?? bridge.map { "bridge \($0)" } ?? "nothing that has a name"
    }
}

/// A MAC in a file that somebody else wrote. Zero is what Hyper-V shows before it has given one.
func readMAC(_ text: String, key: String, at place: Place) throws(ImportProblem) -> MACAddress? {
    guard let mac = MACAddress(text) else {
        throw .badValue(place, key: key, text: text, expected: "a MAC address")
    }
    return mac == .zero ? nil : mac
}
