internal import ArgumentParser
internal import Registry

extension LeaseKey: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }

    static let help = ArgumentHelp("The lease's address, or the MAC that has it.", valueName: "address|mac")
}
