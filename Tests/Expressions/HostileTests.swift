import Diagnostics
import Formula
import Testing

@testable import Expressions

/// Texts that no person wrote: every language has to survive them.
@Suite struct HostileTests {
    static let languages = OutsideLanguage.all.map(\.id)

    @Test(arguments: languages)
    func deepNestingIsOpaque(_ language: String) {
        let deep = 10_000
        for (open, close) in [("(", ")"), ("-", ""), ("f(", ")"), ("not ", ""), ("{", "}")] {
            let text =
                String(repeating: open, count: deep) + "1" + String(repeating: close, count: deep)
            #expect(!OutsideLanguage.parse(text, language: language).isUnderstood)
        }
    }

    @Test(arguments: languages)
    func longChainsAreOpaque(_ language: String) {
        let text = String(repeating: "1+", count: 10_000) + "1"
        #expect(!OutsideLanguage.parse(text, language: language).isUnderstood)
    }

    @Test(arguments: languages)
    func longTextsAreNotReadAtAll(_ language: String) {
        let text = String(repeating: "(", count: 10 << 20)
        let formula = OutsideLanguage.parse(text, language: language)
        #expect(formula.problems.map(\.message.key) == ["errors.outside.too-long"])
    }

    @Test(arguments: languages)
    func hugeNumbersAreOpaque(_ language: String) {
        for number in ["1e999999999", String(repeating: "9", count: 5000)] {
            #expect(!OutsideLanguage.parse("1+" + number, language: language).isUnderstood)
        }
    }

    @Test(arguments: languages)
    func anyBytesGiveAnAnswer(_ language: String) {
        var random = Random(seed: 7)
        let words = [
            "(", ")", "[", "]", "{", "}", ",", ".", "'", "\"", "`", "$", "${", "$F{", "{{", "#",
            "+", "-", "*", "/", "=", "<", ">", ":", "::", "|", "&", "sum", "count", "if", "case",
            "when", "then", "else", "end", "select", "from", "where", "in", "is", "not", "null",
            "var", "return", "by", "1", "0.5", "x", "é", "\u{0}", "\n", " ", "//", "--", "/*", "*/",
            "over", "filter", "between", "and", "or", "distinct", "interval", "nullif", "5m", "@"
        ]
        for _ in 0..<1000 {
            let length = Int(random.next() % 24)
            let text = (0..<length).map { _ in words[Int(random.next() % UInt64(words.count))] }
                .joined(separator: random.next() % 2 == 0 ? " " : "")
            let formula = OutsideLanguage.parse(text, language: language)
            let bound = text.utf8.count
            formula.expression.visit { node in
                let range = node.range ?? 0..<Int.max
                #expect(range.upperBound <= bound, "\(text)")
            }
        }
    }
}

/// A small generator of numbers that are the same in every run.
struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
