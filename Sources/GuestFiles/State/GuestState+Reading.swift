internal import Addresses

/// Reading the file of desired state: everything in it becomes a value that cannot be wrong, or is refused with its line.
extension GuestState {
    package init(reading octets: [UInt8]) throws(StateProblem) {
        let root: JSONNode
        do {
            root = try JSONReader.read(octets)
        } catch {
            throw StateProblem(line: error.line, .json(error.flaw))
        }
        var fields = try StateFields(root, key: "the file")
        // First: what another version wrote may have any keys.
        let format = try fields.take("format")
        guard format.number == "\(Self.format)" else { throw StateProblem(line: format.line, .format(format.summary)) }
        let machine = try fields.take("machine").value("machine", "a computer name") { try? HostLabel($0) }
        let domain = try fields.take("domain").hostDomain("domain")
        let `private` = try PrivateSide(reading: fields.take("private"))
        let `public` = try fields.take("public").optional.map(PublicSide.init(reading:))
        var hosts: [HostsEntry] = []
        for node in try fields.take("hosts").items("hosts") {
            let entry = try HostsEntry(reading: node)
            guard entry.address != `private`.address else {
                throw StateProblem(line: node.line, .hostsOfItself(address: entry.address.description))
            }
            hosts.append(entry)
        }
        let directory = try fields.take("directory").optional.map(Directory.init(reading:))
        try fields.end()
        self.init(
            machine: machine, domain: domain, private: `private`, public: `public`, hosts: hosts, directory: directory)
    }
}

extension PrivateSide {
    fileprivate init(reading node: JSONNode) throws(StateProblem) {
        var fields = try StateFields(node, key: "private")
        let mac = try fields.take("mac").value("mac", MACAddress.kindOfText) { MACAddress($0) }
        guard !mac.isMulticast, mac != .zero else {
            throw StateProblem(
                line: node.line, .notA(key: "mac", wanted: "a MAC that a machine can have", found: "\(mac)"))
        }
        let pair = try fields.take("address").value(
            "address", "an address with the length of its prefix, such as 192.168.23.1/24"
        ) { text -> (IPv4Address, Int)? in
            let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 2, let address = IPv4Address(parts[0]), let length = UInt8(parts[1]),
                "\(length)" == parts[1], (8...30).contains(length),
                let network = IPv4Network(containing: address, prefixLength: Int(length)),
                network.hosts.contains(address)
            else { return nil }
            return (address, Int(length))
        }
        try fields.end()
        self.init(mac: mac, address: pair.0, prefixLength: pair.1)
    }
}

extension PublicSide {
    fileprivate init(reading node: JSONNode) throws(StateProblem) {
        var fields = try StateFields(node, key: "public")
        let list = try fields.take("interfaces")
        var interfaces: [InterfacePattern] = []
        for item in try list.items("interfaces") {
            interfaces.append(
                try item.value("interfaces", "a name of interfaces such as en* or ens4") { InterfacePattern($0) })
        }
        guard !interfaces.isEmpty else {
            throw StateProblem(line: list.line, .notA(key: "interfaces", wanted: "at least one name", found: "[]"))
        }
        try fields.end()
        self.init(interfaces: interfaces)
    }
}

extension HostsEntry {
    fileprivate init(reading node: JSONNode) throws(StateProblem) {
        var fields = try StateFields(node, key: "hosts")
        let address = try fields.take("address").value("address", "an IPv4 address") { IPv4Address($0) }
        let list = try fields.take("names")
        var names: [DomainName] = []
        for item in try list.items("names") {
            names.append(try item.hostDomain("names"))
        }
        guard !names.isEmpty else {
            throw StateProblem(line: list.line, .notA(key: "names", wanted: "at least one name", found: "[]"))
        }
        try fields.end()
        self.init(address: address, names: names)
    }
}

extension Directory {
    fileprivate init(reading node: JSONNode) throws(StateProblem) {
        var fields = try StateFields(node, key: "directory")
        let list = try fields.take("servers")
        var servers: [IPv4Address] = []
        for item in try list.items("servers") {
            servers.append(try item.value("servers", "an IPv4 address") { IPv4Address($0) })
        }
        guard !servers.isEmpty else {
            throw StateProblem(line: list.line, .notA(key: "servers", wanted: "at least one address", found: "[]"))
        }
        let domain = try fields.take("domain").optional.map { node throws(StateProblem) in try node.hostDomain("domain")
        }
        try fields.end()
        self.init(servers: servers, domain: domain)
    }
}
