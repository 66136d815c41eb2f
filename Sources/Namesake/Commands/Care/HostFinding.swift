/// Something about this host that `check` has to say.
struct HostFinding: Encodable {
    enum Severity: String, Encodable {
        /// `serve` would not start, or would not keep what it promises.
        case error
        case warning
    }

    let severity: Severity
    /// What it is about: a path, an address, an interface, a setting.
    let subject: String
    let message: String
    /// `check --repair` has put it right.
    var repaired = false

    var line: String {
        repaired ? "repaired: \(subject): \(message)" : "\(severity.rawValue): \(subject): \(message)"
    }
}
