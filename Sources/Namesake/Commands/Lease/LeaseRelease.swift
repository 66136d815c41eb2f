internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake lease release`
struct LeaseRelease: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "End a lease and its tie to the MAC; the address rests.",
        discussion: "Example:\n  namesake lease release 00-1D-D8-B7-1C-07")

    @OptionGroup var global: GlobalOptions
    @Argument(help: LeaseKey.help) var key: LeaseKey

    func makeVerb() -> ReleaseLease { ReleaseLease(key: key) }

    func text(for answer: ReleaseAnswer) -> String {
        "\(answer.address) released from \(answer.mac); it rests until \(answer.restsUntil)"
    }
}
