internal import Addresses
internal import Configuration
internal import Datagrams
internal import Foundation
internal import Logging
internal import SystemPackage

/// Reads the process's settings: environment over file over defaults. The command line is laid over the result by the
/// command itself.
struct SettingsReader {
    private let reader: ConfigReader

    /// - Parameter configPath: the file to read; `nil`: the first of the standard ones that exists, or none.
    init(configPath: String?) async throws(SettingsError) {
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider().prefixKeys(with: "namesake")
        ]
        if let file = configPath.map(SettingsFile.init) ?? SettingsFile.standard() {
            try file.check()
            do {
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(file.path)))
            } catch {
                throw SettingsError(place: file.path, problem: "cannot be read: \(error)")
            }
        }
        reader = ConfigReader(providers: providers)
    }

    func settings() throws(SettingsError) -> ProcessSettings {
        var settings = ProcessSettings()
        if let path = try value(.registry, { $0 }) { settings.registry = path }
        if let addresses = try values(.dnsListen, { SocketAddress($0) }) { settings.dnsListen = addresses }
        settings.dnsZones = try value(.dnsZones, { $0 })
        settings.dnsThreads = try value(.dnsThreads, { Self.threads($0) })
        if let networks = try values(.dnsAllow, { IPv4Network($0) }) { settings.dnsAllow = networks }
        if let interfaces = try values(.dhcpInterfaces, { $0 }) { settings.dhcpInterfaces = interfaces }
        if let relays = try values(.dhcpRelays, { IPv4Address($0) }) { settings.dhcpRelays = relays }
        if let level = try value(.logLevel, { Logger.Level(rawValue: $0) }) { settings.logLevel = level }
        return settings
    }

    /// Whether one value of a key is of its kind.
    static func isValid(_ text: String, for key: SettingsKey) -> Bool {
        switch key {
        case .registry, .dnsZones, .dhcpInterfaces: !text.isEmpty
        case .dnsListen: SocketAddress(text) != nil
        case .dnsThreads: threads(text) != nil
        case .dnsAllow: IPv4Network(text) != nil
        case .dhcpRelays: IPv4Address(text) != nil
        case .logLevel: Logger.Level(rawValue: text) != nil
        }
    }

    private static func threads(_ text: String) -> Int? {
        Int(text).flatMap { (1...64).contains($0) ? $0 : nil }
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
            let variable = "NAMESAKE_" + key.rawValue.uppercased().replacing(".", with: "_")
            throw SettingsError(place: variable, problem: "must be \(key.kindOfValue), not \(text)")
        }
        return value
    }
}
