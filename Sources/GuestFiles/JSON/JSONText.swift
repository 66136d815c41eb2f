/// Writes JSON, for people to read: short things on one line.
package enum JSONText {
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// `[a, b]`
    package static func line(_ items: [String]) -> String {
        "[" + items.joined(separator: ", ") + "]"
    }

    /// `{"a": 1, "b": 2}`
    package static func line(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(quoted($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
    }

    /// One item a line.
    package static func lines(_ items: [String], indentation: Int = 0) -> String {
        lines(items, between: ("[", "]"), indentation: indentation)
    }

    /// One member a line.
    package static func lines(_ members: [(String, String)], indentation: Int = 0) -> String {
        lines(members.map { "\(quoted($0.0)): \($0.1)" }, between: ("{", "}"), indentation: indentation)
    }

    private static func lines(_ items: [String], between ends: (String, String), indentation: Int) -> String {
        guard !items.isEmpty else { return ends.0 + ends.1 }
        let margin = String(repeating: " ", count: indentation)
        return ends.0 + "\n" + items.map { margin + "  " + $0 }.joined(separator: ",\n") + "\n" + margin + ends.1
    }
}
