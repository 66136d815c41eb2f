internal import Addresses

/// What may be a name, and how long.
enum Names {
    static let longestSnapshotName = 255
    static let longestNote = 255

    /// Names of networks, environments, machines and roles are labels: most of them become labels of DNS names.
    static func checkLabel(_ text: String, _ kind: NameKind) throws(RegistryError) -> String {
        do {
            return try HostLabel(text).text
        } catch {
            throw .name(.invalid(kind, text: text, flaw: NameFlaw(error)))
        }
    }

    /// A snapshot's name is free text on one line: the article's is "latest build".
    static func checkSnapshot(_ text: String) throws(RegistryError) -> String {
        func invalid(_ flaw: NameFlaw) -> RegistryError { .name(.invalid(.snapshot, text: text, flaw: flaw)) }
        guard !text.isEmpty, text.contains(where: { !$0.isWhitespace }) else { throw invalid(.empty) }
        guard text.utf8.count <= longestSnapshotName else {
            throw invalid(.tooLong(octets: text.utf8.count, limit: longestSnapshotName))
        }
        let control = text.unicodeScalars.first { $0.properties.generalCategory == .control }
        if let control { throw invalid(.character(String(control))) }
        return text
    }

    /// A note on a dependency is free text on one line.
    static func checkNote(_ text: String?) throws(RegistryError) {
        guard let text else { return }
        func unfit(_ flaw: NameFlaw) -> RegistryError { .dependency(.noteUnfit(text: text, flaw: flaw)) }
        guard !text.isEmpty else { throw unfit(.empty) }
        guard text.utf8.count <= longestNote else {
            throw unfit(.tooLong(octets: text.utf8.count, limit: longestNote))
        }
        let control = text.unicodeScalars.first { $0.properties.generalCategory == .control }
        if let control { throw unfit(.character(String(control))) }
    }

    /// A network's domain: host labels, and short enough for an alias before it.
    static func checkDomain(_ domain: DomainName) throws(RegistryError) {
        func invalid(_ flaw: NameFlaw) -> RegistryError {
            .name(.invalid(.domain, text: domain.description, flaw: flaw))
        }
        guard !domain.isRoot else { throw invalid(.empty) }
        for label in domain.labels {
            do {
                _ = try HostLabel(String(decoding: label, as: UTF8.self))
            } catch {
                throw invalid(NameFlaw(error))
            }
        }
        let limit = DomainName.maximumLength - AliasName.length - 1
        guard domain.wire.count <= limit else { throw invalid(.tooLong(octets: domain.wire.count, limit: limit)) }
    }

    /// `machine.environment.domain` must be a name as well.
    static func checkReadableName(machine: String, environment: String, domain: DomainName) throws(RegistryError) {
        let octets = machine.utf8.count + environment.utf8.count + 2 + domain.wire.count
        guard octets <= DomainName.maximumLength else {
            throw .name(.tooLongForDomain(name: "\(machine).\(environment).\(domain)", octets: octets))
        }
    }

    /// `host.domain` must be a name as well.
    static func checkHostName(_ host: String, domain: DomainName) throws(RegistryError) {
        let octets = host.utf8.count + 1 + domain.wire.count
        guard octets <= DomainName.maximumLength else {
            throw .name(.tooLongForDomain(name: "\(host).\(domain)", octets: octets))
        }
    }

    /// Names are the same without regard to the case of ASCII letters, as in the database (NOCASE) and in DNS.
    static func areSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count
            && left.utf8.elementsEqual(right.utf8) { $0.asciiLowercased == $1.asciiLowercased }
    }
}
