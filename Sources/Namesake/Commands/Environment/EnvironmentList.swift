internal import ArgumentParser
internal import Registry

/// `namesake env list`
struct EnvironmentList: LongListCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the environments.",
        discussion: "Example:\n  namesake env list --owner mia --tag bug=4711")

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("Only this owner's.", valueName: "name")) var owner: String?
    @Option(
        name: .customLong("tag"),
        help: ArgumentHelp("Only those with this tag; repeatable.", valueName: "name=value"))
    var tags: [TagArgument] = []

    func makeVerb() -> ListEnvironments {
        ListEnvironments(
            owner: owner,
            tags: tags.isEmpty ? nil : Dictionary(tags.map { ($0.name, $0.value) }) { _, last in last })
    }

    static let columns: [JSONTable.Column] = [
        .init("name", "name"), .init("status", "status.state"), .init("network", "network"),
        .init("origin", "origin.environment", "isolation") { values in
            values[0].map { values[1] == Isolation.customized.rawValue ? "\($0) (customized)" : $0 }
        },
        .init("snapshot", "origin.snapshot"), .init("machines", "machineCount"), .init("leased", "leasedCount"),
        .init("owner", "owner"),
        .init("until", "until", "expiring") { values in values[0].map { $0 + (values[1] == "true" ? " (soon)" : "") } },
        .init("tags", "tags") { values in values[0].flatMap(tags) },
        .init("created", "created"),
    ]

    /// `{"bug":"4711","team":"shop"}` as `bug=4711 team=shop`; an escape stays one.
    private static func tags(_ json: String) -> String? {
        var text: [UInt8] = []
        var isInside = false
        var isEscaped = false
        for octet in json.utf8 {
            switch octet {
            case _ where isEscaped:
                text.append(octet)
                isEscaped = false
            case UInt8(ascii: "\""): isInside.toggle()
            case UInt8(ascii: ":") where !isInside: text.append(UInt8(ascii: "="))
            case UInt8(ascii: ",") where !isInside: text.append(UInt8(ascii: " "))
            case _ where isInside:
                text.append(octet)
                isEscaped = octet == UInt8(ascii: "\\")
            default: break
            }
        }
        return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
    }

    var nothing: String {
        owner == nil && tags.isEmpty
            ? "no environments; make one with `namesake env create`" : "no such environments"
    }
}
