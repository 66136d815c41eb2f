public import Addresses

/// An option's value as typed parts: `ip:10.86.51.1,10.86.51.2` or `u8:1,4,u32:2`.
///
/// A kind counts until the next one is named. `text:` takes everything that follows, commas included.
public struct OptionValue: Hashable, Sendable {
    public let parts: [OptionPart]

    public init(_ parts: [OptionPart]) {
        self.parts = parts
    }

    /// Reads the text.
    ///
    /// - Parameter natural: the kind that need not be named; `nil` if the first part must name its own.
    public init(_ text: String, natural: OptionPart.Kind?) throws(OptionTextFlaw) {
        var parts: [OptionPart] = []
        var rest: Substring? = text[...]
        var named: OptionPart.Kind?
        while let tail = rest {
            var content = tail
            if let colon = tail.firstIndex(of: ":"), let kind = OptionPart.Kind(rawValue: String(tail[..<colon])) {
                named = kind
                content = tail[tail.index(after: colon)...]
            }
            guard let kind = named ?? natural else { throw .noKind }
            let comma = kind == .text ? nil : content.firstIndex(of: ",")
            let word = String(content[..<(comma ?? content.endIndex)])
            guard let part = OptionPart(word, kind) else { throw .notOfKind(word, kind, isNamed: named != nil) }
            parts.append(part)
            rest = comma.map { content[content.index(after: $0)...] }
        }
        self.parts = parts
    }

    /// The octets that the option carries.
    public func octets(of code: DHCPOptionCode) -> [UInt8] {
        guard code == .domainSearch else { return parts.flatMap(\.encoded) }
        var octets: [UInt8] = []
        var names: [DomainName] = []
        for part in parts {
            if case .domain(let name) = part { names.append(name) } else { octets += part.encoded }
        }
        return octets + DomainSearchList.encode(names)
    }

    /// The text, without the names of kinds that go without saying.
    public func text(natural: OptionPart.Kind?) -> String {
        var text = ""
        var kind = natural
        for (index, part) in parts.enumerated() {
            if index > 0 { text += "," }
            // What looks as if it named a kind has to say what it is.
            let isMistakable = index == 0 && part.kind == .text && part.text.contains(":")
            if part.kind != kind || isMistakable { text += "\(part.kind.rawValue):" }
            kind = part.kind
            text += part.text
        }
        return text
    }
}

/// Why a text is no option value.
public enum OptionTextFlaw: Error, Hashable, Sendable {
    /// The option has no kind of its own, and the text names none.
    case noKind
    /// - isNamed: whether the text itself named the kind.
    case notOfKind(String, OptionPart.Kind, isNamed: Bool)
}

extension OptionValue: CodableAsText {
    public static let kindOfText = "an option value such as ip:10.86.51.1"

    public init?(_ description: String) {
        guard let value = try? OptionValue(description, natural: nil) else { return nil }
        self = value
    }

    public var description: String { text(natural: nil) }
}

/// What an option is set to.
public struct OptionSetting: Codable, Hashable, Sendable {
    public var code: DHCPOptionCode
    public var value: OptionValue
    /// Whether it is sent to guests that do not ask for it.
    public var isForced: Bool

    public init(code: DHCPOptionCode, value: OptionValue, isForced: Bool = false) {
        self.code = code
        self.value = value
        self.isForced = isForced
    }

    public var octets: [UInt8] { value.octets(of: code) }

    /// As the command line takes it: `ntp-servers=10.86.51.1`, `224=hex:0102`.
    public var text: String {
        "\(code.name)=\(value.text(natural: OptionDefinition.of(code)?.format.kind))"
    }
}
