/// How values are put into sentences.
enum Wording {
    /// `1 machine`, `2 machines`.
    static func count(_ number: Int, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }

    /// `a`, `a and b`, `a, b and c`.
    static func list(_ items: [some CustomStringConvertible]) -> String {
        let texts = items.map(\.description)
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
        return texts.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Text that somebody typed, between quotation marks, with nothing in it that a terminal would obey.
    static func quoted(_ text: String) -> String {
        "\"" + escaped(text) + "\""
    }

    /// What somebody without rights has to ask for.
    static func membership(of group: String) -> String {
        "ask to be put in group \(group) (`adduser USER \(group)`, then log in again), or run it as root"
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(120) {
            result += scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return text.unicodeScalars.count > 120 ? result + "..." : result
    }
}
