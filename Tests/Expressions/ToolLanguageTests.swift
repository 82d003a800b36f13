import Formula
import Testing

@testable import Expressions

/// The languages of search tools and spreadsheets.
@Suite struct ToolLanguageTests {
    @Test(arguments: [
        Sample("| stats count", "count()"),
        Sample("index=web | stats avg(time) AS t BY page", "average(time)"),
        Sample("index=web status=500 | stats count", "count(where status = 500)"),
        Sample(
            "index=web status=5* NOT path=\"/health\" | timechart span=1h count by host",
            "count(where like(status, \"5*\") and not path = \"/health\")"),
        Sample(
            "index=web | stats count(eval(status>=500)) AS bad count AS total "
                + "| eval rate=round(bad/total*100, 2) | fields rate",
            "count(where status >= 500)"),
        Sample("index=a env=$env$ | stats dc(user) as u", "distinct(user)"),
        Sample("index=a | eval ms=s*1000 | stats perc95(ms)", "percentile(s * 1000, 95 %)"),
        Sample(
            "index=a | where x>1 | stats sum(y) as z | rename z as \"Total\"",
            "sum(y where x > 1)"),
        Sample("where page=\"$page$\" | chart count by status", "count()"),
        Sample("sum(price) / count", "sum(price) / count")
    ])
    func splunk(_ sample: Sample) {
        #expect(meaning(sample.text, "spl") == sample.expected)
    }

    @Test func resultsOfASearchAreColumns() {
        let formula = OutsideLanguage.parse(
            "index=web | stats count(eval(status>=500)) AS bad count AS total BY page "
                + "| eval rate=round(bad/total*100, 2) | rename total AS Requests",
            language: "spl")
        #expect(formula.columns.map(\.name) == ["bad", "Requests", "rate"])
        #expect(
            formula.columns.last?.expression.description.replacing("( where", with: "(where")
                == "count(where status >= 500) / count() * 100")
    }

    @Test(arguments: [
        "index=a | dedup user | stats count", "index=a | stats count by x | stats avg(count)",
        "index=a | transaction id | stats avg(duration)"
    ])
    func whatChangesTheRowsIsOpaque(_ text: String) {
        #expect(!OutsideLanguage.parse(text, language: "spl").isUnderstood)
    }

    @Test(arguments: [
        Sample("count()", "count()"),
        Sample(
            "count(kql='status : \"paid\"') / count()", "count(where status = \"paid\") / count()"),
        Sample("sum(bytes) / unique_count(user.id)", "sum(bytes) / distinct(`user.id`)"),
        Sample(
            "average(bytes, kql='a:(1 or 2) and not b:*')",
            "average(bytes where a in (1, 2) and not b is present)"),
        Sample("sum(x) - sum(x, shift='1w')", "sum(x) - sum(x) 1 week earlier"),
        Sample("percentile(x, percentile=95)", "percentile(x, 95 %)"),
        Sample("sum(x) / overall_sum(sum(x))", "sum(x) / table_total(sum(x))")
    ])
    func lens(_ sample: Sample) {
        #expect(meaning(sample.text, "lens") == sample.expected)
    }

    @Test(arguments: [
        Sample("=SUM(Sales[Amount])/COUNTA(Sales[Id])", "sum(Sales.Amount) / count(Sales.Id)"),
        Sample("=IFERROR(B2/C2, 0)", "B2 / C2"),
        Sample("=IF($C$2=0, 0, B2/$C$2)", "B2 / C2"),
        Sample("=SUM(Data!A2:A100)", "sum(Data.`A2:A100`)"),
        Sample(
            "=SUMIFS(T[x], T[s], \"won\", T[n], \">=5\")", "sum(T.x where s = \"won\" and n >= 5)"),
        Sample("=COUNTIFS(T[s], \"<>lost\")/ROWS", "count(T where s != \"lost\") / ROWS"),
        Sample("=SUMPRODUCT(T[a], T[b])", "sum(T.a * b)"),
        Sample("=[@Won]/[@All]*100%", "Won / All * (100 / 100)"),
        Sample("=ROUND(AVERAGE(T[x]), 1)", "average(T.x)")
    ])
    func excel(_ sample: Sample) {
        #expect(meaning(sample.text, "excel") == sample.expected)
    }

    @Test(arguments: [
        Sample("a : 1 and b >= 2 or not c : \"x y\"", "a = 1 and b >= 2 or not c = \"x y\""),
        Sample("host.name : web*", "like(`host.name`, \"web*\")"),
        Sample("a : true", "a")
    ])
    func kql(_ sample: Sample) {
        #expect(meaning(sample.text, "kql") == sample.expected)
    }

    @Test func influxQL() {
        #expect(
            meaning(
                "SELECT mean(\"usage\") FROM \"cpu\" WHERE host = 'a' AND $timeFilter "
                    + "GROUP BY time($__interval), \"host\" fill(null)", "influxql")
                == "average(cpu.usage where host = \"a\")")
    }
}
