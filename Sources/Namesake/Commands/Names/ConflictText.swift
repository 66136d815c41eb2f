internal import Addresses
internal import Registry

/// Conflicts for people.
enum ConflictText {
    /// Values and environments that are named in one line.
    private static let namedLimit = 3

    static func table(of conflicts: [ConflictAnswer]) -> String {
        guard !conflicts.isEmpty else { return "no conflicts" }
        var sections: [String] = []
        let real = conflicts.filter { !$0.predicted }
        if !real.isEmpty {
            var table = TextTable(["severity", "conflict", "who", "address", "with", "last seen", "times", "what"])
            for conflict in real {
                let other = conflict.otherMachine.flatMap { machine in
                    conflict.otherEnvironment.map { "\(machine).\($0)" }
                }
                table.append([
                    conflict.severity.rawValue, conflict.conflict.rawValue, conflict.name,
                    conflict.address?.description, other ?? conflict.otherMAC?.description, conflict.last.description,
                    "\(conflict.count)", conflict.detail.map(Wording.escaped) ?? conflict.kind,
                ])
            }
            sections.append(table.text)
        }
        let predicted = conflicts.filter(\.predicted)
        if !predicted.isEmpty { sections.append(isolated(predicted)) }
        return sections.joined(separator: "\n\n")
    }

    /// One line for the same environments: they have many names, addresses and MACs in common.
    private static func isolated(_ conflicts: [ConflictAnswer]) -> String {
        var table = TextTable(["conflict", "network", "machines", "in", "the same"])
        for group in groups(of: conflicts) {
            table.append([
                group[0].conflict.rawValue, group[0].network, "\(group[0].count)",
                some(group[0].environments, of: group[0].count), some(group.map(\.name), of: group.count),
            ])
        }
        return "kept apart by their private networks; they would collide without:\n" + table.text
    }

    private static func groups(of conflicts: [ConflictAnswer]) -> [[ConflictAnswer]] {
        struct Key: Hashable {
            let conflict: ConflictKind
            let network: String?
            let environments: [String]
            let count: Int
        }
        var places: [Key: Int] = [:]
        var groups: [[ConflictAnswer]] = []
        for conflict in conflicts {
            let key = Key(
                conflict: conflict.conflict, network: conflict.network, environments: conflict.environments,
                count: conflict.count)
            if let place = places[key] {
                groups[place].append(conflict)
            } else {
                places[key] = groups.count
                groups.append([conflict])
            }
        }
        return groups
    }

    /// `shop, shop-qa1, shop-qa2 and 7 more`
    private static func some(_ names: [String], of count: Int) -> String {
        let named = names.prefix(namedLimit)
        let rest = count - named.count
        return named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
