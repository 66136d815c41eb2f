/// What may be said of an environment, and how long it may be.
enum EnvironmentRules {
    static let tagLimit = 64
    private static let longest: [EnvironmentField: Int] = [
        .owner: 255, .description: 1000, .tagName: 63, .tagValue: 255,
    ]

    /// The text, if it is on one line and not too long. A tag's name has letters, digits, `-`, `_`, `.` and `/`; its value
    /// may be empty.
    static func check(_ text: String, _ kind: EnvironmentField) throws(RegistryError) -> String {
        func bad(_ flaw: NameFlaw) -> RegistryError { .environment(.badText(kind, text: text, flaw: flaw)) }
        if kind != .tagValue {
            guard text.contains(where: { !$0.isWhitespace }) else { throw bad(.empty) }
        }
        let limit = longest[kind] ?? 0
        guard text.utf8.count <= limit else { throw bad(.tooLong(octets: text.utf8.count, limit: limit)) }
        let stranger = text.unicodeScalars.first { scalar in
            kind == .tagName ? !isOfTagName(scalar) : scalar.properties.generalCategory == .control
        }
        if let stranger { throw bad(.character(String(stranger))) }
        return text
    }

    private static func isOfTagName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "/": true
        default: false
        }
    }
}

/// When the server begins to say that an environment is about to end.
enum Expiry {
    private static let day: Int64 = 86_400

    /// With its last day, or with the last tenth of a time that is no longer than a day.
    static func warningBegins(until: UTCTime, given now: UTCTime) -> UTCTime {
        let length = max(0, until.rawValue - now.rawValue)
        return until.adding(seconds: length > day ? -day : -length / 10)
    }
}
