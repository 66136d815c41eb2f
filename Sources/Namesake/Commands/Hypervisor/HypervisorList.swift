internal import ArgumentParser
internal import Registry

/// `namesake hypervisor list`
struct HypervisorList: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the hypervisors.", discussion: "Example:\n  namesake hypervisor list")

    @OptionGroup var global: GlobalOptions

    func makeVerb() -> ListHypervisors { ListHypervisors() }

    func text(for answer: [HypervisorAnswer]) -> String { HypervisorText.table(of: answer) }
}
