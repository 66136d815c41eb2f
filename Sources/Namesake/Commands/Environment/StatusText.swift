internal import Registry

/// States for people.
enum StatusText {
    static func description(of status: StatusAnswer) -> String {
        var lines = ["\(status.name): \(status.state.rawValue)"]
        if let snapshot = status.restoring { lines[0] += ", being restored to \(Wording.quoted(snapshot))" }
        if let until = status.until {
            lines.append(
                "ends at \(until)" + (status.expiring ? ", which is soon: see `namesake env set --until`" : ""))
        }
        lines += status.machines.flatMap(lines(for:))
        return lines.joined(separator: "\n")
    }

    private static func lines(for machine: MachineStatus) -> [String] {
        var lines = ["  \(machine.name): \(machine.state.rawValue)"]
        if let cause = machine.cause { lines.append("    \(cause)") }
        if let remedy = machine.remedy { lines.append("    to do: \(remedy)") }
        return lines
    }

    private static let longestList = 4

    /// Why not: what `wait` says when its time is over.
    static func reasons(of status: StatusAnswer) -> String {
        let waiting = status.machines.filter { $0.state != .ready }
        guard !waiting.isEmpty else { return status.cause ?? status.state.rawValue }
        var reasons = waiting.prefix(longestList).map { machine in
            "\(machine.name): \(machine.cause ?? machine.state.rawValue)"
                + (machine.remedy.map { " (\($0))" } ?? "")
        }
        if waiting.count > longestList { reasons.append("and \(waiting.count - longestList) more") }
        return reasons.joined(separator: "; ")
    }
}
