import EngineMessages
import Testing

@testable import ADBC

/// Format strings as Arrow's C data interface lays them down.
@Suite struct ArrowTypeTests {
    @Test(arguments: [
        ("l", ArrowType.integer(bytes: 8, isSigned: true)),
        ("C", .integer(bytes: 1, isSigned: false)),
        ("g", .real(bytes: 8)), ("d:18,4", .decimal(bytes: 16, scale: 4)),
        ("d:40,2,256", .decimal(bytes: 32, scale: 2)), ("u", .text(offsetBytes: 4)),
        ("tdD", .day(bytes: 4)), ("tsu:", .timestamp(perSecond: 1_000_000, hasZone: false)),
        ("tsn:Europe/Madrid", .timestamp(perSecond: 1_000_000_000, hasZone: true)),
        ("d:18,-3", .unknown("d:18,-3")), ("+l", .unknown("+l")), ("", .unknown(""))
    ])
    func formats(format: String, type: ArrowType) {
        #expect(ArrowType(format: format) == type)
    }

    /// Days and moments as `date -u` gives them.
    @Test(arguments: [
        (0, "1970-01-01"), (-1, "1969-12-31"), (19_782, "2024-02-29"), (19_783, "2024-03-01"),
        (-719_162, "0001-01-01"), (2_932_896, "9999-12-31")
    ])
    func days(count: Int, text: String) {
        #expect(CivilTime.day(count) == text)
    }

    @Test func moments() {
        #expect(CivilTime.text(1_743_292_799, perSecond: 1) == "2025-03-29T23:59:59")
        #expect(CivilTime.text(-1, perSecond: 1000) == "1969-12-31T23:59:59.999")
        #expect(CivilTime.text(1_500_000, perSecond: 1_000_000) == "1970-01-01T00:00:01.500000")
    }

    @Test func decimals() {
        let one = UInt32.max
        #expect(DecimalText.text([12_345, 0, 0, 0], scale: 2) == "123.45")
        #expect(DecimalText.text([5, 0, 0, 0], scale: 4) == "0.0005")
        #expect(DecimalText.text([one, one, one, one], scale: 2) == "-0.01")
        #expect(
            DecimalText.text([0, 0, 0, 0x8000_0000], scale: 0)
                == "-170141183460469231731687303715884105728")
        #expect(DecimalText.text([0, 0, 0, 0], scale: 0) == "0")
    }

    @Test func valuesAsJSON() {
        #expect(ArrowValue.text("a\"\\\n\u{1}é").json == "\"a\\\"\\\\\\n\\u0001é\"")
        #expect(ArrowValue.number("1.50").json == "1.50")
        #expect(ArrowValue.null.json == "null")
    }
}
