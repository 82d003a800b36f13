import Locales
import Testing

@testable import Lookup

struct FoldingTests {
    @Test(arguments: [
        // Vietnamese, composed and decomposed; đ has no decomposition.
        ("Điểm CSAT của khách hàng", ["diem", "csat", "cua", "khach", "hang"]),
        ("Đie\u{0302}\u{0309}m", ["diem"]),
        ("đơn hàng", ["don", "hang"]),
        ("tỷ lệ", ["ty", "le"]),
        // ё is е, but й is another letter than и, composed or not.
        ("Удовлетворённость", ["удовлетворенность"]),
        ("Е\u{0308}ж", ["еж"]),
        ("дневной", ["дневной"]),
        ("дневнои\u{0306}", ["дневной"]),
        ("ДНЕВНОЙ", ["дневной"]),
        // Spanish and Portuguese.
        ("Tasa de conversión", ["tasa", "de", "conversion"]),
        ("ação não São", ["acao", "nao", "sao"]),
        ("n.º de llamadas", ["n", "o", "de", "llamadas"]),
        ("niño", ["nino"]),
        // Arabic: vowel signs, the forms of alef, yeh and teh marbuta.
        ("مُعدَّل", ["معدل"]), ("أداء إلى آخر", ["اداء", "الي", "اخر"]), ("خدمة", ["خدمه"]),
        ("١٢٣", ["123"]),
        // Devanagari: the nukta, composed or not; the two signs of a nasal vowel.
        ("फ़ोन", ["फोन"]), ("पढ़ना", ["पढना"]), ("पढ\u{093C}ना", ["पढना"]), ("हाँ", ["हां"]),
        // Katakana, also at half width with its voicing marks apart, as hiragana.
        ("カタカナ", ["かたかな"]), ("ｶﾞｯﾂ", ["がっつ"]), ("ﾊﾟｰﾄ", ["ぱーと"]),
        // Others of the Latin script.
        ("Straße", ["strasse"]), ("Łódź", ["lodz"]), ("İstanbul", ["istanbul"]),
        ("Œuvre", ["oeuvre"]), ("Ærø", ["aero"]),
        // Width, punctuation, spaces, apostrophes.
        ("ＣＳＡＴ", ["csat"]), ("e-mail", ["e", "mail"]),
        ("LTV/CAC", ["ltv", "cac"]), ("first\u{00A0}call", ["first", "call"]),
        ("customer's", ["customers"]), ("customer’s", ["customers"]), ("  ", []), ("", []),
        ("service_level", ["service", "level"]), ("so\u{00AD}gar", ["sogar"])
    ])
    func words(text: String, expected: [String]) {
        #expect(Folding.words(text) == expected)
    }

    @Test func exactKeepsMarksButNotCaseAndSpaces() {
        #expect(Folding.exact("  Điểm   CSAT ") == Folding.exact("điểm csat"))
        #expect(Folding.exact("Điểm") != Folding.exact("Diem"))
        // Canonically equal letters are the same letter.
        #expect(Folding.exact("e\u{0301}") == Folding.exact("é"))
        #expect(Folding.exact("ё") != Folding.exact("е"))
    }

    @Test func foldingIsIdempotent() {
        for language in Shipped.knowledge.locales.languages.values {
            for text in language.metrics.values {
                for name in [text.term].compactMap(\.self) + text.aliases.map(\.term) {
                    let once = Folding.words(name)
                    #expect(Folding.words(once.joined(separator: " ")) == once, "\(name)")
                }
            }
        }
    }

    @Test func wordsStandWhereTheyAreFound() {
        let text = "  Điểm «CSAT»"
        let found = Folding.placedWords(text).map { String(text[$0.range]) }
        #expect(found == ["Điểm", "CSAT"])
    }

    /// Scripts without spaces are cut into pairs; what stands between stays whole.
    @Test(arguments: [
        ("客户满意度", ["客户", "户满", "满意", "意度"]), ("率", ["率"]), ("LTV与CAC比", ["ltv", "与", "cac", "比"]),
        ("平均応答時間", ["平均", "均応", "応答", "答時", "時間"]), ("Điểm CSAT", ["diem", "csat"])
    ])
    func pairs(text: String, expected: [String]) {
        #expect(IndexWords.of(text) == expected)
        // Each stands where it was found.
        for word in IndexWords.placed(text) {
            #expect(Folding.key(String(text[word.range])) == word.folded)
        }
    }
}
