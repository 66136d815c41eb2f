internal import Addresses
internal import Registry

/// Reads what `export --format json` and `env show --json` print: one environment.
///
/// Taken over is what is the same in every clone (names, roles and private sides, the directory, and what it depends on
/// outside) and what people have said of it: owner, description and tags. Public MACs and aliases are drawn anew, because
/// those of the exported environment are still its own; and so is its time, which may be over.
enum DocumentReader {
    private struct Document: Decodable {
        let name: String?
        let isolation: String?
        let machines: [Machine]
        let dependencies: [Dependency]?
        let owner: String?
        let description: String?
        let tags: [String: String]?
        let directory: Directory?
    }

    private struct Directory: Decodable {
        let domain: String?
        let outsideDomain: String?
        let trusts: [String]?
    }

    private struct Machine: Decodable {
        let name: String
        let role: String?
        let domainController: Bool?
        let `private`: Private?
    }

    private struct Private: Decodable {
        let address: String?
        let mac: String?
    }

    private struct Dependency: Decodable {
        let name: String
        let kind: String
        let host: String
        let port: UInt16?
        let note: String?
    }

    static func environment(in source: SourceText) throws(ImportProblem) -> ImportedEnvironment {
        let json = try JSONSource(source)
        let document = try json.decode(Document.self)
        guard document.isolation != Isolation.customized.rawValue else { throw .customized(file: source.file) }
        var environment = ImportedEnvironment(name: document.name, machines: [])
        for (index, machine) in document.machines.enumerated() {
            var specification = MachineSpecification(
                name: machine.name, role: machine.role ?? "", isDomainController: machine.domainController ?? false)
            if let text = machine.private?.mac {
                specification.mac = try readMAC(
                    text, key: "mac", at: json.place("machines", "\(index)", "private", "mac"))
            }
            if let text = machine.private?.address {
                guard let address = IPv4Address(text) else {
                    throw .badValue(
                        json.place("machines", "\(index)", "private", "address"), key: "address", text: text,
                        expected: "an IPv4 address")
                }
                specification.address = address
            }
            environment.machines.append(
                ImportedMachine(specification: specification, place: json.place("machines", "\(index)")))
        }
        for (index, dependency) in (document.dependencies ?? []).enumerated() {
            guard
                let target = DependencyTarget(kind: dependency.kind, host: dependency.host, port: dependency.port)
            else {
                throw .badValue(
                    json.place("dependencies", "\(index)"), key: "dependency",
                    text: "\(dependency.kind):\(dependency.host)", expected: DependencyTarget.kindOfText)
            }
            environment.dependencies.append(
                DependencySpecification(name: dependency.name, on: target, note: dependency.note))
        }
        environment.edits = EnvironmentEdits(
            owner: edit(document.owner), description: edit(document.description),
            tags: (document.tags ?? [:]).sorted { $0.key < $1.key }.map { TagEdit(name: $0.key, value: $0.value) })
        if let directory = document.directory { environment.directory = try edits(directory, json) }
        return environment
    }

    private static func edits(_ directory: Directory, _ json: JSONSource) throws(ImportProblem) -> DirectoryEdits {
        func domain(_ text: String, _ key: String) throws(ImportProblem) -> DomainName {
            guard let name = DomainName(text) else {
                throw .badValue(json.place("directory", key), key: key, text: text, expected: "a domain name")
            }
            return name
        }
        var edits = DirectoryEdits()
        if let text = directory.domain { edits.domain = .set(try domain(text, "domain")) }
        if let text = directory.outsideDomain { edits.outsideDomain = .set(try domain(text, "outsideDomain")) }
        var trusts: [DomainName] = []
        for text in directory.trusts ?? [] { trusts.append(try domain(text, "trusts")) }
        if !trusts.isEmpty { edits.trusts = .set(trusts) }
        return edits
    }

    private static func edit(_ text: String?) -> Edit<String> { text.map { .set($0) } ?? .keep }
}
