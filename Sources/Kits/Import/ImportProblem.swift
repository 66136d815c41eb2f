/// Why a file cannot be made an environment; the command has the sentences.
package enum ImportProblem: Error, Hashable, Sendable {
    case unreadable(file: String, reason: String)
    case tooLarge(file: String, limit: Int)
    /// Neither UTF-8 nor UTF-16 with a byte order mark.
    case notText(file: String)
    case syntax(Place, SyntaxFlaw)
    /// It is of the format, but no virtual machine is in it.
    case noMachine(file: String)
    /// The XML element is no libvirt domain.
    case notDomain(Place, element: String)
    case nameless(Place)
    /// A value is not there, or not of its kind; `key` as the file writes it.
    case badValue(Place, key: String, text: String, expected: String)
    case missing(Place, key: String)
    case notHostName(Place, name: String)
    /// The machine has no interface where the private one was said to be; `present` are those it has.
    case noPrivateInterface(Place, machine: String, wanted: String, present: [String])
    case unknownRename(name: String, known: [String])
    /// The document is of copies that have no private side.
    case customized(file: String)
    /// A document holds one environment, and only one is made at a time.
    case severalFiles(Int)

    package var code: String {
        switch self {
        case .unreadable: "import-unreadable"
        case .tooLarge: "import-too-large"
        case .notText: "import-not-text"
        case .syntax: "import-syntax"
        case .noMachine: "import-no-machine"
        case .notDomain: "import-not-domain"
        case .nameless: "import-nameless"
        case .badValue, .missing: "import-bad-value"
        case .notHostName: "bad-name"
        case .noPrivateInterface: "import-no-private-interface"
        case .unknownRename: "unknown-machine"
        case .customized: "import-customized"
        case .severalFiles: "import-several-files"
        }
    }
}

/// What is wrong with the text of a file.
package enum SyntaxFlaw: Error, Hashable, Sendable {
    case endsTooSoon
    case expected(String)
    case character(UInt8)
    /// A document type may define entities that grow without bound; nothing that is imported has one.
    case documentType
    case unknownEntity(String)
    case endTag(String, open: String)
    case repeated(String)
    case tooDeep(limit: Int)
    case tooMany(String, limit: Int)
}
