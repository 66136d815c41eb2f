package import Registry

/// An environment as one JSON object that can be imported again, here or in another registry: what `env show` prints,
/// and who it is.
package struct EnvironmentDocument: Encodable {
    private let kit: EnvironmentKit

    private enum Key: CodingKey {
        case domain, original, cloneID
    }

    package init(_ kit: EnvironmentKit) {
        self.kit = kit
    }

    package var text: String {
        get throws { try KitJSON.text(of: self) }
    }

    package func encode(to encoder: any Encoder) throws {
        try kit.environment.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kit.domain, forKey: .domain)
        try container.encode(kit.original, forKey: .original)
        try container.encode(kit.cloneID, forKey: .cloneID)
    }
}
