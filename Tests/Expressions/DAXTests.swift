import Formula
import Testing

@testable import Expressions

@Suite struct DAXTests {
    @Test(arguments: [
        Sample("SUM('Sales'[Amount])", "sum(Sales.Amount)"),
        Sample("=SUM(Sales[Amount])", "sum(Sales.Amount)"),
        Sample("SUMX(Sales, Sales[Qty] * Sales[Price])", "sum(Sales.Qty * Price)"),
        Sample(
            "SUMX(Sales, Sales[Qty] * RELATED(Product[Price]))",
            "sum(Sales.Qty * Product.Price)"),
        Sample("COUNTROWS(Sales)", "count(Sales)"),
        Sample("COUNTROWS('Sales Lines')", "count(`Sales Lines`)"),
        Sample("COUNT(Sales[Id])", "count(Sales.Id)"),
        Sample("DISTINCTCOUNT(Sales[Customer])", "distinct(Sales.Customer)"),
        Sample("COUNTROWS(VALUES(Sales[Customer]))", "distinct(Sales.Customer)"),
        Sample("COUNTBLANK(Sales[Rating])", "count(Sales where Rating is missing)"),
        Sample("DIVIDE([A], [B])", "A / B"),
        Sample("DIVIDE([A], [B], 0)", "A / B"),
        Sample("IF([B] <> 0, [A] / [B], BLANK())", "A / B"),
        Sample("IF([B], [A] / [B])", "A / B"),
        Sample("IFERROR([A] / [B], 0)", "A / B"),
        Sample("1 - DIVIDE(SUM(t[a]), SUM(t[b]))", "1 - sum(t.a) / sum(t.b)"),
        Sample(
            "CALCULATE(SUM(S[a]), S[status] = \"won\", S[year] > 2020)",
            "sum(S.a where status = \"won\" and year > 2020)"),
        Sample(
            "CALCULATE(COUNTROWS(S), KEEPFILTERS(S[c] IN {\"x\", \"y\"}))",
            "count(S where c in (\"x\", \"y\"))"),
        Sample(
            "CALCULATE(SUM(S[a]), FILTER(S, S[c] = 1 && S[d] = 2))",
            "sum(S.a where c = 1 and d = 2)"),
        Sample(
            "CALCULATE(SUM(S[a]), FILTER(ALL(S[c]), S[c] = 1))", "sum(S.a where c = 1)"),
        Sample("CALCULATE(SUM(S[a]), P[color] = \"red\")", "sum(S.a where P.color = \"red\")"),
        Sample("CALCULATE(SUM(S[a]), ALL(P[color]))", "sum(S.a across P.color)"),
        Sample("CALCULATE(SUM(S[a]), REMOVEFILTERS(P))", "sum(S.a across P)"),
        Sample("CALCULATE(SUM(S[a]), ALLEXCEPT(S, S[c]))", "sum(S.a per c)"),
        Sample(
            "CALCULATE(SUM(S[a]), SAMEPERIODLASTYEAR('Date'[Date]))", "sum(S.a) 1 year earlier"),
        Sample(
            "CALCULATE(SUM(S[a]), DATEADD('Date'[Date], -3, MONTH))", "sum(S.a) 3 months earlier"),
        Sample(
            "CALCULATE(SUM(S[a]), PREVIOUSMONTH('Date'[Date]))", "sum(S.a) 1 month earlier"),
        Sample("TOTALYTD(SUM(S[a]), 'Date'[Date])", "sum(S.a) year to date"),
        Sample("CALCULATE(SUM(S[a]), DATESMTD('Date'[Date]))", "sum(S.a) month to date"),
        Sample(
            "CALCULATE(SUM(I[units]), LASTDATE('Date'[Date]))", "sum(I.units) at end of period"),
        Sample(
            "CALCULATE(SUM(S[a]), USERELATIONSHIP(S[Shipped], 'Date'[Date]))",
            "sum(S.a by Shipped)"),
        Sample(
            "VAR a = SUM(S[a]) VAR b = a * 2 RETURN DIVIDE(a, b) -- why not",
            "sum(S.a) / (sum(S.a) * 2)"),
        Sample(
            "SWITCH(TRUE(), [A] > 2, 1, [A] > 1, 2, 3)",
            "if A > 2 then 1 else (if A > 1 then 2 else 3)"),
        Sample("FORMAT([A], \"0%\")", "A"),
        Sample("AVERAGEX(VALUES(D[day]), SUM(S[a]))", "`AVERAGEX(VALUES(D[day]), SUM(S[a]))`"),
        Sample(
            "AVERAGEX(VALUES(D[day]), CALCULATE(SUM(S[a])))", "average(sum(S.a per D.day))"),
        Sample(
            "COUNTROWS(FILTER(C, CALCULATE(COUNTROWS(O)) >= 2))", "count(C where count(O) >= 2)"),
        Sample("[A] && NOT([B] = 1) || TRUE", "A and not B = 1 or true")
    ])
    func means(_ sample: Sample) {
        #expect(meaning(sample.text, "dax") == sample.expected)
    }

    @Test(arguments: [
        // Another year than the calendar's.
        "TOTALYTD(SUM(S[a]), 'Date'[Date], \"06-30\")",
        // Everything up to a day that depends on the row shown.
        "CALCULATE(SUM(S[a]), FILTER(ALL('Date'), 'Date'[Date] <= MAX('Date'[Date])))",
        // A variable keeps the value that it had before the filter.
        "VAR x = SUM(S[a]) RETURN CALCULATE(x, S[c] = 1)",
        "CALCULATE(SUM(S[a]), TREATAS({1}, S[c]))",
        "SUMX(TOPN(5, S), S[a])",
        "SUMX(C, SUM(S[a]))"
    ])
    func whatDependsOnMoreIsOpaque(_ text: String) {
        #expect(!OutsideLanguage.parse(text, language: "dax").isUnderstood)
    }

    @Test func filtersReachIntoOtherMeasures() {
        let scope = formulas(["Sales": "SUM(S[a])", "Cost": "SUM(S[b])"], "dax")
        #expect(
            meaning("CALCULATE([Sales] - [Cost], S[c] = 1)", "dax", scope: scope)
                == "sum(S.a where c = 1) - sum(S.b where c = 1)")
    }

    @Test func aFilterThatReplacesAnotherIsNotUnderstood() {
        let scope = formulas(["Red": "CALCULATE(SUM(S[a]), S[c] = 1)"], "dax")
        let formula = OutsideLanguage.parse(
            "CALCULATE([Red], S[c] = 2)", language: "dax", scope: scope)
        #expect(!formula.isUnderstood)
    }

    @Test func guardsSayWhatStandsInstead() {
        #expect(annotations("DIVIDE([A], [B])", "dax") == [.zeroGuard(instead: nil)])
        #expect(annotations("DIVIDE([A], [B], 0)", "dax") == [.zeroGuard(instead: 0)])
        #expect(annotations("[A] / [B]", "dax").isEmpty)
    }
}
