internal import Addresses
internal import ArgumentParser
internal import Registry

/// Hypervisors for people.
enum HypervisorText {
    /// The ranges of `hypervisor add` and `hypervisor set`.
    static let rangeHelp = ArgumentHelp(
        "MACs that it gives out by itself; may be given more than once.", valueName: "first..last")

    static func table(of hypervisors: [HypervisorAnswer]) -> String {
        guard !hypervisors.isEmpty else { return "no hypervisors; add one with `namesake hypervisor add`" }
        var table = TextTable(["name", "mac ranges", "machines inside"])
        for hypervisor in hypervisors {
            table.append([
                hypervisor.name, hypervisor.ranges.map(\.description).joined(separator: ", "),
                "\(hypervisor.machineCount)",
            ])
        }
        return table.text
    }

    static func description(of hypervisor: HypervisorAnswer) -> String {
        var table = TextTable(["hypervisor", hypervisor.name])
        for range in hypervisor.ranges { table.append(["mac range", range.description]) }
        var text = table.text
        guard hypervisor.machineCount > 0 else { return text }
        text += "\n\(Wording.count(hypervisor.machineCount, "machine")) "
        text +=
            "\(hypervisor.machineCount == 1 ? "has" : "have") a private MAC that \(hypervisor.name) may give out again:\n"
        var machines = TextTable(["machine", "private mac"])
        for machine in hypervisor.machines {
            machines.append(["\(machine.environment)/\(machine.machine)", machine.mac.description])
        }
        return text + machines.text
    }
}
