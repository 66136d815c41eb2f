internal import Addresses

/// The state as the file that a guest's agent reads.
extension GuestState {
    /// What the file says it is. Another number is another meaning.
    static let format = 1

    package var text: String {
        var fields = [
            ("format", "\(Self.format)"),
            ("machine", JSONText.quoted(machine.text)),
            ("domain", JSONText.quoted(domain.description)),
            (
                "private",
                JSONText.line([
                    ("mac", JSONText.quoted(`private`.mac.description)),
                    ("address", JSONText.quoted(`private`.addressAndPrefix)),
                ])
            ),
        ]
        fields.append(
            (
                "public",
                `public`.map { side in
                    JSONText.line([
                        ("interfaces", JSONText.line(side.interfaces.map { JSONText.quoted($0.description) }))
                    ])
                } ?? "null"
            ))
        fields.append(("hosts", JSONText.lines(hosts.map(\.json), indentation: 2)))
        fields.append(
            (
                "directory",
                directory.map { directory in
                    JSONText.line([
                        ("servers", JSONText.line(directory.servers.map { JSONText.quoted($0.description) })),
                        ("domain", directory.domain.map { JSONText.quoted($0.description) } ?? "null"),
                    ])
                } ?? "null"
            ))
        return JSONText.lines(fields) + "\n"
    }
}

extension HostsEntry {
    fileprivate var json: String {
        JSONText.line([
            ("address", JSONText.quoted(address.description)),
            ("names", JSONText.line(names.map { JSONText.quoted($0.description) })),
        ])
    }
}
