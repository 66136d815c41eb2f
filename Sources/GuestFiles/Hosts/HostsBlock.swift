/// The marked lines of a hosts file that are ours; everything else in the file is somebody else's.
package enum HostsBlock {
    static let begin = "# BEGIN namesake (what is between here and END is replaced)"
    static let end = "# END namesake"
    /// Says that the line before the block had no line break until the block came, so that taking the block out again
    /// leaves the file as it was to the octet.
    static let endAfterOpenLine = "# END namesake, after a last line that had no line break"

    /// What a line must begin with to be a marker, whatever a later version writes behind it.
    static let beginMark = "# BEGIN namesake"
    static let endMark = "# END namesake"

    /// The block as lines; none where there is nothing to say.
    package static func text(of entries: [HostsEntry]) -> String {
        entries.isEmpty ? "" : lines(of: entries, end: end).joined(separator: "\n") + "\n"
    }

    static func lines(of entries: [HostsEntry], end: String) -> [String] {
        [begin] + entries.map(\.line) + [end]
    }
}

/// Why a hosts file cannot be changed safely.
package enum HostsFileProblem: Error, Hashable, Sendable {
    /// A block begins in that line and does not end.
    case unended(line: Int)
    /// A block ends in that line and did not begin.
    case unbegun(line: Int)
}

/// A hosts file as octets, of which only our block is ever changed.
package struct HostsFile {
    /// Everything before the block, the block's own octets, and everything after.
    private let before: ArraySlice<UInt8>
    private let block: ArraySlice<UInt8>?
    private let after: [UInt8]

    /// - Parameter octets: what the file holds; it need not be UTF-8.
    package init(_ octets: [UInt8]) throws(HostsFileProblem) {
        var blocks: [Range<Int>] = []
        var begun: (position: Int, line: Int)?
        var position = 0
        var number = 0
        while position < octets.count {
            number += 1
            let end = octets[position...].firstIndex(of: 0x0A).map { $0 + 1 } ?? octets.count
            let line = octets[position..<end]
            if line.starts(with: HostsBlock.beginMark.utf8) {
                if let begun { throw .unended(line: begun.line) }
                begun = (position, number)
            } else if line.starts(with: HostsBlock.endMark.utf8) {
                guard let start = begun else { throw .unbegun(line: number) }
                blocks.append(start.position..<end)
                begun = nil
            }
            position = end
        }
        if let begun { throw .unended(line: begun.line) }
        before = octets[..<(blocks.first?.lowerBound ?? octets.count)]
        block = blocks.first.map { octets[$0] }
        // A block that was appended a second time says the same once more.
        var after: [UInt8] = []
        for (index, block) in blocks.enumerated() {
            let next = index + 1 < blocks.count ? blocks[index + 1].lowerBound : octets.count
            after += octets[block.upperBound..<next]
        }
        self.after = after
    }

    /// The file with these lines in its block, where it was or at the end; without a block if there are none.
    package func with(_ entries: [HostsEntry]) -> [UInt8] {
        guard !entries.isEmpty else { return withoutBlock }
        let needsBreak = block == nil && !before.isEmpty && before.last != 0x0A
        let end = needsBreak || beganAfterOpenLine ? HostsBlock.endAfterOpenLine : HostsBlock.end
        let text = HostsBlock.lines(of: entries, end: end).joined(separator: "\n") + "\n"
        return before + (needsBreak ? [0x0A] : []) + text.utf8 + after
    }

    /// The file without the block: the octets it had before the block came, if nobody changed it since.
    package var withoutBlock: [UInt8] {
        // The line break stays if somebody has written lines after the block meanwhile.
        beganAfterOpenLine && after.isEmpty ? Array(before.dropLast()) : before + after
    }

    private var beganAfterOpenLine: Bool {
        guard let last = block?.split(separator: 0x0A).last else { return false }
        return last.starts(with: HostsBlock.endAfterOpenLine.utf8)
    }
}
