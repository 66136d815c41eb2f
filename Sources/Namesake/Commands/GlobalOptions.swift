internal import ArgumentParser

/// Options that every command has.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .customLong("registry"),
        help: ArgumentHelp(
            "The registry file (default: $NAMESAKE_REGISTRY, then the configuration file, then ./namesake.sqlite).",
            valueName: "path"),
        completion: .file())
    var registryPath: String?

    @Flag(name: .customLong("json"), help: "Print the result as JSON, for programs.")
    var printsJSON = false

    /// Moves global options that stand before the verb behind it, where the verb reads them.
    static func movedBehindVerb(_ arguments: [String]) -> [String] {
        var moved: [String] = []
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            if argument == "--json" || argument.hasPrefix("--registry=") {
                moved.append(argument)
            } else if argument == "--registry", index + 1 < arguments.count {
                moved += [argument, arguments[index + 1]]
                index += 1
            } else {
                break
            }
            index += 1
        }
        let rest = arguments[index...]
        // Behind `--` nothing is an option any more.
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end]) + moved + Array(rest[end...])
    }
}
