internal import Foundation

/// Standard output, written as a whole; a reader that went away (`namesake lease list | head`) is no error.
enum Output {
    static func write(_ text: String) {
        guard !text.isEmpty else { return }
        try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }
}
