package import Addresses

/// How far a machine is in a restore.
package struct RestoringMachine: Codable, Hashable, Sendable {
    package var name: String
    package var rolledBack: MACAddress
    /// `null`: the machine was removed meanwhile, so nothing is waited for.
    @ExplicitNull package var putBack: MACAddress?
    /// Whether the MAC it was rolled back to is held for it.
    package var held: Bool
    /// Whether it has been seen with its own MAC since the restore began.
    package var right: Bool
    /// When somebody said that its MAC was put back.
    @ExplicitNull package var confirmed: UTCTime?
    @ExplicitNull package var cause: String?
    @ExplicitNull package var remedy: String?
}

/// An environment's restore: the one that is open, or the last one.
package struct RestoreStatusAnswer: Codable, Hashable, Sendable {
    package enum State: String, Codable, Hashable, Sendable {
        /// There has been none.
        case none
        case open, ended, forced, cancelled
    }

    package var environment: String
    package var state: State
    @ExplicitNull package var snapshot: String?
    @ExplicitNull package var takenIn: String?
    @ExplicitNull package var taken: UTCTime?
    @ExplicitNull package var began: UTCTime?
    @ExplicitNull package var ended: UTCTime?
    /// How long it took, or has taken.
    @ExplicitNull package var seconds: Double?
    /// Until when the MACs that roll back are held, at most; `null`: none is.
    @ExplicitNull package var heldUntil: UTCTime?
    package var machines: [RestoringMachine]
}

/// `restore --status`: how far the restore is that is open, or how the last one ended.
package struct ShowRestore: Verb {
    package static let name = "restore status"
    package static let kind = VerbKind.question

    package var environment: String

    package init(environment: String) {
        self.environment = environment
    }

    package func perform(in transaction: Transaction) throws -> RestoreStatusAnswer {
        try transaction.restoreStatus(of: transaction.environment(named: environment))
    }
}

extension Transaction {
    func restoreStatus(of environment: EnvironmentRecord) throws -> RestoreStatusAnswer {
        guard let restore = try lastRestore(of: environment) else {
            return RestoreStatusAnswer(environment: environment.name, state: .none, machines: [])
        }
        let isOpen = restore.ended == nil
        let holds = isOpen && restore.holdUntil > now && restore.machines.contains(where: \.holds)
        let state: RestoreStatusAnswer.State =
            switch restore.outcome {
            case nil: .open
            case .ended: .ended
            case .forced: .forced
            case .cancelled: .cancelled
            }
        return RestoreStatusAnswer(
            environment: environment.name, state: state, snapshot: restore.snapshot, takenIn: restore.sourceName,
            taken: restore.taken, began: UTCTime(rawValue: restore.began / 1000),
            ended: restore.ended.map { UTCTime(rawValue: $0 / 1000) }, seconds: restore.seconds(at: milliseconds),
            heldUntil: holds ? restore.holdUntil : nil,
            machines: isOpen ? try progress(of: restore) : [])
    }

    /// How far each machine is that the restore waits for, in the order of the machines; then those that are gone.
    func progress(of restore: RestoreRecord) throws -> [RestoringMachine] {
        let reader = try StatusReader(self)
        let registered = try machines(of: restore.environment.id)
        let present = registered.compactMap { machine -> RestoringMachine? in
            guard let journal = restore.machine(named: machine.identity.name) else { return nil }
            let facts = reader.facts(machine, of: restore.environment.id, named: restore.environment.name)
            let isRight = machine.publicMAC == nil || facts.restore?.isRight(machine.lease, at: now.rawValue) ?? true
            // What is wrong with the restore is what is asked here, whether anybody serves the registry or not.
            let status = MachineStatus(facts, isRight ? service : .namesAndLeases, at: now.rawValue)
            return RestoringMachine(
                name: machine.identity.name, rolledBack: journal.rolledBack, putBack: machine.publicMAC,
                held: journal.holds && restore.holdUntil > now, right: isRight, confirmed: journal.confirmed,
                cause: status.cause, remedy: status.remedy)
        }
        let gone = restore.machines.filter { machine in
            !registered.contains { Names.areSame($0.identity.name, machine.name) }
        }
        return present
            + gone.map {
                RestoringMachine(
                    name: $0.name, rolledBack: $0.rolledBack, putBack: nil, held: $0.holds && restore.holdUntil > now,
                    right: true, confirmed: $0.confirmed)
            }
    }

    /// The restore that is open.
    func openRestore(of environment: EnvironmentRecord) throws -> RestoreRecord {
        guard let restore = try restore(of: environment) else {
            throw RegistryError.restore(.notOpen(environment: environment.name))
        }
        return restore
    }
}
