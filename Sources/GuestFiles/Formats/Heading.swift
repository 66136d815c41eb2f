internal import Addresses

/// What stands at the head of every file.
enum Heading {
    static func line(for state: GuestState) -> String {
        "Written by namesake for \(state.machine); the same in every clone."
    }

    /// As a comment, with the mark that most of the formats know.
    static func comment(for state: GuestState) -> String { "# \(line(for: state))" }
}

extension MACAddress {
    /// As Linux writes it: `02:5b:0f:11:22:33`.
    var withColons: String {
        description.lowercased().split(separator: "-").joined(separator: ":")
    }
}
