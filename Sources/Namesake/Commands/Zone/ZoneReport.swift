internal import Addresses
internal import NameServer

/// What `zone check` and `zone list` say about one file.
struct ZoneReport: Encodable {
    struct Problem: Encodable {
        let severity: String
        let line: Int?
        let message: String
    }

    /// The zone's apex; the file's path if it has none.
    let name: String
    let file: String
    let served: Bool
    let serial: UInt32?
    let records: Int?
    let problems: [Problem]
    /// The problems as an editor jumps to them.
    let lines: [String]

    private enum CodingKeys: String, CodingKey {
        case name, file, served, serial, records, problems
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(file, forKey: .file)
        try container.encode(served, forKey: .served)
        // Explicitly, so that a program finds the keys of a zone that is not served.
        try container.encode(serial, forKey: .serial)
        try container.encode(records, forKey: .records)
        try container.encode(problems, forKey: .problems)
    }

    init(path: String) {
        file = path
        do {
            let zone = try Zone(records: ZoneFile(path: path).records, hashKey: .random())
            name = zone.origin.description
            served = true
            serial = zone.serial
            records = zone.recordCount
            problems = zone.warnings.map(Problem.init)
            lines = zone.warnings.map(\.description)
        } catch {
            name = ZoneFile.origin(ofPath: path)?.description ?? path
            served = false
            serial = nil
            records = nil
            problems = error.flaws.map(Problem.init)
            lines = error.flaws.map(\.description)
        }
    }
}

extension ZoneReport.Problem {
    fileprivate init(_ flaw: ZoneFlaw) {
        severity = flaw.severity == .error ? "error" : "warning"
        line = flaw.place?.line
        message = flaw.sentence
    }
}
