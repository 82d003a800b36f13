import Formula
import Testing

@testable import Expressions

/// The languages of reports and models that have few forms of their own.
@Suite struct ReportLanguageTests {
    @Test(arguments: [
        Sample("=Sum(Fields!Sales.Value)", "sum(Sales)"),
        Sample("=Sum(Fields(\"Net Sales\").Value) / CountRows()", "sum(`Net Sales`) / count()"),
        Sample("=Sum(Fields!a.Value) / Sum(Fields!a.Value, \"All\")", "sum(a) / sum(a per All)"),
        Sample(
            "=IIf(Sum(Fields!b.Value) = 0, 0, "
                + "Sum(Fields!a.Value) / IIf(Sum(Fields!b.Value) = 0, 1, Sum(Fields!b.Value)))",
            "sum(a) / sum(b)"),
        Sample("=Avg(CDbl(Fields!a.Value)) & \" %\"", "concat(average(a), \" %\")"),
        Sample("=CountDistinct(Fields!a.Value) ' a note", "distinct(a)"),
        Sample("=Sum(IIf(Fields!s.Value = \"x\", 1, 0))", "sum(if s = \"x\" then 1 else 0)"),
        Sample("=Math.Round(Sum(Fields!a.Value), 2)", "sum(a)"),
        Sample("=FormatPercent(Sum(Fields!a.Value) / Sum(Fields!b.Value))", "sum(a) / sum(b)"),
        Sample(
            "=Fields!a.Value Is Nothing AndAlso Not Fields!b.Value > 7 Mod 2",
            "a is missing and not b > modulo(7, 2)"),
        Sample(
            "=Switch(Fields!a.Value > 1, \"x\", True, \"y\")",
            "if a > 1 then \"x\" else (if true then \"y\")")
    ])
    func visualBasic(_ sample: Sample) {
        #expect(meaning(sample.text, "vb") == sample.expected)
    }

    @Test(arguments: [
        Sample("AMOUNT:SUM / RowCount", "sum(AMOUNT) / count()"),
        Sample("Opportunity.Amount__c:AVG", "average(Opportunity.Amount__c)"),
        Sample("IF(A:SUM = 0, 0, B:SUM / A:SUM)", "sum(B) / sum(A)"),
        Sample("A:SUM / PARENTGROUPVAL(A:SUM, GRAND_SUMMARY)", "sum(A) / sum(A per)"),
        Sample("BLANKVALUE(A:SUM, 0) - NULLVALUE(B:MAX, 0)", "sum(A) - max(B)"),
        Sample(
            "AND(A:SUM > 1, !B:SUM < 2, C:UNIQUE <> 3)",
            "sum(A) > 1 and (not sum(B)) < 2 and distinct(C) != 3")
    ])
    func salesforce(_ sample: Sample) {
        #expect(meaning(sample.text, "salesforce") == sample.expected)
    }

    @Test(arguments: [
        Sample("SELECT SUM({fact/a} * {fact/b})", "sum(a * b)"),
        Sample("SELECT COUNT({label/c})", "distinct(c)"),
        Sample("SELECT COUNT({label/c}, {label/l})", "distinct(c where l is present)"),
        Sample(
            "SELECT SUM({fact/a}) WHERE {label/s} IN (\"x\", \"y\")",
            "sum(a where s in (\"x\", \"y\"))"),
        Sample(
            "SELECT IFNULL(SUM({fact/a}), 0) / (SELECT SUM({fact/a}) BY ALL OTHER WITHOUT PF)",
            "sum(a) / sum(a per)"),
        Sample("SELECT SUM({fact/a}) BY {label/c}", "sum(a per c)"),
        Sample(
            "SELECT (SELECT SUM({fact/a}) FOR Previous({label/date.month})) * 1.1",
            "sum(a) 1 month earlier * 1.1"),
        Sample("SELECT {metric/x} / {metric/y}", "x / y")
    ])
    func maql(_ sample: Sample) {
        #expect(meaning(sample.text, "maql") == sample.expected)
    }

