internal import Foundation
internal import GRDB

/// A hundred thousand leases are written as SQLite has them; a test compares the octets with those of `LeaseAnswer`.
extension ListLeases: ListVerb {
    func json(in transaction: Transaction) throws -> Data {
        let (condition, arguments) = try selection(in: transaction)
        var json = JSONWriter(capacity: 1 << 16)
        json.write("[")
        if isBrief == true {
            try writeBriefly(transaction.ties(condition, arguments), to: &json, at: transaction.now)
        } else {
            try writeWhole(transaction.leaseRows(condition, arguments), to: &json, at: transaction.now)
        }
        json.write("]")
        return json.data
    }

    private func writeBriefly(_ rows: BulkRows, to json: inout JSONWriter, at now: UTCTime) throws {
        while try rows.next() {
            guard let lease = BulkReader.lease(rows) else { continue }
            json.separate()
            json.write("{\"address\":", lease.address)
            json.write(",\"environment\":", rows, 8)
            json.write(",\"expires\":", UTCTime(rawValue: lease.expires))
            json.write(",\"host\":", rows, 10)
            json.write(",\"mac\":", lease.mac)
            json.write(",\"machine\":", rows, 9)
            json.write(",\"state\":", LeaseStatus(lease, at: now).rawValue)
            json.write("}")
        }
    }

    private func writeWhole(_ rows: BulkRows, to json: inout JSONWriter, at now: UTCTime) throws {
        while try rows.next() {
            guard let lease = BulkReader.lease(rows, withIdentifier: false) else { continue }
            let (environment, machine, alias, host): (Int32, Int32, Int32, Int32) = (11, 12, 13, 14)
            json.separate()
            json.write("{\"address\":", lease.address)
            json.write(",\"clientIdentifier\":")
            if lease.machine == nil && rows.isNull(host) {
                json.write("null")
            } else {
                rows.withOctets(7) { json.write(hexadecimal: $0) }
            }
            json.write(",\"environment\":", rows, environment)
            json.write(",\"expires\":", UTCTime(rawValue: lease.expires))
            json.write(",\"fqdn\":", rows, rows.isNull(alias) ? host : alias, dot: 9)
            json.write(",\"host\":", rows, host)
            json.write(",\"mac\":", lease.mac)
            json.write(",\"machine\":", rows, machine)
            json.write(",\"starts\":", UTCTime(rawValue: lease.starts))
            json.write(",\"state\":", LeaseStatus(lease, at: now).rawValue)
            json.write("}")
        }
    }
}

extension JSONWriter {
    /// - Parameter column: a text or `NULL`.
    fileprivate mutating func write(_ before: StaticString, _ rows: BulkRows, _ column: Int32) {
        rows.withText(column) { write(before, utf8: $0) }
    }

    /// - Parameter domain: the column of what follows the name and a dot.
    fileprivate mutating func write(_ before: StaticString, _ rows: BulkRows, _ column: Int32, dot domain: Int32) {
        guard !rows.isNull(column) else { return write(before, utf8: nil) }
        rows.withText(column) { name in
            rows.withText(domain) { domain in write(before, utf8: name, dot: domain) }
        }
    }
}
