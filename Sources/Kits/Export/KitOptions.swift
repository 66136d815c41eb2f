/// What a connection kit says beside what the registry knows.
package struct KitOptions: Sendable {
    /// Whom to log in as; the tool's own default if it is not given.
    package var user: LoginName?
    /// The port to connect to; the tool's own default if it is not given.
    package var port: UInt16?

    package init(user: LoginName? = nil, port: UInt16? = nil) {
        self.user = user
        self.port = port
    }
}

/// Whom to log in as: any text on one line, `CONTOSO\alice` among them. Each format quotes it in its own way.
package struct LoginName: Hashable, Sendable, LosslessStringConvertible {
    package let description: String

    /// - Returns: `nil` for an empty text, one of more than 256 octets, and one with a control character.
    package init?(_ description: String) {
        guard (1...256).contains(description.utf8.count),
            !description.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        self.description = description
    }
}
