/// Names for what a clone should have for itself in a place outside that all clones use.
enum SuggestedName {
    /// What the strictest of the common databases takes: 30 octets (Oracle before 12.2; MySQL's users have 32,
    /// PostgreSQL's names 63), letters, digits and underscores, a letter first.
    private static let longest = 30

    /// `orders_3f9ac21e07bd`: a name of a database, and of a user that may use it and no other.
    static func database(for dependency: String, cloneID: String) -> String {
        var word = VariableName.word(dependency).lowercased()
        if word.utf8.first?.isDigit == true { word = "db_" + word }
        let room = longest - cloneID.utf8.count - 1
        if word.utf8.count > room { word = word.prefix(max(room - 5, 0)) + "_" + digits(of: word) }
        return word + "_" + cloneID
    }

    /// Four digits that tell names apart which begin alike (FNV-1a, folded).
    private static func digits(of word: String) -> String {
        let hash = word.utf8.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        let digits = String((hash >> 16) ^ (hash & 0xFFFF), radix: 16)
        return String(repeating: "0", count: max(4 - digits.utf8.count, 0)) + digits
    }
}
