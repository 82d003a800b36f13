import Documents
import Testing

@testable import Formats

@Suite struct NumberPatternTests {
    static let patterns: [(pattern: String, meaning: NumberFormat.Meaning, decimals: Int?)] = [
        ("0.0%", .percentOfFraction, 1), ("#,##0.00", .plain, 2), ("0", .plain, 0),
        ("0.00%;-0.00%;0.00%", .percentOfFraction, 2), ("0.0\\%", .percentPoints, 1),
        ("0\"%\"", .percentPoints, 0), ("\\$#,0.00;(\\$#,0.00)", .currency(nil), 2),
        ("\"€\"#,##0", .currency("EUR"), 0), ("[$€-407] #,##0.00", .currency("EUR"), 2),
        ("R$ #,##0.00", .currency("BRL"), 2), ("#,##0 ₽", .currency("RUB"), 0),
        ("P1", .percentOfFraction, 1), ("C0", .currency(nil), 0), ("N", .plain, 2),
        ("Percent", .percentOfFraction, 2), ("Standard", .plain, nil),
        ("[>=1000]$#,.0 K;$#,##0", .currency(nil), 1), ("yyyy-mm", .other("yyyy-mm"), nil)
    ]

    @Test(arguments: patterns.indices)
    func patternsMeanWhatTheyShow(_ index: Int) {
        let (pattern, meaning, decimals) = Self.patterns[index]
        let read = NumberPattern.meaning(of: pattern)
        #expect(read.0 == meaning, "\(pattern)")
        #expect(read.1 == decimals, "\(pattern)")
    }

    @Test func coloursRate() {
        let colours: [(String, Threshold.Rating)] = [
            ("red", .bad), ("semi-dark-green", .good), ("super-light-yellow", .warning),
            ("#c0433a", .bad), ("#54C254", .good), ("#C2C254", .warning), ("#f00", .bad),
            ("rgba(50, 172, 45, 0.97)", .good), ("rgb(255,255,255)", .unknown), ("blue", .unknown),
            ("#808080", .unknown), ("transparent", .unknown), ("", .unknown)
        ]
        for (colour, rating) in colours {
            #expect(Threshold.Rating(colour: colour) == rating, "\(colour)")
        }
    }

    @Test func languageTags() {
        #expect(LanguageTag.normalised("en_US") == "en-US")
        #expect(LanguageTag.normalised("pt-br") == "pt-BR")
        #expect(LanguageTag.normalised("zh_hans_CN") == "zh-Hans-CN")
        #expect(LanguageTag.normalised("x") == nil)
        #expect(LanguageTag.ofWindows(3082) == "es-ES")
        #expect(LanguageTag.ofWindows(1066) == "vi-VN")
    }
}
