package import Foundation

/// How verbs, answers and errors are written, on the owner's socket and by `--json`.
package enum RegistryJSON {
    package static func encode(_ value: some Encodable) throws -> Data {
        if let rows = value as? any JSONRows { return rows.json }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        try JSONDecoder().decode(type, from: data)
    }
}
