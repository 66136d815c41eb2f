/// What is to be said of an environment from now on: whose it is, what it is for, and until when it is wanted.
///
/// None of it changes what the environment is, so a clone is given its own and takes over none of its origin's.
package struct EnvironmentEdits: Codable, Hashable, Sendable {
    package var owner: Edit<String>
    package var description: Edit<String>
    /// One for each tag that changes; the others stay.
    package var tags: [TagEdit]
    package var until: Edit<Deadline>

    package init(
        owner: Edit<String> = .keep, description: Edit<String> = .keep, tags: [TagEdit] = [],
        until: Edit<Deadline> = .keep
    ) {
        self.owner = owner
        self.description = description
        self.tags = tags
        self.until = until
    }

    package var isEmpty: Bool {
        owner == .keep && description == .keep && tags.isEmpty && until == .keep
    }
}

/// A tag that is set, or, without a value, taken away.
package struct TagEdit: Codable, Hashable, Sendable {
    package var name: String
    package var value: String?

    package init(name: String, value: String?) {
        self.name = name
        self.value = value
    }
}
