import Diagnostics
import Formula
import Testing

@testable import Expressions

@Suite struct TableauTests {
    @Test(arguments: [
        Sample("SUM([Sales])", "sum(Sales)"),
        Sample("avg([Order Value])", "average(`Order Value`)"),
        Sample("COUNT([id])/COUNTD([customer])", "count(id) / distinct(customer)"),
        Sample("COUNT(1)", "count()"),
        Sample("SUM(1)", "count()"),
        Sample("[Orders].[Sales] * 2", "Orders.Sales * 2"),
        Sample("SUM([a ]]b])", "sum(`a ]b`)"),
        Sample("1 + 2 * -[x] ^ 2 // a note", "1 + 2 * -power(x, 2)"),
        Sample("SUM([a]) - SUM([b]) - SUM([c])", "sum(a) - sum(b) - sum(c)"),
        Sample("SUM(IF [s] = 'won' THEN [v] END)", "sum(if s = \"won\" then v)"),
        Sample(
            "IF [a] > 1 THEN 1 ELSEIF [a] > 0 THEN 2 ELSE 3 END",
            "if a > 1 then 1 else (if a > 0 then 2 else 3)"),
        Sample(
            "CASE [p] WHEN 'a' THEN SUM([x]) WHEN 'b' THEN SUM([y]) END",
            "if p = \"a\" then sum(x) else (if p = \"b\" then sum(y))"),
        Sample("IIF([a]=1 AND NOT [b]=2, 1, 0)", "if a = 1 and not b = 2 then 1 else 0"),
        Sample("SUM(IIF([s] IN ('a','b'), 1, 0))", "sum(if s in (\"a\", \"b\") then 1 else 0)"),
        Sample("{FIXED [c], [d] : SUM([x])}", "sum(x per c, d)"),
        Sample("{MAX(YEAR([d]))-1}", "max(year(d) per) - 1"),
        Sample("{EXCLUDE [c] : SUM([x])}", "sum(x across c)"),
        Sample("AVG({FIXED [c] : SUM([x])})", "average(sum(x per c))"),
        Sample("PERCENTILE([x], 0.9)", "percentile(x, 90 %)"),
        Sample("AVG(DATEDIFF('hour', [a], [b]))", "average((b - a) / 3600)"),
        Sample("DATEDIFF('month', [a], [b])", "date_difference(\"month\", a, b)"),
        Sample("DATEPART('year', [d])", "year(d)"),
        Sample("AVG(ZN([x]))", "average(if x is present then x else 0)"),
        Sample("SUM(ZN([x]))", "sum(x)"),
        Sample("ZN(SUM([x]))", "sum(x)"),
        Sample("MIN([a],[b])", "least(a, b)"),
        Sample("'a' + [b]", "concat(\"a\", b)"),
        Sample("SUM([x])/TOTAL(SUM([x]))", "sum(x) / table_total(sum(x))"),
        Sample("[Parameters].[Parameter 1]-1", "Parameters.`Parameter 1` - 1")
    ])
    func means(_ sample: Sample) {
        #expect(meaning(sample.text, "tableau") == sample.expected)
    }

    @Test(arguments: [
        "IF SUM([b]) = 0 THEN 0 ELSE SUM([a])/SUM([b]) END",
        "IF SUM([b]) <> 0 THEN SUM([a])/SUM([b]) END",
        "IIF(SUM([b])=0, NULL, SUM([a])/SUM([b]))",
        "IF NOT SUM([b]) = 0 THEN SUM([a])/SUM([b]) END",
        "IF ISNULL(SUM([b])) OR SUM([b]) = 0 THEN 0 ELSE SUM([a])/SUM([b]) END",
        "IF 0 < SUM([b]) THEN SUM([a])/SUM([b]) ELSE 0 END",
        "ROUND(FLOAT(SUM([a]))/SUM([b]), 2)",
        "ZN(SUM([a])/SUM([b]))",
        "SUM([a])/(IF SUM([b])=0 THEN NULL ELSE SUM([b]) END)",
        "INT(SUM([a])/SUM([b]))",
        "IF ISNULL(SUM([b])) THEN 0 ELSE SUM([a])/SUM([b]) END"
    ])
    func guardsAndRoundingStandBeside(_ text: String) {
        #expect(meaning(text, "tableau") == "sum(a) / sum(b)")
        #expect(!annotations(text, "tableau").isEmpty)
    }

