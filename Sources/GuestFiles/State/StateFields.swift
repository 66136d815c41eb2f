internal import Addresses

/// The keys of one object of the state, taken one by one: what is left over at the end is unknown.
///
/// An unknown key is refused, not passed over: a guest that obeys half of what it is told is one that lies.
struct StateFields {
    private let line: Int
    private var rest: [JSONMember]

    init(_ node: JSONNode, key: String) throws(StateProblem) {
        guard case .object(let members) = node.content else {
            throw StateProblem(line: node.line, .notA(key: key, wanted: "an object", found: node.summary))
        }
        var seen: Set<String> = []
        for member in members where !seen.insert(member.key).inserted {
            throw StateProblem(line: member.line, .twice(key: member.key))
        }
        line = node.line
        rest = members
    }

    mutating func take(_ key: String) throws(StateProblem) -> JSONNode {
        guard let index = rest.firstIndex(where: { $0.key == key }) else {
            throw StateProblem(line: line, .missing(key: key))
        }
        return rest.remove(at: index).value
    }

    func end() throws(StateProblem) {
        if let extra = rest.first { throw StateProblem(line: extra.line, .unknown(key: extra.key)) }
    }
}

extension JSONNode {
    /// `nil` for `null`.
    var optional: JSONNode? {
        if case .null = content { nil } else { self }
    }

    var number: String? {
        if case .number(let text) = content { text } else { nil }
    }

    func items(_ key: String) throws(StateProblem) -> [JSONNode] {
        guard case .array(let items) = content else {
            throw StateProblem(line: line, .notA(key: key, wanted: "a list", found: summary))
        }
        return items
    }

    func value<Value>(_ key: String, _ wanted: String, _ read: (String) -> Value?) throws(StateProblem) -> Value {
        guard case .string(let text) = content, let value = read(text) else {
            throw StateProblem(line: line, .notA(key: key, wanted: wanted, found: summary))
        }
        return value
    }

    /// A name whose every label is a host label, so that it is one word in any file.
    func hostDomain(_ key: String) throws(StateProblem) -> DomainName {
        try value(key, "a name such as db-server.lab.contoso.com") { text in
            guard let name = DomainName(text), !name.isRoot, !text.hasSuffix(".") else { return nil }
            for label in name.labels where (try? HostLabel(String(decoding: label, as: UTF8.self))) == nil {
                return nil
            }
            return name
        }
    }

    /// The value in a few words, for a message.
    var summary: String {
        switch content {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let text): text
        case .string(let text): JSONText.quoted(String(text.prefix(60)))
        case .array: "a list"
        case .object: "an object"
        }
    }
}
