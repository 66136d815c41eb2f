internal import Addresses

/// What a name in a verb names.
package enum NameKind: String, Codable, Sendable, Equatable {
    case network, environment, machine, role, snapshot, domain, host, hypervisor, dependency
}

/// Why a text is not a name of its kind.
package enum NameFlaw: Codable, Sendable, Equatable {
    case empty
    case tooLong(octets: Int, limit: Int)
    case character(String)
    case hyphenAtEnd

    init(_ flaw: HostLabel.Flaw) {
        self =
            switch flaw {
            case .empty: .empty
            case .tooLong(let octets): .tooLong(octets: octets, limit: DomainName.maximumLabelLength)
            case .character(let character): .character(String(character))
            case .hyphenAtEnd: .hyphenAtEnd
            }
    }
}

/// What is wrong with a name: it is none, it is somebody's, or it is nobody's.
package enum NameProblem: Codable, Sendable, Equatable {
    case invalid(NameKind, text: String, flaw: NameFlaw)
    /// Names are taken without regard to case; `name` is the one that is there.
    case taken(NameKind, name: String, environment: String?)
    /// `known` are the names there are, at most as many as a message can hold.
    case unknown(NameKind, name: String, environment: String?, known: [String])
    /// The name the machine would have in DNS does not fit the 255 octets of RFC 1035 §2.3.4.
    case tooLongForDomain(name: String, octets: Int)

    package var code: String {
        switch self {
        case .invalid(.domain, _, _): "bad-domain"
        case .invalid: "bad-name"
        case .taken: "name-taken"
        case .unknown(let kind, _, _, _): "unknown-\(kind.rawValue)"
        case .tooLongForDomain: "name-too-long"
        }
    }
}
