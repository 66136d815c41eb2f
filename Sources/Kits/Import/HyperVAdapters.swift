internal import Addresses

/// Reads what `Get-VM | Get-VMNetworkAdapter | ConvertTo-Json` prints: an array of adapters, or a single adapter as an
/// object, each with the name of its virtual machine.
enum HyperVAdapters {
    private struct Adapter: Decodable {
        /// `null` for an adapter of the host itself.
        let VMName: String?
        let MacAddress: String?
        /// `null` for an adapter on no switch.
        let SwitchName: String?
    }

    static func machines(in source: SourceText) throws(ImportProblem) -> [VirtualMachine] {
        let json = try JSONSource(source)
        let adapters = try json.isArray ? json.decode([Adapter].self) : [json.decode(Adapter.self)]
        var machines: [VirtualMachine] = []
        var indices: [String: Int] = [:]
        for (number, adapter) in adapters.enumerated() {
            guard let name = adapter.VMName, !name.isEmpty else { continue }
            let mac = try adapter.MacAddress.flatMap { text throws(ImportProblem) in
                let place = json.isArray ? json.place("\(number)", "MacAddress") : json.place("MacAddress")
                return try readMAC(text, key: "MacAddress", at: place)
            }
            let interface = VirtualInterface(mac: mac, network: adapter.SwitchName)
            if let index = indices[name] {
                machines[index].interfaces.append(interface)
            } else {
                indices[name] = machines.count
                let place = json.isArray ? json.place("\(number)", "VMName") : json.place("VMName")
                machines.append(VirtualMachine(name: name, place: place, interfaces: [interface]))
            }
        }
        return machines
    }
}
