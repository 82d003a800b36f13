import Catalog
import Diagnostics
import Formula
import Foundation
import Locales
import Testing

/// Expected texts are CLDR's patterns and symbols for each language.
@Suite struct ValueFormatterTests {
    private static let knowledge = Knowledge.load(home: SmallHome.repository)

    private func formatter(_ tag: String, currency: String? = nil) throws -> ValueFormatter {
        let asked = try #require(LanguageTag(tag))
        return ValueFormatter(Self.knowledge.value.wording(for: asked), currency: currency)
    }

    private func unit(_ numerator: String, per denominator: String? = nil) -> DeclaredUnit {
        let units = Self.knowledge.value.workspace.catalog.units
        return DeclaredUnit(
            numerator: [numerator], denominator: denominator.map { [$0] } ?? [], measure: .one,
            kind: denominator == nil ? units[numerator]?.kind : nil, place: Place(file: ""))
    }

    /// No-break spaces as plain ones: which of them stands there is ICU's to say.
    private func plain(_ text: String) -> String {
        text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    }

    @Test(arguments: [
        ("en", "84.4%"), ("es", "84,4 %"), ("pt-BR", "84,4%"), ("ru", "84,4 %"), ("vi", "84,4%")
    ])
    func writesShares(tag: String, expected: String) throws {
        #expect(plain(try formatter(tag).text(0.8437, unit: unit("share"))) == expected)
    }

    @Test(arguments: [
        ("en", "EUR", "€1,234.60"), ("es", "EUR", "1234,60 €"), ("pt-BR", "BRL", "R$ 1.234,60"),
        ("ru", "RUB", "1 234,60 ₽"), ("vi", "VND", "1.235 ₫")
    ])
    func writesMoney(tag: String, currency: String, expected: String) throws {
        let formatter = try formatter(tag, currency: currency)
        #expect(plain(formatter.text(1_234.6, unit: unit("money"))) == expected)
        #expect(plain(formatter.text(1_234.6, unit: unit("money", per: "orders"))) == expected)
    }

    @Test(arguments: [
        ("en", 20.0, "20 sec"), ("en", 7_500.0, "2 hr, 5 min"), ("es", 20.0, "20 s"),
        ("pt-BR", 95.0, "1 min e 35 seg"), ("ru", 7_500.0, "2 ч 5 мин"),
        ("vi", 90.0, "1 phút, 30 giây"),
        ("en", 12.34, "12.3 sec"), ("en", -90.0, "-1 min, 30 sec"), ("en", 0.0, "0 sec")
    ])
    func writesDurations(tag: String, seconds: Double, expected: String) throws {
        let text = plain(try formatter(tag).text(seconds, unit: unit("duration")))
        #expect(text == expected)
    }

    @Test(arguments: [
        ("en", 1.0, "1 call"), ("en", 1_500.0, "1,500 calls"), ("ru", 21.0, "21 звонок"),
        ("ru", 2.0, "2 звонка"), ("ru", 5.0, "5 звонков"), ("vi", 5.0, "5 cuộc gọi"),
        ("pt-BR", 0.0, "0 chamada"), ("es", 2.0, "2 llamadas")
    ])
    func writesCounts(tag: String, value: Double, expected: String) throws {
        #expect(plain(try formatter(tag).text(value, unit: unit("calls"))) == expected)
    }

    @Test func writesNumbersAsTheAskedRegionDoes() throws {
        #expect(try formatter("es-MX").number(1_234.5, decimals: 2) == "1,234.5")
        #expect(plain(try formatter("ru").number(1_234.5, decimals: 2)) == "1 234,5")
        #expect(try formatter("en").text(.nan, unit: unit("ratio")) == "–")
    }

    @Test(arguments: [
        ("en", CalendarUnit.month, "March 2025"), ("es", .month, "marzo de 2025"),
        ("ru", .month, "март 2025 г."), ("pt-BR", .month, "março de 2025"), ("en", .year, "2025"),
        ("en", .day, "Mar 1, 2025"), ("en", .quarter, "Q1 2025"), ("vi", .month, "tháng 3 năm 2025")
    ])
    func writesPeriods(tag: String, unit: CalendarUnit, expected: String) throws {
        // 1 March 2025, 00:00 UTC.
        let start = Date(timeIntervalSince1970: 1_740_787_200)
        #expect(plain(try formatter(tag).period(start, unit)).lowercased() == expected.lowercased())
    }
}
