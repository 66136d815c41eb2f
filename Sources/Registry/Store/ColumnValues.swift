public import Addresses
public import GRDB

/// How values stand in columns. A number that is out of range is no value: the row is bad, not the program.
extension IPv4Address: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { Int64(rawValue).databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> IPv4Address? {
        Int64.fromDatabaseValue(value).flatMap(UInt32.init(exactly:)).map(IPv4Address.init(rawValue:))
    }
}

extension MACAddress: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { Int64(rawValue).databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> MACAddress? {
        Int64.fromDatabaseValue(value).flatMap(UInt64.init(exactly:)).flatMap(MACAddress.init(rawValue:))
    }
}

extension DomainName: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { description.databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> DomainName? {
        String.fromDatabaseValue(value).flatMap(DomainName.init(_:))
    }
}

extension UTCTime: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { rawValue.databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> UTCTime? {
        Int64.fromDatabaseValue(value).map(UTCTime.init(rawValue:))
    }
}

extension NetworkID: DatabaseValueConvertible {}
extension EnvironmentID: DatabaseValueConvertible {}
extension MachineID: DatabaseValueConvertible {}
extension HostID: DatabaseValueConvertible {}
extension Isolation: DatabaseValueConvertible {}
extension LeaseState: DatabaseValueConvertible {}
extension RestingAddress.Reason: DatabaseValueConvertible {}

extension Row {
    /// The column's value; throws if it is no value of that type.
    func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
        try decode(Value.self, forColumn: column)
    }

    /// The column's value, or `nil` for NULL; throws if it is something else.
    func optional<Value: DatabaseValueConvertible>(_ column: String) throws -> Value? {
        try decode(Value?.self, forColumn: column)
    }
}
