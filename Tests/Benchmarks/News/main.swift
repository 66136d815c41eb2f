internal import Addresses
internal import AliasTable
internal import Datagrams
internal import Foundation
internal import Logging
internal import NameServer
internal import Registry
internal import Synchronization

/// How soon a committed lease change is answered, measured inside the process that makes the change and answers.
///
/// Arguments: the registry that `bench/aliases.py` made, a file with its aliases, the port, seconds, changes a second.
/// Prints one JSON object.
guard CommandLine.arguments.count == 6, let port = UInt16(CommandLine.arguments[3]),
    let seconds = UInt64(CommandLine.arguments[4]), let rate = Int(CommandLine.arguments[5]),
    let text = try? String(contentsOfFile: CommandLine.arguments[2], encoding: .utf8)
else {
    print("usage: news-benchmark registry aliases port seconds rate")
    exit(64)
}
let names = text.split(separator: "\n").compactMap { DomainName(String($0))?.wire }
let steady = DomainName("nobody.lab.contoso.com")?.wire ?? [0]
var log = Logger(label: "news-benchmark")
log.logLevel = .error
let table = AliasTable()
let zones = ServedZones(table: table, logger: log) { _ in nil }
let data = NameData(
    aliases: table, zones: zones.published,
    access: Published(AccessList([ClientNetwork]()), quietPoints: table.quietPoints))
let writer = try RegistryWriter(owner: .acquire(RegistryFile(path: CommandLine.arguments[1]), as: .serve), log: log) {
    AliasPublisher(table: table, zones: zones)
}
try await writer.start()
let service = try UDPNameService(
    addresses: [SocketAddress(.loopback, port: port)], threads: 1, data: data, logger: log)
Task { try await service.run() }
let origin = (1...100).map { MachineSpecification(name: "m\($0)") }
_ = try await writer.perform(CreateEnvironment(environment: "hundred", machines: origin))
let changes = LeaseChanges(rate: rate, machines: names.count)
try await writer.attach(changes)
changes.begin()

let start = Clock.nanoseconds()
let end = start + seconds * 1_000_000_000
// What rings when packets have come.
Thread.detachNewThread {
    while Clock.nanoseconds() < end {
        writer.signal()
        usleep(900)
    }
}
let findings = Mutex<Findings?>(nil)
let clone = Mutex<(before: Int, after: Int, missing: Int)?>(nil)
Thread.detachNewThread {
    let found = probe(changes, data, names, steady: steady, port: port, until: end)
    findings.withLock { $0 = found }
}
Thread.detachNewThread {
    let wires = (1...100).compactMap { DomainName("m\($0).copy.lab.contoso.com")?.wire }
    // A while before the clone is made and a while after.
    let middle = start + seconds * 500_000_000
    while Clock.nanoseconds() < middle - 500_000_000 { usleep(10_000) }
    let seen = watchClone(wires, port: port, until: middle + 1_000_000_000)
    clone.withLock { $0 = seen }
}
try await Task.sleep(nanoseconds: seconds * 500_000_000)
let cloning = Clock.nanoseconds()
_ = try await writer.perform(CloneEnvironment(environment: "hundred", newName: "copy"))
let cloned = Clock.nanoseconds()
while findings.withLock({ $0 == nil }) || clone.withLock({ $0 == nil }) {
    try await Task.sleep(nanoseconds: 50_000_000)
}
changes.end()
let found = findings.withLock { $0 } ?? Findings()
let seen = clone.withLock { $0 } ?? (before: 0, after: 0, missing: 0)
var figures: [String: Double] = [
    "rate": Double(changes.total.made) / Double(seconds), "failed batches": Double(changes.total.failed),
    "samples": Double(found.inside.count), "late": Double(found.late), "wrong": Double(found.wrong),
    "lost": Double(found.lost), "clone ms": Double(cloned - cloning) / 1e6,
    "clone asked before": Double(seen.before), "clone asked after": Double(seen.after),
    "clone missing": Double(seen.missing),
]
for (name, delays) in [("inside", found.inside), ("outside", found.outside), ("usual", found.usual)] {
    for (label, share) in [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("max", 1)] {
        figures["\(name) \(label)"] = delays.at(share)
    }
}
print(String(decoding: try JSONSerialization.data(withJSONObject: figures, options: .sortedKeys), as: UTF8.self))
await writer.stop()
exit(0)
