internal import Addresses

/// Reads what `qm config VMID` prints, or the file it comes from, for one virtual machine (qm.conf(5)).
///
/// A line is `key: value`. The file has snapshots behind what is valid now, each under a heading of its own.
enum ProxmoxConfiguration {
    static func machine(in source: SourceText) throws(ImportProblem) -> VirtualMachine {
        var name: String?
        var interfaces: [(number: Int, VirtualInterface)] = []
        var addresses: [Int: IPv4Address] = [:]
        var number = 0
        for raw in source.octets.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let line = trimmed(raw)
            let place = source.place(number)
            if line.first == UInt8(ascii: "[") { break }
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
                throw .syntax(place, .expected("key: value"))
            }
            let key = String(decoding: line[..<colon], as: UTF8.self)
            let value = String(decoding: trimmed(line[(colon + 1)...]), as: UTF8.self)
            if key == "name" {
                guard name == nil else { throw .syntax(place, .repeated("name")) }
                name = value
            } else if let net = self.number(of: key, after: "net") {
                interfaces.append((net, try interface(value, key: key, at: place)))
            } else if let net = self.number(of: key, after: "ipconfig") {
                addresses[net] = try address(value, key: key, at: place)
            }
        }
        let place = source.place(1)
        guard let name, !name.isEmpty else { throw .nameless(place) }
        var machine = VirtualMachine(name: name, place: place)
        for (number, interface) in interfaces.sorted(by: { $0.number < $1.number }) {
            var interface = interface
            interface.address = addresses[number]
            machine.interfaces.append(interface)
        }
        return machine
    }

    /// `virtio=BC:24:11:2C:55:A1,bridge=vmbr1,firewall=1`: the model stands for the MAC, or `macaddr` does.
    private static func interface(
        _ value: String, key: String, at place: Place
    ) throws(ImportProblem) -> VirtualInterface {
        var interface = VirtualInterface()
        for (index, part) in value.split(separator: ",").enumerated() {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { continue }
            switch pair[0] {
            case "bridge": interface.bridge = pair[1]
            case "macaddr": interface.mac = try readMAC(pair[1], key: key, at: place)
            case "model": break
            default:
                if index == 0 { interface.mac = try readMAC(pair[1], key: key, at: place) }
            }
        }
        return interface
    }

    /// `ip=192.168.23.1/24,gw=192.168.23.254`; `ip=dhcp` gives none.
    private static func address(_ value: String, key: String, at place: Place) throws(ImportProblem) -> IPv4Address? {
        for part in value.split(separator: ",") where part.hasPrefix("ip=") {
            let text = String(part.dropFirst("ip=".count).prefix { $0 != "/" })
            if text == "dhcp" { return nil }
            guard let address = IPv4Address(text) else {
                throw .badValue(place, key: key, text: text, expected: "an IPv4 address")
            }
            return address
        }
        return nil
    }

    /// The number behind `net` or `ipconfig`.
    private static func number(of key: String, after prefix: String) -> Int? {
        guard key.hasPrefix(prefix), key.utf8.count <= prefix.utf8.count + 3 else { return nil }
        let digits = key.dropFirst(prefix.count)
        return digits.utf8.allSatisfy(\.isDigit) ? Int(digits) : nil
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let end = line.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? line.startIndex
        return line[..<end].drop(while: \.isBlank)
    }
}
