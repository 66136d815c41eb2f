/// The path of a verb on the owner's socket: `network add` is `/v1/verbs/network.add`.
enum VerbPath {
    static let prefix = "/v1/verbs/"

    static func path(of verb: String) -> String {
        prefix + verb.replacing(" ", with: ".")
    }

    static func verb(ofComponent component: String) -> String {
        component.replacing(".", with: " ")
    }
}