    @Test(arguments: [
        Sample("[Measures].[A] / Measures.[B]", "A / B"),
        Sample("IIF([Measures].[B] = 0, NULL, [Measures].[A] / [Measures].[B])", "A / B"),
        Sample("IIF(IsEmpty([Measures].[B]), NULL, [Measures].[A] / [Measures].[B])", "A / B"),
        Sample("Divide([Measures].[A], [Measures].[B])", "A / B"),
        Sample("[Measures].[A] / ([Measures].[A], [P].[All])", "A / across(A, P)"),
        Sample("[Measures].[A] / (Root([P]), [Measures].[A])", "A / across(A, P)"),
        Sample("([Measures].[A], [Account].[Id].&[58])", "where(A, Account.Id = \"58\")"),
        Sample(
            "([Measures].[A], ParallelPeriod([Date].[Calendar].[Year], 1, "
                + "[Date].[Calendar].CurrentMember))", "A 1 year earlier"),
        Sample("Sum(YTD(), [Measures].[A])", "A year to date"),
        Sample("([Date].[Calendar].PrevMember, [Measures].[A])", "previous_period(A)"),
        Sample(
            "Case When [Measures].[A] > 1 Then VBA!Abs([Measures].[B]) Else 0 End",
            "if A > 1 then abs(B) else 0"),
        Sample("CoalesceEmpty([Measures].[A], 0)", "A")
    ])
    func mdx(_ sample: Sample) {
        #expect(meaning(sample.text, "mdx") == sample.expected)
    }

    @Test(arguments: [
        Sample("$F{a}.divide($F{b}, 2, RoundingMode.HALF_UP)", "a / b"),
        Sample(
            "$V{b}.signum() != 0 ? $V{a}.divide($V{b}, 2).multiply(new BigDecimal(\"100\")) : null",
            "a / b * 100"),
        Sample("$V{b} == 0 ? 0.0d : $V{a} / $V{b}", "a / b"),
        Sample("$F{a}.subtract($F{b}).setScale(2, RoundingMode.HALF_UP)", "a - b"),
        Sample("(double) $F{a}.intValue() / 100", "a / 100"),
        Sample("$F{a} != null && !$F{b}.equals(\"x\")", "a is present and not b = \"x\""),
        Sample("$V{a}.scaleByPowerOfTen(2)", "a * 100"),
        Sample("java.math.BigDecimal.ONE.add($P{p})", "1 + p")
    ])
    func java(_ sample: Sample) {
        #expect(meaning(sample.text, "java") == sample.expected)
    }

    @Test(arguments: [
        Sample("dataSetRow[\"A\"] * dataSetRow[\"B\"]", "A * B"),
        Sample("Total.sum(row[\"A\"]) / Total.count()", "sum(A) / count()"),
        Sample("row[\"B\"] == 0 ? null : row[\"A\"] / row[\"B\"];", "A / B"),
        Sample("BirtMath.safeDivide(row[\"A\"], row[\"B\"], 0)", "A / B"),
        Sample("row[\"A\"] != null && params[\"p\"].value > 1", "A is present and p > 1")
    ])
    func javaScript(_ sample: Sample) {
        #expect(meaning(sample.text, "javascript") == sample.expected)
    }

    @Test(arguments: [
        Sample(
            "sum:orders.count{env:prod,!shop:x} by {shop}.as_count()",
            "sum(`orders.count` where env = \"prod\" and shop != \"x\")"),
        Sample("avg:load{*}", "average(load) at end of period"),
        Sample("p95:wait.time{$env}", "percentile(`wait.time`, 95 %)"),
        Sample("sum:a{*}.as_count() / sum:b{*}.as_count() * 100", "sum(a) / sum(b) * 100")
    ])
    func datadog(_ sample: Sample) {
        #expect(meaning(sample.text, "datadog") == sample.expected)
    }

    @Test func formulasOverNamedQueries() {
        #expect(
            meaning(
                "(query1 - month_before(query1)) / default_zero(query2)", "datadog-math",
                scope: formulas(["query1": "sum:a{*}.as_count()"], "datadog"))
                == "(sum(a) - sum(a) 1 month earlier) / query2")
        #expect(
            meaning(
                "$A / ${B} * 100", "grafana-math", scope: formulas(["A": "sum(x_total)"], "promql"))
                == "sum(x_total) / B * 100")
        #expect(
            meaning(
                "revenue / NULLIF(orders, 0)", "metricflow",
                scope: formulas(["revenue": "SUM(amount)"], "sql")) == "sum(amount) / orders")
    }
}
