internal import Addresses
internal import Registry

/// Restores for people.
enum RestoreText {
    static func description(of answer: RestoreAnswer) -> String {
        var table = TextTable(["machine", "rolls back to", "put back", "meanwhile in conflict with"])
        for machine in answer.machines {
            table.append([
                machine.name, machine.rolledBack?.description, machine.putBack?.description, machine.conflictsWith,
            ])
        }
        var lines = [
            "\(answer.environment) at \"\(answer.snapshot)\", taken in \(answer.takenIn) \(answer.taken)", table.text,
        ]
        if let other = answer.replaces { lines.append("the restore to \"\(other)\" that was open is given up") }
        lines.append(answer.again ? "this restore is open since \(answer.began)" : "the restore has begun")
        if let until = answer.heldUntil {
            lines.append(
                "\(Wording.count(answer.held.count, "MAC")) of others that roll back: held until it is over, "
                    + "at most until \(until)")
        }
        lines.append("when a MAC is put back: `namesake restore \(answer.environment) --confirm MACHINE`")
        return lines.joined(separator: "\n")
    }

    static func description(of answer: RestoreStatusAnswer) -> String {
        guard let snapshot = answer.snapshot, let seconds = answer.seconds, answer.state != .none else {
            return "\(answer.environment) has not been restored"
        }
        let name = "\(answer.environment) to \"\(snapshot)\""
        switch answer.state {
        case .open: return progress(of: answer, name: name, seconds: seconds)
        case .forced: return "the restore of \(name) was said to be over after \(length(seconds))"
        case .cancelled: return "the restore of \(name) was given up after \(length(seconds))"
        default: return "the restore of \(name) is over: it took \(length(seconds))"
        }
    }

    private static func progress(of answer: RestoreStatusAnswer, name: String, seconds: Double) -> String {
        var lines = ["the restore of \(name) is open for \(length(seconds))"]
        if let until = answer.heldUntil { lines[0] += "; MACs are held until \(until)" }
        var table = TextTable(["machine", "rolled back to", "put back", "right", "said to be right"])
        for machine in answer.machines {
            table.append([
                machine.name, machine.rolledBack.description, machine.putBack?.description,
                machine.right ? "yes" : "no",
                machine.confirmed?.description,
            ])
        }
        if !table.isEmpty { lines.append(table.text) }
        for machine in answer.machines where !machine.right {
            lines.append("\(machine.name): \(machine.cause ?? "")")
            if let remedy = machine.remedy { lines.append("  to do: \(remedy)") }
        }
        return lines.joined(separator: "\n")
    }

    /// Tenths of a second.
    private static func length(_ seconds: Double) -> String { "\((seconds * 10).rounded() / 10) s" }
}
