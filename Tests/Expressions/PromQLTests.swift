import Diagnostics
import Formula
import Testing

@testable import Expressions

@Suite struct PromQLTests {
    @Test(arguments: [
        Sample("sum(orders_total)", "sum(orders_total)"),
        Sample("sum(active_users)", "sum(active_users) at end of period"),
        Sample("active_users", "sum(active_users) at end of period"),
        Sample("sum(increase(orders_total[1h]))", "sum(orders_total)"),
        Sample("sum(rate(orders_total[5m])) * 300", "sum(orders_total) / 300 * 300"),
        Sample("sum by (job) (rate(x_total[1m]))", "sum(x_total) / 60"),
        Sample("sum(rate(x_total[1m])) by (job)", "sum(x_total) / 60"),
        Sample("rate(x_total[$__rate_interval])", "sum(x_total) / `$__rate_interval`"),
        Sample(
            "sum(rate(r_total{status=~\"5..\"}[5m])) / sum(rate(r_total[5m])) * 100",
            "sum(r_total where matches(status, \"5..\")) / 300 / (sum(r_total) / 300) * 100"),
        Sample("sum(x_total{a=\"1\", b!=\"2\"})", "sum(x_total where a = \"1\" and b != \"2\")"),
        Sample("sum(x_total{a=~\"1|2\"})", "sum(x_total where a in (\"1\", \"2\"))"),
        Sample("sum(x_total{a!~\"1|2\"})", "sum(x_total where not a in (\"1\", \"2\"))"),
        Sample("sum(x_total{a=~\".*\", b=~\"only\"})", "sum(x_total where b = \"only\")"),
        Sample("sum(x_total{shop=\"$shop\"})", "sum(x_total)"),
        Sample("avg(load)", "average(load) at end of period"),
        Sample("avg_over_time(load[5m])", "average(load)"),
        Sample("max(load{a=\"1\"})", "max(load where a = \"1\") at end of period"),
        Sample("topk(10, sum(increase(x_total[1h])) by (p))", "sum(x_total)"),
        Sample("sum(x_total) or vector(0)", "sum(x_total)"),
        Sample("x_total - x_total offset 1d", "sum(x_total) - sum(x_total) 1 day earlier"),
        Sample("x_total offset 2w", "sum(x_total) 2 weeks earlier"),
        Sample(
            "histogram_quantile(0.95, sum(rate(wait_seconds_bucket{a=\"1\"}[5m])) by (le)) * 1000",
            "percentile(wait_seconds, 95 % where a = \"1\") * 1000"),
        Sample(
            "sum by (c) (x_total) / ignoring(c) group_left sum(x_total)",
            "sum(x_total) / sum(x_total across c)"),
        Sample("sum(a_total) / (sum(b_total) > 0)", "sum(a_total) / sum(b_total)"),
        Sample("sum(a_total / b_total)", "sum(sum(a_total) / sum(b_total))"),
        Sample("shop:orders:rate5m", "sum(`shop:orders:rate5m`) at end of period"),
        Sample(
            "(a_total / (a_total + b_total)) * 100",
            "sum(a_total) / (sum(a_total) + sum(b_total)) * 100")
    ])
    func means(_ sample: Sample) {
        #expect(meaning(sample.text, "promql") == sample.expected)
    }

    @Test(arguments: [
        "a_total and b_total", "a_total or b_total", "sum(x) by (", "label_values(x, y)",
        "{__name__=~\"x.*\"}", "x[5m"
    ])
    func whatIsNotUnderstoodIsOpaque(_ text: String) {
        #expect(!OutsideLanguage.parse(text, language: "promql").isUnderstood)
    }
}
