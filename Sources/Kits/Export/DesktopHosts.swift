package import Registry

/// Lines for the hosts file of a desktop that does not ask our name server: the addresses that machines have now.
///
/// They are a block between two marks, so that the next export replaces them and nothing else. An address lasts as long as
/// its lease; whoever can should forward the lab's domain instead.
package enum DesktopHosts {
    static let begin = "# namesake export: begin"
    static let end = "# namesake export: end"

    /// The block begins and is not ended: where it ends is not for us to guess.
    package struct UnendedBlock: Error, Equatable {
        package let line: Int
    }

    package static func text(for kits: [EnvironmentKit]) -> String {
        let lines = kits.flatMap(\.reachableMachines).compactMap { machine in
            machine.public.address.map {
                "\($0)    \(machine.public.fqdn) \(machine.readableName).\(machine.domain) \(machine.readableName)"
            }
        }
        return ([begin] + lines + [end]).map { $0 + "\n" }.joined()
    }

    /// The hosts file with the block in the place of the old one, or at its end. Everything else stays as it is, octet for
    /// octet.
    package static func merged(_ block: String, into file: [UInt8]) throws(UnendedBlock) -> [UInt8] {
        let usesCRLF = file.firstIndex(of: UInt8(ascii: "\n")).map { $0 > 0 && file[$0 - 1] == UInt8(ascii: "\r") }
        let block = Array(
            (usesCRLF == true ? block.split(separator: "\n").map { $0 + "\r\n" }.joined() : block).utf8)
        var kept: [UInt8] = []
        var blockLine: Int?
        var isPlaced = false
        let lines = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let mark = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if mark.elementsEqual(begin.utf8), blockLine == nil {
                blockLine = index + 1
            } else if blockLine == nil {
                kept += line
                if index < lines.count - 1 { kept.append(UInt8(ascii: "\n")) }
            } else if mark.elementsEqual(end.utf8) {
                blockLine = nil
                if !isPlaced { kept += block }
                isPlaced = true
            }
        }
        if let blockLine { throw UnendedBlock(line: blockLine) }
        if !isPlaced {
            if let last = kept.last, last != UInt8(ascii: "\n") { kept.append(UInt8(ascii: "\n")) }
            kept += block
        }
        return kept
    }
}
