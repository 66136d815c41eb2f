/// A table for people: columns as wide as their widest cell, two spaces between them, no trailing blanks.
struct TextTable {
    private var rows: [[String]]

    init(_ headings: [String]) {
        rows = [headings.map { $0.uppercased() }]
    }

    mutating func append(_ cells: [String?]) {
        rows.append(cells.map { $0 ?? "-" })
    }

    var isEmpty: Bool { rows.count == 1 }

    var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? Self.width(of: $0[column]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                if column < row.count - 1 {
                    line += String(repeating: " ", count: widths[column] - Self.width(of: cell) + 2)
                }
            }
            return line
        }.joined(separator: "\n")
    }

    /// Characters; nearly every cell has ASCII alone, in which each octet is one.
    private static func width(of cell: String) -> Int {
        cell.utf8.allSatisfy { $0 < 0x80 } ? cell.utf8.count : cell.count
    }
}
