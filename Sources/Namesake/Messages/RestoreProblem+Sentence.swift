internal import Registry

extension RestoreProblem {
    var sentence: String {
        switch self {
        case .notOpen(let environment):
            "environment \(environment) is not being restored: begin with `namesake restore \(environment) SNAPSHOT`"
        case .notRolledBack(let machine, let environment, let machines):
            "machine \(machine) of \(environment) has no MAC to be put back: "
                + (machines.isEmpty
                    ? "no machine has" : "\(Wording.list(machines)) \(machines.count == 1 ? "has" : "have")")
        case .notRight(let environment, let machines, let reason, let remedy):
            "the restore of \(environment) is not over for \(Wording.list(machines)) (\(reason)): "
                + (remedy.map { "\($0), or " } ?? "") + "say that it is over with --end --force"
        }
    }
}
