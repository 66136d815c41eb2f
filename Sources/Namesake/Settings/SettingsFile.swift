internal import Configuration
internal import Foundation
internal import Registry
internal import Yams

/// Reads a configuration file, and checks that it says nothing that would be passed over in silence.
///
/// The configuration library answers for keys it is asked for; it does not tell which were never asked for, nor on which
/// line something stands. It also reads files on a thread of its own, and `serve`, which reads its settings before it gives
/// up privileges, may not have one yet. So the file is read here, and the library is handed its values.
struct SettingsFile {
    let path: String

    /// Where a configuration file is looked for when none is named.
    static let standardPaths = ["./namesake.yaml", "/etc/namesake/namesake.yaml"]

    static func standard() -> SettingsFile? {
        standardPaths.first { FileManager.default.fileExists(atPath: $0) }.map(SettingsFile.init)
    }

    /// What the file says.
    func values() throws(SettingsError) -> InMemoryProvider {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        if let root = try composed() {
            guard let mapping = root.mapping else {
                throw error(
                    root, "the file must hold keys and values, such as `registry: /var/lib/namesake/lab.sqlite`")
            }
            try read(mapping, prefix: "", into: &values)
        }
        return InMemoryProvider(name: path, values: values)
    }

    private func composed() throws(SettingsError) -> Node? {
        guard let data = FileManager.default.contents(atPath: path) else {
            let remedy = FileRights.groupToAsk(for: path).map { ": \(Wording.membership(of: $0))" } ?? ""
            throw SettingsError(place: path, problem: "cannot be read\(remedy)")
        }
        do {
            return try compose(yaml: String(decoding: data, as: UTF8.self))
        } catch let error as YamlError {
            throw SettingsError(place: path, problem: "is not YAML: \(error)")
        } catch {
            throw SettingsError(place: path, problem: "is not YAML: \(error)")
        }
    }

    private func read(
        _ mapping: Node.Mapping, prefix: String, into values: inout [AbsoluteConfigKey: ConfigValue]
    ) throws(SettingsError) {
        for (keyNode, value) in mapping {
            guard let name = keyNode.string else { throw error(keyNode, "a key must be a word") }
            let path = prefix.isEmpty ? name : "\(prefix).\(name)"
            if let key = SettingsKey(rawValue: path) {
                values[AbsoluteConfigKey(ConfigKey(path))] = try read(value, of: key)
            } else if let inner = value.mapping,
                SettingsKey.allCases.contains(where: { $0.rawValue.hasPrefix(path + ".") })
            {
                try read(inner, prefix: path, into: &values)
            } else {
                throw error(
                    keyNode, "there is no key \(path); the nearest is \(SettingsKey.nearest(to: path).rawValue)")
            }
        }
    }

    private func read(_ value: Node, of key: SettingsKey) throws(SettingsError) -> ConfigValue {
        guard let sequence = value.sequence else {
            return ConfigValue(.string(try text(value, of: key)), isSecret: key.isSecret)
        }
        guard key.isList else { throw error(value, "\(key.rawValue) must be \(key.kindOfValue), not a list") }
        var texts: [String] = []
        for node in sequence { texts.append(try text(node, of: key)) }
        return ConfigValue(.stringArray(texts), isSecret: key.isSecret)
    }

    private func text(_ node: Node, of key: SettingsKey) throws(SettingsError) -> String {
        guard let text = node.scalar?.string, SettingsReader.isValid(text, for: key) else {
            throw error(node, "\(key.rawValue) must be \(key.kindOfValue), not \(node.scalar?.string ?? "a table")")
        }
        return text
    }

    private func error(_ node: Node, _ problem: String) -> SettingsError {
        SettingsError(place: node.mark.map { "\(path):\($0.line)" } ?? path, problem: problem)
    }
}