    @Test func aGuardSaysWhatStandsInstead() {
        #expect(
            annotations("IF SUM([b])=0 THEN 1 ELSE SUM([a])/SUM([b]) END", "tableau")
                == [.zeroGuard(instead: 1)])
        #expect(
            annotations("IF SUM([b])=0 THEN 'none' ELSE SUM([a])/SUM([b]) END", "tableau")
                == [.zeroGuard(instead: nil)])
    }

    @Test(arguments: [
        "IF SUM([c]) = 0 THEN 0 ELSE SUM([a])/SUM([b]) END",
        "IF SUM([b]) = 1 THEN 0 ELSE SUM([a])/SUM([b]) END",
        "IF SUM([b]) = 0 THEN SUM([a]) ELSE SUM([a])/SUM([b]) END"
    ])
    func whatGuardsNothingStays(_ text: String) {
        #expect(meaning(text, "tableau").hasPrefix("if "))
    }

    @Test func formulasAreTakenOverByTheirName() {
        let scope = formulas(
            ["Calculation_1": "SUM([Sales])", "Calculation_2": "[Calculation_1] / COUNT([id])"],
            "tableau")
        let formula = OutsideLanguage.parse(
            "[Calculation_2] * 100", language: "tableau", scope: scope)
        #expect(formula.expression.description == "sum(Sales) / count(id) * 100")
        #expect(formula.isUnderstood)
        #expect(formula.references.map(\.kind) == [.measure])
        #expect(formula.references.map(\.range) == [0..<15])
        #expect(formula.references.map(\.isResolved) == [true])
    }

    @Test func aCircleIsOpaque() {
        let scope = formulas(["a": "[b] + 1", "b": "[a] + 1"], "tableau")
        let formula = OutsideLanguage.parse("[a]", language: "tableau", scope: scope)
        #expect(!formula.isUnderstood)
        #expect(formula.problems.map(\.message.key) == ["errors.outside.cycle"])
    }

    @Test func doublingDoesNotRunAway() {
        let scope = FormulaScope { reference in
            guard let name = reference.path.last, let level = Int(name), level < 60 else {
                return nil
            }
            return .formula(text: "[\(level + 1)] + [\(level + 1)]", language: "tableau")
        }
        let formula = OutsideLanguage.parse("[0]", language: "tableau", scope: scope)
        #expect(!formula.isUnderstood)
    }

    @Test func everyNodeHasItsPlace() {
        let text = "SUM([é]) / COUNT([b])"
        let formula = OutsideLanguage.parse(text, language: "tableau")
        let bytes = Array(text.utf8)
        var seen: [String] = []
        formula.expression.visit { node in
            seen.append(
                node.range.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "nowhere")
        }
        #expect(seen == [text, "SUM([é])", "[é]", "COUNT([b])", "[b]"])
    }

    @Test func whatIsNotUnderstoodIsOpaqueWhereItStands() {
        let formula = OutsideLanguage.parse(
            "SUM([a]) / SCRIPT_REAL('x', SUM([b]))", language: "tableau")
        #expect(formula.expression.description == "sum(a) / `SCRIPT_REAL('x', SUM([b]))`")
        #expect(formula.opaque.map(\.range) == [11..<37])
    }

    @Test(arguments: ["SUM([a]", "SUM([a])) / 2", "IF [a] THEN 1", "'open", "1 +", "", "{SUM([a])"])
    func brokenTextsAreOpaqueAsAWhole(_ text: String) {
        let formula = OutsideLanguage.parse(text, language: "tableau")
        #expect(formula.expression.kind == .opaque(text))
        #expect(formula.problems.count == 1)
    }
}
