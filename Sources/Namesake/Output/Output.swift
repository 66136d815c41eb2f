internal import Foundation

/// Standard output, written as a whole; a reader that went away (`namesake lease list | head`) is no error.
enum Output {
    static func write(_ text: String) {
        write(Data(text.utf8))
    }

    static func write(_ text: Data) {
        guard !text.isEmpty else { return }
        // Not joined with the line break: it may be some megabytes.
        guard (try? FileHandle.standardOutput.write(contentsOf: text)) != nil else { return }
        try? FileHandle.standardOutput.write(contentsOf: [UInt8(ascii: "\n")])
    }

    /// One line on standard error about something that was done all the same.
    static func warn(_ sentence: String) {
        try? FileHandle.standardError.write(contentsOf: Data("namesake: warning: \(sentence)\n".utf8))
    }
}
