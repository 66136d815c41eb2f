/// Variables as text that programs read.
package enum VariableText {
    /// `NAME=value` lines, as `set -a; . FILE`, Docker, GitLab and the dotenv libraries read them. What is not plain is
    /// quoted as a shell reads it.
    package static func dotenv(_ variables: IdentityVariables) -> String {
        variables.all.map { "\($0.name)=\(dotenvValue($0.value))\n" }.joined()
    }

    /// `export NAME='value'` lines for `eval "$(...)"`.
    package static func shell(_ variables: IdentityVariables) -> String {
        variables.all.map { "export \($0.name)=\(shellWord($0.value))\n" }.joined()
    }

    /// One object of strings.
    package static func json(_ variables: IdentityVariables) throws -> String {
        try KitJSON.text(of: Dictionary(variables.all.map { ($0.name, $0.value) }) { first, _ in first })
    }

    static func dotenvValue(_ text: String) -> String {
        if isPlain(text) { return text }
        // Between apostrophes shells take everything as it is, but the dotenv libraries read escapes even there.
        let isLiteral = !text.utf8.contains { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\\") }
        return isLiteral ? "'\(text)'" : "\"" + text.escaping("\\\"$`") + "\""
    }

    static func shellWord(_ text: String) -> String {
        let parts = text.utf8.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
        return "'" + parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "'\\''") + "'"
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0.isLetterOrDigit || "._/:@%+,-".utf8.contains($0) }
    }
}
