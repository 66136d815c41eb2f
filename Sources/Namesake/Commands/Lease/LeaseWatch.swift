internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake lease hold`
struct LeaseHold: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "While two machines have a MAC, extend its lease and promise nothing else.",
        discussion: """
            To be told before a snapshot of the original is restored in a clone, of the original's MAC. It ends by itself.

            Example:
              namesake lease hold 00-1D-D8-B7-1C-05 --seconds 120
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("A machine's public MAC.", valueName: "mac")) var mac: MACAddress
    @Option(help: ArgumentHelp("For how long.", valueName: "seconds")) var seconds = WatchMAC.defaultHoldSeconds

    func makeVerb() -> WatchMAC { WatchMAC(mac: mac, action: .hold(seconds: seconds)) }

    func text(for answer: WatchAnswer) -> String { LeaseText.sentence(of: answer) }
}

/// `namesake lease unhold`
struct LeaseUnhold: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "unhold", abstract: "End a hold: the MAC is one machine's again.",
        discussion: "Example:\n  namesake lease unhold 00-1D-D8-B7-1C-05")

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("A machine's public MAC.", valueName: "mac")) var mac: MACAddress

    func makeVerb() -> WatchMAC { WatchMAC(mac: mac, action: .unhold) }

    func text(for answer: WatchAnswer) -> String { LeaseText.sentence(of: answer) }
}

/// `namesake lease kick`
struct LeaseKick: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "kick", abstract: "Give a machine short leases for a while, so that it soon asks again.",
        discussion: """
            To be told after a machine was given its own MAC back: it may still believe in another one's address.

            Example:
              namesake lease kick 00-1D-D8-B7-1C-07
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("A machine's public MAC.", valueName: "mac")) var mac: MACAddress
    @Option(help: ArgumentHelp("For how long.", valueName: "seconds")) var seconds = WatchMAC.defaultKickSeconds

    func makeVerb() -> WatchMAC { WatchMAC(mac: mac, action: .kick(seconds: seconds)) }

    func text(for answer: WatchAnswer) -> String { LeaseText.sentence(of: answer) }
}

extension LeaseText {
    static func sentence(of answer: WatchAnswer) -> String {
        let owner = [answer.machine, answer.environment].compactMap { $0 }.joined(separator: " of ")
        let held = answer.heldUntil.map { "held until \($0)" } ?? "not held"
        let suspect = answer.suspectUntil.map { ", short leases until \($0)" } ?? ""
        return "\(answer.mac) (\(owner)): \(held)\(suspect)"
    }
}
