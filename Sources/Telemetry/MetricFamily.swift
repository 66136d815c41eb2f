/// Figures of one kind, as Prometheus has them: `namesake_dns_queries_total`, one for each type and transport.
package struct MetricFamily: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// Grows, and begins at 0 when the process does; its name ends with `_total`.
        case counter
        /// What is so now.
        case gauge
        case histogram
    }

    package typealias Labels = KeyValuePairs<String, String>

    package struct Sample: Hashable, Sendable {
        /// What is added to the family's name: `_bucket`, `_sum`, `_count`.
        var suffix = ""
        var labels: [[String]]
        var value: Double
    }

    package let name: String
    package let help: String
    package let kind: Kind
    package private(set) var samples: [Sample] = []

    /// - Parameter help: one line; no full stop, as Prometheus's own have it.
    package init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    /// A family of one.
    package init(_ name: String, _ kind: Kind, _ help: String, _ value: Double, _ labels: Labels = [:]) {
        self.init(name, kind, help)
        add(value, labels)
    }

    package mutating func add(_ value: some BinaryInteger, _ labels: Labels = [:]) {
        add(Double(value), labels)
    }

    package mutating func add(_ value: Double, _ labels: Labels = [:]) {
        samples.append(Sample(labels: Self.pairs(labels), value: value))
    }

    package mutating func add(_ histogram: DurationHistogram, _ labels: Labels = [:]) {
        let pairs = Self.pairs(labels)
        for bucket in histogram.cumulative {
            samples.append(
                Sample(
                    suffix: "_bucket", labels: pairs + [["le", MetricText.number(bucket.seconds)]],
                    value: Double(bucket.count)))
        }
        let count = Double(histogram.count)
        samples.append(Sample(suffix: "_bucket", labels: pairs + [["le", "+Inf"]], value: count))
        samples.append(Sample(suffix: "_sum", labels: pairs, value: Double(histogram.totalNanoseconds) / 1e9))
        samples.append(Sample(suffix: "_count", labels: pairs, value: count))
    }

    private static func pairs(_ labels: Labels) -> [[String]] { labels.map { [$0.key, $0.value] } }
}
