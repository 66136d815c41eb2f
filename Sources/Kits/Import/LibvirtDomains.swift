internal import Addresses

/// Reads what `virsh dumpxml` prints, for one domain or for several in a row (libvirt.org/formatdomain.html).
enum LibvirtDomains {
    static func machines(in source: SourceText) throws(ImportProblem) -> [VirtualMachine] {
        var reader = XMLReader(source.octets)
        var machines: [VirtualMachine] = []
        var path: [String] = []
        do {
            while let event = try reader.next() {
                switch event {
                case .start(let element, let attributes, let line):
                    path.append(element)
                    try begin(path, attributes, source.place(line), &machines)
                case .text(let text):
                    if path == ["domain", "name"] { machines[machines.count - 1].name += text }
                case .end:
                    if path == ["domain"], let machine = machines.last, machine.name.isEmpty {
                        throw ImportProblem.nameless(machine.place)
                    }
                    path.removeLast()
                }
            }
        } catch let flaw as SyntaxFlaw {
            throw .syntax(source.place(reader.line), flaw)
        } catch let problem as ImportProblem {
            throw problem
        } catch {
            throw .notText(file: source.file)
        }
        return machines
    }

    private static func begin(
        _ path: [String], _ attributes: [String: String], _ place: Place, _ machines: inout [VirtualMachine]
    ) throws(ImportProblem) {
        if path.count == 1 {
            guard path == ["domain"] else { throw .notDomain(place, element: path[0]) }
            machines.append(VirtualMachine(name: "", place: place))
            return
        }
        guard path.starts(with: ["domain", "devices", "interface"]), let last = machines.indices.last else { return }
        if path.count == 3 {
            machines[last].interfaces.append(VirtualInterface())
            return
        }
        guard path.count == 4, let interface = machines[last].interfaces.indices.last else { return }
        switch path[3] {
        case "mac":
            guard let text = attributes["address"] else { throw .missing(place, key: "address") }
            machines[last].interfaces[interface].mac = try readMAC(text, key: "mac address", at: place)
        case "source":
            machines[last].interfaces[interface].bridge = attributes["bridge"]
            machines[last].interfaces[interface].network = attributes["network"]
        default:
            break
        }
    }
}
