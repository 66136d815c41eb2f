import Testing

@testable import Telemetry

@Suite("Metrics as Prometheus reads them")
struct MetricTextTests {
    @Test("A family has its help, its type and a line for each sample; one without samples is left out")
    func families() {
        var queries = MetricFamily("lab_queries_total", .counter, "Queries \\ answered")
        queries.add(3, ["type": "A", "zone": "a \"b\"\n\\"])
        queries.add(0, ["type": "AAAA", "zone": ""])
        var load = MetricFamily("lab_load", .gauge, "Load")
        load.add(0.25)
        let text = MetricText.text(of: [queries, MetricFamily("lab_nothing", .gauge, "Nothing"), load])
        #expect(
            text == """
                # HELP lab_queries_total Queries \\\\ answered
                # TYPE lab_queries_total counter
                lab_queries_total{type="A",zone="a \\"b\\"\\n\\\\"} 3
                lab_queries_total{type="AAAA",zone=""} 0
                # HELP lab_load Load
                # TYPE lab_load gauge
                lab_load 0.25

                """)
    }

    @Test("A duration is in the bucket of the first bound that it does not exceed")
    func buckets() {
        for (nanoseconds, seconds) in [
            (0, 4.096e-06), (4096, 4.096e-06), (4097, 8.192e-06), (8192, 8.192e-06), (1 << 32, 4.294967296),
        ] as [(UInt64, Double)] {
            var histogram = DurationHistogram()
            histogram.add(nanoseconds: nanoseconds)
            #expect(histogram.cumulative.first { $0.count == 1 }?.seconds == seconds, "\(nanoseconds)")
        }
        var long = DurationHistogram()
        long.add(nanoseconds: .max)
        #expect(long.cumulative.allSatisfy { $0.count == 0 } && long.count == 1)
    }

    @Test("A histogram counts what is added, by itself or by another")
    func histogram() {
        var first = DurationHistogram()
        first.add(nanoseconds: 1_000_000, times: 3)
        var second = DurationHistogram()
        second.add(nanoseconds: 2_000_000_000)
        first.add(second)
        var family = MetricFamily("lab_seconds", .histogram, "Seconds")
        family.add(first, ["transport": "udp"])
        let lines = MetricText.text(of: [family]).split(separator: "\n")
        #expect(lines.contains("lab_seconds_bucket{transport=\"udp\",le=\"0.001048576\"} 3"))
        #expect(lines.contains("lab_seconds_bucket{transport=\"udp\",le=\"+Inf\"} 4"))
        #expect(lines.contains("lab_seconds_sum{transport=\"udp\"} 2.003"))
        #expect(lines.last == "lab_seconds_count{transport=\"udp\"} 4")
        first.removeAll()
        #expect(first == DurationHistogram())
    }
}
