internal import Addresses
public import ArgumentParser
public import DHCPWire
internal import Registry

extension ClasslessRoute: ExpressibleByArgument {}

/// What guests are told beside their address: the options that `network add` and `network set` have in common.
struct GuestArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("A domain that guests search for short names; repeatable.", valueName: "domain|none"))
    var search: [Removable<DomainName>] = []
    @Option(
        help: ArgumentHelp(
            "A route that guests are told; repeatable. The router is added as the default route.",
            valueName: "\"network via gateway\"|none"))
    var route: [Removable<ClasslessRoute>] = []
    @Option(help: ArgumentHelp("A time server that guests are told; repeatable.", valueName: "address|none"))
    var ntp: [Removable<IPv4Address>] = []
    @Option(help: ArgumentHelp("Where guests find their boot file.", valueName: "address|none"))
    var nextServer: Removable<IPv4Address>?
    @Option(
        help: ArgumentHelp(
            "The boot file, for all or for one architecture (\(BootArchitecture.allNames.joined(separator: ", ")), or a "
                + "number); repeatable.", valueName: "[architecture=]file|none"),
        transform: BootFileArgument.init(parsing:))
    var bootFile: [BootFileArgument] = []
    @Option(
        help: ArgumentHelp(
            "Any option, for guests that ask for it; repeatable. The code is a name or a number; the value is none, or "
                + "may say of what kind it is (\(OptionPart.Kind.allCases.map(\.rawValue).joined(separator: ", "))).",
            valueName: "code=[kind:]value"),
        transform: OptionArgument.init(parsing:))
    var option: [OptionArgument] = []
    @Option(
        help: ArgumentHelp(
            "The same, for all guests, whether they ask for it or not.", valueName: "code=[kind:]value"),
        transform: OptionArgument.init(parsing:))
    var forceOption: [OptionArgument] = []

    func edits() throws(RegistryError) -> GuestEdits {
        var edits = GuestEdits()
        edits.set(.domainSearch, search.map { $0.value.map(OptionPart.domain) })
        edits.set(.classlessRoutes, route.map { $0.value.map(OptionPart.route) })
        edits.set(.ntpServers, ntp.map { $0.value.map(OptionPart.address) })
        for argument in option { edits.options.append(try argument.edit(isForced: false)) }
        for argument in forceOption { edits.options.append(try argument.edit(isForced: true)) }
        edits.nextServer = Removable.edit(nextServer)
        edits.bootFiles = bootFile.map(\.edit)
        return edits
    }
}

extension GuestEdits {
    /// Sets the option to all of the parts; `none` among them takes it away.
    mutating func set(_ code: DHCPOptionCode, _ parts: [OptionPart?]) {
        guard !parts.isEmpty else { return }
        let values = parts.compactMap(\.self)
        options.append(
            values.isEmpty ? .remove(code) : .set(OptionSetting(code: code, value: OptionValue(values))))
    }
}

/// `42=none`, `ntp-servers=10.86.51.1`, `150=ip:10.86.51.1,10.86.51.2`.
struct OptionArgument {
    private let code: DHCPOptionCode
    private let value: OptionValue?
    /// What is no value of the option although it is one of its own kind to look at.
    private var unfit: String?

    /// - Throws: a sentence, if the text is not of its kind.
    init(parsing text: String) throws {
        let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard pair.count == 2 else { throw ValidationError("an option is CODE=VALUE, such as 42=ip:10.86.51.1") }
        guard let code = DHCPOptionCode(text: pair[0]) else {
            throw ValidationError(
                "\(Wording.quoted(pair[0])) is no option: give a number to 254 or a name such as ntp-servers")
        }
        self.code = code
        guard pair[1].lowercased() != "none" else {
            value = nil
            return
        }
        do {
            value = try OptionValue(pair[1], natural: OptionDefinition.of(code)?.format.kind)
        } catch OptionTextFlaw.noKind where code.isDecidedByServer {
            value = OptionValue([])
        } catch OptionTextFlaw.noKind {
            throw ValidationError(
                "option \(code.rawValue) has no kind of its own: say what the value is, such as ip:10.86.51.1 or hex:01:02"
            )
        } catch OptionTextFlaw.notOfKind(let word, let kind, let isNamed) {
            guard !isNamed else {
                throw ValidationError("\(Wording.quoted(word)) is not of the kind \(kind.rawValue)")
            }
            value = nil
            unfit = pair[1]
        }
    }

    func edit(isForced: Bool) throws(RegistryError) -> GuestEdits.OptionEdit {
        if let unfit { throw .option(.notOfFormat(code, value: unfit)) }
        guard let value else { return .remove(code) }
        return .set(OptionSetting(code: code, value: value, isForced: isForced))
    }
}

/// `pxelinux.0`, `uefi=grubx64.efi`, `uefi=none`, `none`.
struct BootFileArgument {
    let edit: GuestEdits.BootFileEdit

    /// - Throws: a sentence, if the text is not of its kind.
    init(parsing text: String) throws {
        let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard pair.count == 2, pair[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) else {
            edit = text.lowercased() == "none" ? .removeAll : .set(BootFile(architecture: .any, file: text))
            return
        }
        guard let architecture = BootArchitecture(pair[0]) else {
            throw ValidationError(
                "\(Wording.quoted(pair[0])) is no architecture: give a number, or one of "
                    + BootArchitecture.allNames.joined(separator: ", "))
        }
        edit =
            pair[1].lowercased() == "none"
            ? .remove(architecture) : .set(BootFile(architecture: architecture, file: pair[1]))
    }
}
