/// A setting that cannot be used, and where it stands.
struct SettingsError: Error, CustomStringConvertible {
    /// `namesake.yaml:3`, or `NAMESAKE_DNS_LISTEN`.
    let place: String
    let problem: String

    var description: String { "\(place): \(problem)" }
}
