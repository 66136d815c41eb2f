/// A value of a JSON text, and the line it begins in.
package struct JSONNode: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case null
        case bool(Bool)
        /// As it is written: whoever needs a number reads the one it can hold.
        case number(String)
        case string(String)
        case array([JSONNode])
        case object([JSONMember])
    }

    package var line: Int
    package var content: Content

    package init(line: Int, content: Content) {
        self.line = line
        self.content = content
    }
}

package struct JSONMember: Hashable, Sendable {
    package var key: String
    package var line: Int
    package var value: JSONNode
}

extension JSONNode {
    /// The value of a key, if this is an object that has it.
    package subscript(key: String) -> JSONNode? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }

    package var text: String? {
        if case .string(let text) = content { text } else { nil }
    }

    package var list: [JSONNode]? {
        if case .array(let items) = content { items } else { nil }
    }
}

/// Why a text is no JSON.
package enum JSONFlaw: Error, Hashable, Sendable {
    case tooLong(limit: Int)
    case tooDeep(limit: Int)
    /// The text ends in the middle.
    case ends
    /// `wanted`: what could stand there, `found`: what does.
    case unexpected(wanted: String, found: String)
    case badString
    case badNumber(String)
    case afterEnd
}

package struct JSONProblem: Error, Hashable, Sendable {
    package var line: Int
    package var flaw: JSONFlaw
}
