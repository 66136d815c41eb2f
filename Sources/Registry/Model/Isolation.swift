/// What keeps the clones of an environment apart.
package enum Isolation: String, Codable, Sendable {
    /// The article's way: a private interface that is the same in every clone, and a public one that is unique (R37).
    case dualInterface = "dual-interface"
    /// The alternative (R18): each copy has computer names of its own and no private network. Copies are not identical any
    /// more (R19).
    case customized
}
