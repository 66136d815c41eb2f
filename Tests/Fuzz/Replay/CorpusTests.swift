import Foundation
import FuzzTargets
import Testing

/// What the fuzzer started from and what it found since: none of it may do harm again.
@Suite("The fuzzer's corpus")
struct CorpusTests {
    @Test("every input is survived", arguments: FuzzTarget.allCases)
    func replay(target: FuzzTarget) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Corpus/\(target.rawValue)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(files.count > 10, "\(folder.path) has hardly anything in it")
        for file in files {
            target.run(Array(try Data(contentsOf: file)))
        }
    }
}
