/// Why a restore cannot be confirmed or ended.
package enum RestoreProblem: Codable, Sendable, Equatable {
    case notOpen(environment: String)
    /// The restore has not rolled the machine back, or it has no MAC to put back; `machines` are those it has.
    case notRolledBack(machine: String, environment: String, machines: [String])
    /// `reason`: what is still wrong with the first of `machines`, and `remedy`: what to do about it.
    case notRight(environment: String, machines: [String], reason: String, remedy: String?)

    package var code: String {
        switch self {
        case .notOpen: "no-restore"
        case .notRolledBack: "not-rolled-back"
        case .notRight: "restore-not-over"
        }
    }
}
