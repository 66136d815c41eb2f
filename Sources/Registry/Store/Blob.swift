internal import Foundation
internal import GRDB

/// Octets in a column.
struct Blob: DatabaseValueConvertible {
    let octets: [UInt8]

    init(_ octets: [UInt8]) {
        self.octets = octets
    }

    var databaseValue: DatabaseValue { Data(octets).databaseValue }

    static func fromDatabaseValue(_ value: DatabaseValue) -> Blob? {
        Data.fromDatabaseValue(value).map { Blob(Array($0)) }
    }
}

extension Row {
    func octets(_ column: String) throws -> [UInt8]? {
        let blob: Blob? = try optional(column)
        return blob?.octets
    }
}
