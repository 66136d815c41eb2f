/// `restore --end`: the restore is over, and so are its holds. Refused while a machine is not right, unless it is forced.
package struct EndRestore: Verb {
    package static let name = "restore end"
    package static let kind = VerbKind.change

    package var environment: String
    package var isForced: Bool

    package init(environment: String, isForced: Bool = false) {
        self.environment = environment
        self.isForced = isForced
    }

    package func perform(in transaction: Transaction) throws -> RestoreStatusAnswer {
        let record = try transaction.environment(named: environment)
        let restore = try transaction.openRestore(of: record)
        let wrong = try transaction.progress(of: restore).filter { !$0.right }
        if let first = wrong.first, !isForced {
            throw RegistryError.restore(
                .notRight(
                    environment: record.name, machines: wrong.prefix(8).map(\.name), reason: first.cause ?? "",
                    remedy: first.remedy))
        }
        try transaction.end(restore, wrong.isEmpty ? .ended : .forced)
        return try transaction.restoreStatus(of: record)
    }
}

/// `restore --cancel`: nothing was restored, or nobody waits for it any more.
package struct CancelRestore: Verb {
    package static let name = "restore cancel"
    package static let kind = VerbKind.change

    package var environment: String

    package init(environment: String) {
        self.environment = environment
    }

    package func perform(in transaction: Transaction) throws -> RestoreStatusAnswer {
        let record = try transaction.environment(named: environment)
        try transaction.end(transaction.openRestore(of: record), .cancelled, detail: "given up")
        return try transaction.restoreStatus(of: record)
    }
}

/// A restore that the server has ended.
struct SettledRestore: Codable, Hashable, Sendable {
    var environment: String
    var snapshot: String
    var seconds: Double
}

/// What the server does when every machine of a restore seems to be right. It is not asked for by name.
struct SettleRestore: Verb {
    static let name = "restore settle"
    static let kind = VerbKind.change

    var environment: EnvironmentID

    /// - Returns: `nil` if the restore is not over.
    func perform(in transaction: Transaction) throws -> SettledRestore? {
        guard let record = try transaction.environment(environment),
            let restore = try transaction.restore(of: record),
            try transaction.progress(of: restore).allSatisfy(\.right)
        else { return nil }
        try transaction.end(restore, .ended)
        return SettledRestore(
            environment: record.name, snapshot: restore.snapshot, seconds: restore.seconds(at: transaction.milliseconds)
        )
    }
}
