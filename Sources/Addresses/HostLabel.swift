/// One label of a host name: letters, digits and inner hyphens, 1...63 octets (RFC 952, RFC 1123 §2.1).
///
/// Environment and machine names are labels of public names, so nothing else is allowed in them. Two labels that differ
/// only in case are the same name.
public struct HostLabel: Sendable {
    /// As it was given, case included.
    public let text: String

    /// Why a text is no host label.
    public enum Flaw: Error, Hashable, Sendable {
        case empty
        case tooLong(octets: Int)
        /// The first character that is not a letter, digit or hyphen.
        case character(Character)
        case hyphenAtEnd
    }

    public init(_ text: String) throws(Flaw) {
        guard !text.isEmpty else { throw .empty }
        if let wrong = text.first(where: { !$0.isHostCharacter }) { throw .character(wrong) }
        guard text.utf8.count <= DomainName.maximumLabelLength else { throw .tooLong(octets: text.utf8.count) }
        guard text.first != "-", text.last != "-" else { throw .hyphenAtEnd }
        self.text = text
    }

    public var utf8: String.UTF8View { text.utf8 }
}

extension Character {
    fileprivate var isHostCharacter: Bool {
        isASCII && (isLetter || isWholeNumber) || self == "-"
    }
}

extension HostLabel: Hashable, CustomStringConvertible {
    public static func == (left: HostLabel, right: HostLabel) -> Bool {
        left.text.lowercased() == right.text.lowercased()
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(text.lowercased())
    }

    public var description: String { text }
}
