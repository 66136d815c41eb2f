/// A value that is one string in JSON: the same text that people type and read.
public protocol CodableAsText: Codable, LosslessStringConvertible {
    /// What the text should have been, for the decoding error: "an IPv4 address".
    static var kindOfText: String { get }
}

extension CodableAsText {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(text)\" is not \(Self.kindOfText)")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
