import Foundation
import Testing

@testable import Registry

@Suite("Times")
struct UTCTimeTests {
    @Test(
        "A time is written as ISO 8601 in UTC, and read again",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_795_370_400, "2026-11-22T18:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] as [(Int64, String)])
    func roundTrip(seconds: Int64, text: String) throws {
        #expect(UTCTime(rawValue: seconds).description == text)
        #expect(UTCTime(text)?.rawValue == seconds)
        #expect(try RegistryJSON.encode([UTCTime(rawValue: seconds)]) == Data("[\"\(text)\"]".utf8))
    }

    @Test("A time may be given with an offset, with a fraction, without seconds, or as a date")
    func forms() {
        let time = UTCTime(rawValue: 1_795_370_400)
        for text in [
            "2026-11-22T19:00:00+01:00", "2026-11-22T12:30:00-0530", "2026-11-22T18:00Z", "2026-11-22 18:00:00.999Z",
        ] {
            #expect(UTCTime(text) == time)
        }
        #expect(UTCTime("2026-11-22")?.rawValue == 1_795_305_600)
    }

    @Test(
        "What is no time is not read",
        arguments: [
            "", "yesterday", "2026-11-22T18:00:00", "2026-02-29", "2026-13-01", "2026-11-22T24:00:00Z",
            "2026-11-22T18:60Z",
            "2026-11-22T18:00:00Zulu", "2026-1-2", "0000-01-01",
        ])
    func invalid(text: String) {
        #expect(UTCTime(text) == nil)
    }
}
