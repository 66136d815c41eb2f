internal import Addresses
internal import Configuration
internal import Datagrams
internal import Foundation
internal import LeaseServer
internal import Logging
internal import NameServer

/// Reads the process's settings: environment over file over defaults. The command line is laid over the result by the
/// command itself.
struct SettingsReader {
    private let reader: ConfigReader

    /// - Parameter configPath: the file to read; `nil`: the first of the standard ones that exists, or none.
    ///
    /// Reads on the calling thread: `serve` may not have a second one yet.
    init(configPath: String?) throws(SettingsError) {
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider().prefixKeys(with: "namesake")
        ]
        if let file = configPath.map(SettingsFile.init) ?? SettingsFile.standard() {
            providers.append(try file.values())
        }
        reader = ConfigReader(providers: providers)
    }

    func settings() throws(SettingsError) -> ProcessSettings {
        var settings = ProcessSettings()
        if let path = try value(.registry, { $0 }) { settings.registry = path }
        settings.user = try value(.user, { $0 })
        settings.group = try value(.group, { $0 })
        if let addresses = try values(.dnsListen, { SocketAddress($0) }) { settings.dnsListen = addresses }
        settings.dnsZones = try value(.dnsZones, { $0 })
        settings.dnsThreads = try value(.dnsThreads, { Self.threads($0) })
        if let networks = try values(.dnsAllow, { ClientNetwork($0) }) { settings.dnsAllow = networks }
        settings.dnsPolicy = try policy()
        if let interfaces = try values(.dhcpInterfaces, { $0 }) { settings.dhcpInterfaces = interfaces }
        if let relays = try values(.dhcpRelays, { IPv4Address($0) }) { settings.dhcpRelays = relays }
        settings.dhcpLimits = PacketLimits(
            ofMAC: try value(.dhcpRateLimitMAC, { Self.responses($0) }) ?? settings.dhcpLimits.ofMAC,
            ofUnknown: try value(.dhcpRateLimitUnknown, { Self.responses($0) }) ?? settings.dhcpLimits.ofUnknown)
        if let age = try value(.historyKeep, { HistoryAge($0) }) { settings.historySeconds = age.seconds }
        settings.metricsListen = try value(.metricsListen, { SocketAddress($0) })
        if let level = try value(.logLevel, { Logger.Level(rawValue: $0) }) { settings.logLevel = level }
        if let format = try value(.logFormat, { LogFormat(rawValue: $0) }) { settings.logFormat = format }
        return settings
    }

    private func policy() throws(SettingsError) -> NamePolicy {
        var policy = NamePolicy()
        if let refusal = try value(.dnsRefuse, { NamePolicy.Refusal(rawValue: $0) }) { policy.refusal = refusal }
        if let secrets = try values(.dnsCookiesSecret, { CookieSecret(hexadecimal: $0) }), let current = secrets.first {
            guard secrets.count <= 2 else {
                throw SettingsError(
                    place: SettingsKey.dnsCookiesSecret.rawValue,
                    problem: "holds \(secrets.count) secrets; there are two at most, the one in use and the one before")
            }
            policy.secrets = CookieSecrets(current: current, previous: secrets.dropFirst().first)
        }
        if let responses = try value(.dnsRateLimitResponses, { Self.responses($0) }) {
            policy.rateLimit.responses = responses
        }
        if let slip = try value(.dnsRateLimitSlip, { Self.slip($0) }) { policy.rateLimit.slip = slip }
        policy.identity = ServerIdentity(
            version: try value(.dnsVersion, { Self.text($0, atMost: ServerIdentity.maximumText) }),
            name: try value(.dnsIdentity, { Self.text($0, atMost: ServerIdentity.maximumText) }),
            identifier: try value(.dnsNSID, { Self.text($0, atMost: ServerIdentity.maximumIdentifier) }))
        return policy
    }

    /// Whether one value of a key is of its kind.
    static func isValid(_ text: String, for key: SettingsKey) -> Bool {
        switch key {
        case .registry, .user, .group, .dnsZones, .dhcpInterfaces: !text.isEmpty
        case .dnsListen, .metricsListen: SocketAddress(text) != nil
        case .dnsThreads: threads(text) != nil
        case .dnsAllow: ClientNetwork(text) != nil
        case .dnsRefuse: NamePolicy.Refusal(rawValue: text) != nil
        case .dnsRateLimitResponses, .dhcpRateLimitMAC, .dhcpRateLimitUnknown: responses(text) != nil
        case .dnsRateLimitSlip: slip(text) != nil
        case .dnsCookiesSecret: CookieSecret(hexadecimal: text) != nil
        case .dnsVersion, .dnsIdentity: Self.text(text, atMost: ServerIdentity.maximumText) != nil
        case .dnsNSID: Self.text(text, atMost: ServerIdentity.maximumIdentifier) != nil
        case .dhcpRelays: IPv4Address(text) != nil
        case .historyKeep: HistoryAge(text) != nil
        case .logLevel: Logger.Level(rawValue: text) != nil
        case .logFormat: LogFormat(rawValue: text) != nil
        }
    }

    private static func threads(_ text: String) -> Int? { number(text, in: 1...64) }

    private static func responses(_ text: String) -> Int? { number(text, in: 0...1_000_000) }

    private static func slip(_ text: String) -> Int? { number(text, in: 0...100) }

    private static func number(_ text: String, in range: ClosedRange<Int>) -> Int? {
        Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    private static func text(_ text: String, atMost octets: Int) -> String? {
        (1...octets).contains(text.utf8.count) ? text : nil
    }

    private func value<Value>(_ key: SettingsKey, _ convert: (String) -> Value?) throws(SettingsError) -> Value? {
        guard let text = reader.string(forKey: ConfigKey(key.rawValue)) else { return nil }
        return try converted(text, key, convert)
    }

    /// A list, or one value where a list of one is meant.
    private func values<Value>(_ key: SettingsKey, _ convert: (String) -> Value?) throws(SettingsError) -> [Value]? {
        let configKey = ConfigKey(key.rawValue)
        let texts = reader.stringArray(forKey: configKey) ?? reader.string(forKey: configKey).map { [$0] }
        guard let texts else { return nil }
        var values: [Value] = []
        for text in texts {
            values.append(try converted(text, key, convert))
        }
        return values
    }

    private func converted<Value>(
        _ text: String, _ key: SettingsKey, _ convert: (String) -> Value?
    ) throws(SettingsError) -> Value {
        guard let value = convert(text) else {
            throw SettingsError(place: key.variable, problem: "must be \(key.kindOfValue), not \(text)")
        }
        return value
    }
}
