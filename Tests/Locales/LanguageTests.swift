import Testing

@testable import Locales

@Suite struct LanguageTagTests {
    /// Tags and their canonical case, from RFC 5646, 2.1.1 and appendix A.
    @Test(arguments: [
        ("mn-cyrl-mn", "mn-Cyrl-MN"), ("mN-cYrL-Mn", "mn-Cyrl-MN"), ("EN-ca-X-CA", "en-CA-x-ca"),
        ("sgn-be-fr", "sgn-BE-FR"), ("az-latn-x-LATN", "az-Latn-x-latn"), ("de", "de"),
        ("zh-hant", "zh-Hant"), ("es-419", "es-419"), ("sl-ROZAJ", "sl-rozaj"),
        ("de-ch-1901", "de-CH-1901"), ("iw", "he"), ("in", "id")
    ])
    func writesTagsInCanonicalCase(tag: String, canonical: String) {
        #expect(LanguageTag(tag)?.description == canonical)
    }

    @Test(arguments: [
        "", "-", "e", "12", "en-", "-en", "en--US", "en_US", "deutsch!", "abcdefghi",
        "en-abcdefghi",
        "en-x", "en-a-b", "đe"
    ])
    func refusesWhatIsNoTag(text: String) {
        #expect(LanguageTag(text) == nil)
    }

    @Test func findsThePartsOfATag() throws {
        let tag = try #require(LanguageTag("zh-cmn-Hans-CN-x-y"))
        #expect(tag.language == "zh")
        #expect(tag.script == "Hans")
        #expect(tag.region == "CN")
    }

    @Test(
        arguments: [
            ("pt_BR.UTF-8", "pt-BR"), ("ru", "ru"), ("sr_RS@latin", "sr-RS"), ("C", nil),
            ("C.UTF-8", nil), ("POSIX", nil), ("", nil)
        ] as [(String, String?)])
    func readsTheLocaleOfAnEnvironment(text: String, tag: String?) {
        #expect(LanguageTag(posix: text)?.description == tag)
    }
}

@Suite struct LanguageLookupTests {
    private func chain(
        _ asked: String, _ available: [String], _ fallbacks: [String: [String]] = [:]
    ) -> [String] {
        let tags = available.compactMap { LanguageTag($0) }
        guard let asked = LanguageTag(asked) else { return [] }
        return LanguageLookup.chain(for: asked, among: tags) { tag in
            fallbacks[tag.description, default: []].compactMap { LanguageTag($0) }
        }.map(\.description)
    }

    /// The example of RFC 4647, 3.4: each is tried in this order.
    @Test func triesShorterTagsInTurn() {
        let tags = ["zh", "zh-Hant", "zh-Hant-CN", "zh-Hant-CN-x-private1", "en"]
        #expect(
            chain("zh-Hant-CN-x-private1-private2", tags)
                == ["zh-Hant-CN-x-private1", "zh-Hant-CN", "zh-Hant", "zh", "en"])
    }

    @Test(arguments: [
        ("pt-PT", ["pt-BR", "en"]), ("pt", ["pt-BR", "en"]), ("pt-BR", ["pt-BR", "en"]),
        ("es-MX", ["es", "en"]), ("fr", ["en"]), ("en-GB", ["en"]), ("ru-RU", ["ru", "en"]),
        ("vi-Latn-VN", ["vi", "en"])
    ])
    func findsTheSameLanguageOfAnotherRegionBeforeEnglish(asked: String, expected: [String]) {
        #expect(chain(asked, ["en", "es", "pt-BR", "ru", "vi"]) == expected)
    }

    @Test func followsWhatALanguageNames() {
        let fallbacks = ["gl": ["pt-PT", "es"], "es": ["ca"]]
        #expect(
            chain("gl", ["en", "es", "ca", "gl"], fallbacks) == ["gl", "es", "ca", "en"])
        #expect(
            chain("uk", ["uk", "ru", "en"], ["uk": ["uk", "ru"], "ru": ["uk"]]) == [
                "uk", "ru", "en"
            ])
    }

    @Test func prefersTheScriptThatARegionReads() {
        #expect(chain("zh-TW", ["zh-Hans", "zh-Hant"]) == ["zh-Hant", "zh-Hans"])
        #expect(chain("zh-SG", ["zh-Hant", "zh-Hans"]) == ["zh-Hans", "zh-Hant"])
        #expect(chain("no", ["nb", "en"]) == ["nb", "en"])
    }

    @Test func isEmptyWithoutAnyLanguage() {
        #expect(chain("pt", []) == [])
        #expect(chain("pt", ["fr"]) == [])
    }
}

