internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake history`
struct History: RegistryCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Tell what happened to an environment, a machine, a host, an alias, an address or a MAC, oldest first.",
        discussion: """
            Examples:
              namesake history shop-qa1
              namesake history web-server.shop-qa1 --since 2026-11-22T08:00:00Z --until 2026-11-22T18:00:00Z
              namesake history 10.86.51.63 --limit 20
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(
        help: ArgumentHelp(
            "An environment, machine.environment, a host, an alias, an address or a MAC.",
            valueName: "env|machine.env|alias|address|mac"))
    var subject: String
    @Option(help: ArgumentHelp("What happened since then, in UTC.", valueName: "time")) var since: UTCTime?
    @Option(help: ArgumentHelp("What happened until then, in UTC.", valueName: "time")) var until: UTCTime?
    @Option(help: ArgumentHelp("The newest so many events.", valueName: "count")) var limit = ListHistory.defaultLimit

    func makeVerb() -> ListHistory {
        ListHistory(subject: WhoIsSubject(subject), since: since, until: until, limit: limit)
    }

    func text(for answer: [EventAnswer]) -> String {
        guard !answer.isEmpty else { return "nothing happened to \(Wording.quoted(subject)) in that time" }
        return answer.map { "\($0.time)  \($0.sentence)" }.joined(separator: "\n")
    }
}
