internal import ArgumentParser
internal import Registry

/// `namesake lease list`
struct LeaseList: LongListCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the leases.",
        discussion: "Example:\n  namesake lease list --env shop-qa1")

    @OptionGroup var global: GlobalOptions
    @Option(name: .customLong("env"), help: ArgumentHelp("Only this environment's.", valueName: "name"))
    var environment: String?

    func makeVerb() -> ListLeases { ListLeases(environment: environment, isBrief: global.printsJSON ? nil : true) }

    static let columns: [JSONTable.Column] = [
        .init("address", "address"), .init("mac", "mac"), .init("state", "state"), .init("expires", "expires"),
        .init("environment", "environment"), .init("machine or host", "machine", "host"),
    ]
    var nothing: String { "no leases" }
}
