internal import GuestFiles

/// What the agent has changed, and what was there before: enough to put everything back.
///
/// It is written before the first file is changed and after the last, so whenever the agent is killed, the journal
/// knows of everything that may have been touched.
struct Journal {
    struct Entry {
        /// As the guest sees it.
        var path: String
        var before: Before
        /// Fingerprints of what the agent has written there, or was about to write when it was killed. None for the hosts
        /// file, which is put back by taking our block out.
        var written: [String] = []
    }

    enum Before {
        case hosts(existed: Bool)
        case nothing
        /// The copy lies in the journal's folder.
        case copy(String, mode: UInt32, owner: UInt32, group: UInt32)
    }

    var entries: [Entry] = []
    /// Folders that the agent has made, the outermost first.
    var folders: [String] = []
    /// Managers that have not been told yet of what changed.
    var untold: [Manager] = []

    func entry(for path: String) -> Entry? { entries.first { $0.path == path } }

    mutating func add(_ manager: Manager) {
        if !untold.contains(manager) { untold.append(manager) }
    }
}

/// The journal as a file.
extension Journal {
    private static let format = 1

    var text: String {
        JSONText.lines([
            ("format", "\(Self.format)"),
            ("untold", JSONText.line(untold.map { JSONText.quoted($0.rawValue) })),
            ("folders", JSONText.line(folders.map(JSONText.quoted))),
            ("entries", JSONText.lines(entries.map(\.json), indentation: 2)),
        ]) + "\n"
    }

    /// - Parameter path: for the message.
    init(reading octets: [UInt8], path: String) throws(AgentProblem) {
        let root: JSONNode
        do {
            root = try JSONReader.read(octets)
        } catch {
            throw .journal(path: path, line: error.line)
        }
        guard case .number("\(Self.format)")? = root["format"]?.content, let untold = root["untold"]?.list,
            let folders = root["folders"]?.list, let entries = root["entries"]?.list
        else { throw .journal(path: path, line: root.line) }
        func texts(_ nodes: [JSONNode]) throws(AgentProblem) -> [String] {
            var texts: [String] = []
            for node in nodes {
                guard let text = node.text else { throw .journal(path: path, line: node.line) }
                texts.append(text)
            }
            return texts
        }
        self.untold = try texts(untold).compactMap(Manager.init(rawValue:))
        self.folders = try texts(folders)
        for node in entries {
            guard let entry = Entry(node) else { throw .journal(path: path, line: node.line) }
            self.entries.append(entry)
        }
    }
}

extension Journal.Entry {
    fileprivate var json: String {
        var fields = [("path", JSONText.quoted(path))]
        switch before {
        case .hosts(let existed): fields.append(("hosts", existed ? "\"existed\"" : "\"absent\""))
        case .nothing: break
        case .copy(let name, let mode, let owner, let group):
            fields.append(("copy", JSONText.quoted(name)))
            fields.append(("mode", JSONText.quoted(String(mode, radix: 8))))
            fields.append(("owner", JSONText.quoted("\(owner)")))
            fields.append(("group", JSONText.quoted("\(group)")))
        }
        fields.append(("written", JSONText.line(written.map(JSONText.quoted))))
        return JSONText.line(fields)
    }

    fileprivate init?(_ node: JSONNode) {
        guard let path = node["path"]?.text, path.hasPrefix("/"), !path.split(separator: "/").contains(".."),
            let written = node["written"]?.list
        else { return nil }
        self.path = path
        self.written = written.compactMap(\.text)
        if let hosts = node["hosts"] {
            before = .hosts(existed: hosts.text == "existed")
        } else if let copy = node["copy"] {
            guard let name = copy.text, !name.contains("/"),
                let mode = node["mode"]?.text.flatMap({ UInt32($0, radix: 8) }),
                let owner = node["owner"]?.text.flatMap({ UInt32($0) }),
                let group = node["group"]?.text.flatMap({ UInt32($0) })
            else { return nil }
            before = .copy(name, mode: mode, owner: owner, group: group)
        } else {
            before = .nothing
        }
    }
}
