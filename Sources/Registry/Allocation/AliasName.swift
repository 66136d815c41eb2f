/// The name a machine is known by outside: `VSLM-195ea870-34d87df83883add23-47ab86ff`.
///
/// Drawn, stored, never computed again and never given twice. Its 132 random bits make a second draw of the same name
/// something that does not happen; the registry would refuse it all the same.
enum AliasName {
    private static let prefix = "VSLM-"

    /// Whether a name might be taken for an alias, or be drawn as one: nothing else is called so.
    static func isLike(_ name: String) -> Bool {
        Names.areSame(String(name.prefix(prefix.count)), prefix)
    }

    /// `VSLM-` and 8, 17 and 8 digits with hyphens between.
    static let length = 40

    static func draw(_ random: inout some RandomNumberGenerator) -> String {
        prefix + [8, 17, 8].map { digits($0, &random) }.joined(separator: "-")
    }

    private static func digits(_ count: Int, _ random: inout some RandomNumberGenerator) -> String {
        String((0..<count).map { _ in "0123456789abcdef".randomElement(using: &random) ?? "0" })
    }
}
