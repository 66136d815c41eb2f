package import Telemetry

extension LeaseService {
    /// Requests without a reply that should have had one, by what became of them.
    package var failures: [String: UInt64] {
        Dictionary(
            uniqueKeysWithValues: losses.filter { $0.key.isFailure && $0.value > 0 }.map { ($0.key.name, $0.value) })
    }

    /// What the lease server has done since it began.
    package var metrics: [MetricFamily] {
        var received = MetricFamily("namesake_dhcp_received_total", .counter, "DHCP messages decided upon, by type")
        var sent = MetricFamily("namesake_dhcp_replies_total", .counter, "DHCP replies decided upon, by type")
        let taken = MetricFamily(
            "namesake_dhcp_sent_total", .counter, "DHCP replies that the kernel took", Double(counters.sent))
        var dropped = MetricFamily(
            "namesake_dhcp_dropped_total", .counter, "DHCP messages that got no reply, by reason")
        let tally = counters.tally
        for (number, count) in tally.received.enumerated() where count > 0 {
            received.add(count, ["type": LeaseTally.name(number)])
        }
        for (number, count) in tally.sent.enumerated() where count > 0 {
            sent.add(count, ["type": LeaseTally.name(number)])
        }
        for (loss, count) in losses.sorted(by: { $0.key.name < $1.key.name }) {
            dropped.add(count, ["reason": loss.name])
        }
        return [received, sent, taken, dropped]
    }
}
