/// A file that is imported: its name for messages, and its text.
package struct SourceText: Sendable {
    /// Of all that is ever imported the largest is some hundred domains, a megabyte.
    package static let mostOctets = 16 << 20

    package let file: String
    /// UTF-8, without a byte order mark.
    let octets: [UInt8]

    /// - Parameter octets: UTF-8, or UTF-16 with a byte order mark: Windows PowerShell writes that into files.
    package init(file: String, octets: [UInt8]) throws(ImportProblem) {
        guard octets.count <= Self.mostOctets else { throw .tooLarge(file: file, limit: Self.mostOctets) }
        self.file = file
        guard let text = Self.text(octets), !text.utf8.contains(0) else { throw .notText(file: file) }
        self.octets = Array(text.utf8)
    }

    func place(_ line: Int) -> Place { Place(file: file, line: line) }

    private static func text(_ octets: [UInt8]) -> String? {
        if octets.starts(with: [0xFF, 0xFE]) { return utf16(octets.dropFirst(2), low: 0) }
        if octets.starts(with: [0xFE, 0xFF]) { return utf16(octets.dropFirst(2), low: 1) }
        return String(
            validating: octets.starts(with: [0xEF, 0xBB, 0xBF]) ? octets.dropFirst(3) : octets[...], as: UTF8.self)
    }

    /// `low`: which of two octets is the lower one.
    private static func utf16(_ octets: ArraySlice<UInt8>, low: Int) -> String? {
        guard octets.count.isMultiple(of: 2) else { return nil }
        let units = stride(from: octets.startIndex, to: octets.endIndex, by: 2).map { index in
            UInt16(octets[index + low]) | UInt16(octets[index + 1 - low]) << 8
        }
        return String(validating: units, as: UTF16.self)
    }
}
