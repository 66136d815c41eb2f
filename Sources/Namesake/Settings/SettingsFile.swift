internal import Foundation
internal import Yams

/// Checks that a configuration file says nothing that would be passed over in silence.
///
/// The configuration library answers for keys it is asked for; it does not tell which were never asked for, nor on which
/// line something stands. So the file is read once more here, for its shape alone.
struct SettingsFile {
    let path: String

    /// Where a configuration file is looked for when none is named.
    static let standardPaths = ["./namesake.yaml", "/etc/namesake/namesake.yaml"]

    static func standard() -> SettingsFile? {
        standardPaths.first { FileManager.default.fileExists(atPath: $0) }.map(SettingsFile.init)
    }

    func check() throws(SettingsError) {
        guard let root = try composed() else { return }
        guard let mapping = root.mapping else {
            throw error(root, "the file must hold keys and values, such as `registry: /var/lib/namesake/lab.sqlite`")
        }
        try check(mapping, prefix: "")
    }

    private func composed() throws(SettingsError) -> Node? {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SettingsError(place: path, problem: "cannot be read")
        }
        do {
            return try compose(yaml: String(decoding: data, as: UTF8.self))
        } catch let error as YamlError {
            throw SettingsError(place: path, problem: "is not YAML: \(error)")
        } catch {
            throw SettingsError(place: path, problem: "is not YAML: \(error)")
        }
    }

    private func check(_ mapping: Node.Mapping, prefix: String) throws(SettingsError) {
        for (keyNode, value) in mapping {
            guard let name = keyNode.string else { throw error(keyNode, "a key must be a word") }
            let path = prefix.isEmpty ? name : "\(prefix).\(name)"
            if let key = SettingsKey(rawValue: path) {
                try check(value, of: key)
            } else if let inner = value.mapping,
                SettingsKey.allCases.contains(where: { $0.rawValue.hasPrefix(path + ".") })
            {
                try check(inner, prefix: path)
            } else {
                throw error(
                    keyNode, "there is no key \(path); the nearest is \(SettingsKey.nearest(to: path).rawValue)")
            }
        }
    }

    private func check(_ value: Node, of key: SettingsKey) throws(SettingsError) {
        let nodes: [Node]
        if let sequence = value.sequence {
            guard key.isList else { throw error(value, "\(key.rawValue) must be \(key.kindOfValue), not a list") }
            nodes = Array(sequence)
        } else {
            nodes = [value]
        }
        for node in nodes {
            guard let text = node.scalar?.string, SettingsReader.isValid(text, for: key) else {
                throw error(node, "\(key.rawValue) must be \(key.kindOfValue), not \(node.scalar?.string ?? "a table")")
            }
        }
    }

    private func error(_ node: Node, _ problem: String) -> SettingsError {
        SettingsError(place: node.mark.map { "\(path):\($0.line)" } ?? path, problem: problem)
    }
}