@Suite struct PluralRulesTests {
    struct Language: Sendable {
        var name: String
        var rules: [PluralCategory: String]
        /// Numbers of each form, from the samples of CLDR 44's plurals.xml.
        var samples: [PluralCategory: [String]]
    }

    static let languages = [
        Language(
            name: "en", rules: [.one: "i = 1 and v = 0"],
            samples: [.one: ["1"], .other: ["0", "2", "16", "100", "1000000", "0.0", "1.0", "1.5"]]),
        Language(
            name: "pt", rules: [.one: "i = 0..1"],
            samples: [.one: ["0", "1", "0.0", "1.5"], .other: ["2", "17", "100", "2.0", "3.5"]]),
        Language(
            name: "es",
            rules: [
                .one: "n = 1",
                .many: "e = 0 and i != 0 and i % 1000000 = 0 and v = 0 or e != 0..5"
            ],
            samples: [
                .one: ["1", "1.0", "1.00"], .many: ["1000000", "2000000"],
                .other: ["0", "2", "16", "100", "1000", "0.0", "0.9", "1.1"]
            ]),
        Language(
            name: "ru",
            rules: [
                .one: "v = 0 and i % 10 = 1 and i % 100 != 11",
                .few: "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
                .many:
                    "v = 0 and i % 10 = 0 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 11..14"
            ],
            samples: [
                .one: ["1", "21", "31", "101", "1001"], .few: ["2", "4", "22", "102", "1002"],
                .many: ["0", "5", "11", "12", "14", "19", "100", "111", "1000"],
                .other: ["0.0", "1.5", "10.0"]
            ]),
        Language(
            name: "pl",
            rules: [
                .one: "i = 1 and v = 0",
                .few: "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
                .many: """
                v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14
                """
            ],
            samples: [
                .one: ["1"], .few: ["2", "4", "22", "102"],
                .many: ["0", "5", "11", "19", "21", "101", "112"], .other: ["0.0", "1.5"]
            ]),
        Language(
            name: "ar",
            rules: [
                .zero: "n = 0", .one: "n = 1", .two: "n = 2", .few: "n % 100 = 3..10",
                .many: "n % 100 = 11..99"
            ],
            samples: [
                .zero: ["0", "0.0"], .one: ["1", "1.0"], .two: ["2", "2.0"],
                .few: ["3", "10", "103", "110", "1003", "4.0"],
                .many: ["11", "26", "99", "111", "1011", "11.0"],
                .other: ["100", "101", "102", "200", "1000", "0.1", "10.1"]
            ]),
        Language(
            name: "lv",
            rules: [
                .zero: "n % 10 = 0 or n % 100 = 11..19 or v = 2 and f % 100 = 11..19",
                .one:
                    "n % 10 = 1 and n % 100 != 11 or v = 2 and f % 10 = 1 and f % 100 != 11 or v != 2 and f % 10 = 1"
            ],
            samples: [
                .zero: ["0", "10", "20", "11", "19", "100", "0.0", "10.0", "111.0"],
                .one: ["1", "21", "101", "0.1", "1.0", "10.1"],
                .other: ["2", "9", "22", "102", "0.2", "1.2"]
            ]),
        Language(name: "vi", rules: [:], samples: [.other: ["0", "1", "2", "1.5", "1000000"]])
    ]

    @Test func chooseTheFormsThatCLDRGives() throws {
        for language in Self.languages {
            let rules = try #require(PluralRules(language.rules), "\(language.name)")
            for (category, numbers) in language.samples {
                for number in numbers {
                    #expect(
                        rules.category(ofDecimal: number) == category,
                        "\(language.name) \(number)")
                    if let whole = Int(number) { #expect(rules.category(of: whole) == category) }
                }
            }
        }
    }

    @Test(arguments: [
        "", "n", "n =", "x = 1", "n = a", "n % 0 = 1", "n = 3..1", "n = 1 and", "n == 1"
    ])
    func refusesWhatIsNoRule(rule: String) {
        #expect(PluralRules([.one: rule]) == nil)
    }

    @Test func readsTheSamplesOfCLDRAway() throws {
        let rules = try #require(PluralRules([.one: "i = 1 and v = 0 @integer 1"]))
        #expect(rules.category(of: 1) == .one)
        #expect(rules.category(of: -1) == .one)
        #expect(rules.category(of: Int.min) == .other)
    }
}
