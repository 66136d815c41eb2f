internal import Foundation

/// JSON that is imported, with the line of each of its values.
struct JSONSource {
    let source: SourceText
    private let lines: JSONLines

    init(_ source: SourceText) throws(ImportProblem) {
        self.source = source
        do {
            lines = try JSONLines(source.octets)
        } catch {
            throw .syntax(source.place(error.line), error.flaw)
        }
    }

    /// Whether the text is an array.
    var isArray: Bool { source.octets.first { !$0.isBlank } == UInt8(ascii: "[") }

    func place(_ path: String...) -> Place { source.place(lines.line(of: path)) }

    func decode<Value: Decodable>(_ type: Value.Type) throws(ImportProblem) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(source.octets))
        } catch let error as DecodingError {
            throw problem(error)
        } catch {
            throw .syntax(source.place(1), .expected("a value"))
        }
    }

    private func problem(_ error: DecodingError) -> ImportProblem {
        switch error {
        case .keyNotFound(let key, let context):
            .missing(place(of: context.codingPath), key: key.stringValue)
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            .syntax(place(of: context.codingPath), .expected(Self.expectation(error)))
        @unknown default:
            .syntax(source.place(1), .expected("a value"))
        }
    }

    private func place(of path: [any CodingKey]) -> Place {
        source.place(lines.line(of: path.map { key in key.intValue.map { "\($0)" } ?? key.stringValue }))
    }

    private static func expectation(_ error: DecodingError) -> String {
        let type: Any.Type? =
            switch error {
            case .typeMismatch(let type, _), .valueNotFound(let type, _): type
            default: nil
            }
        return switch type {
        case is String.Type: "text between quotation marks"
        case is Bool.Type: "true or false"
        case is any FixedWidthInteger.Type: "a number"
        case is [Any].Type: "an array"
        case is [String: Any].Type: "an object"
        default: "another value"
        }
    }
}
