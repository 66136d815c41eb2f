/// Why a file is no desired state, and in which line.
package struct StateProblem: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case json(JSONFlaw)
        /// The value is not what that key needs; `wanted` with its article: "a MAC address such as ...".
        case notA(key: String, wanted: String, found: String)
        case missing(key: String)
        case unknown(key: String)
        case twice(key: String)
        /// It was written for another version.
        case format(String)
        /// The machine itself among the others, or one address for two names.
        case hostsOfItself(address: String)
    }

    package var line: Int
    package var kind: Kind

    package init(line: Int, _ kind: Kind) {
        self.line = line
        self.kind = kind
    }
}
