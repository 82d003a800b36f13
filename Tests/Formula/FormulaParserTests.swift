import Diagnostics
import Testing

@testable import Formula

@Suite struct FormulaParserTests {
    @Test(arguments: [
        "count(calls where answered and wait <= threshold) / count(calls)",
        "100 points * (count(surveys where recommendation >= 9) - count(surveys where recommendation <= 6)) / count(surveys.recommendation)",
        "average(requests.first_response_at - requests.opened_at)",
        "count(customers where count(orders) >= 2) / count(customers where count(orders) >= 1)",
        "count(customers by acquired_at)",
        "count(requests where open) at end of period",
        "distinct(requests.customer where escalated)",
        "count(requests) / count(requests across category)",
        "percentile(calls.wait, 90 %)",
        "sum(orders.revenue) 1 year earlier",
        "sum(orders.revenue) year to date",
        "customer-lifetime-value / customer-acquisition-cost",
        "-sum(costs.amount where purpose in (\"service\", \"other\") and not (channel = \"phone\"))",
        "sum(order_lines.amount where order.channel = \"web\" and product is present)",
        "average(if calls.answered then talk else missing)",
        "a - (b - c) - d / (e * f)",
        "share(calls where wait <= 5 min or wait > 2 h)"
    ])
    func printsBackToTheSameExpression(text: String) throws {
        let expression = try FormulaParser.parse(text)
        let printed = TextPrinter.print(expression)
        #expect(try FormulaParser.parse(printed) == expression, "printed as: \(printed)")
    }

    @Test func hyphensBelongToNamesAndSpacedMinusDoesNot() throws {
        #expect(
            try FormulaParser.parse("average-order-value - 1")
                == .reference("average-order-value") - .number(1))
    }

    @Test func multiplicationBindsBeforeAdditionAndBothFromTheLeft() throws {
        let expression = try FormulaParser.parse("a + b * c - d")
        #expect(
            expression
                == (.reference("a") + .reference("b") * .reference("c")) - .reference("d"))
    }

    @Test func quantitiesAreExactInBaseUnits() throws {
        #expect(
            try FormulaParser.parse("5 min").kind == .quantity(Rational(300), .second))
        #expect(
            try FormulaParser.parse("0.1 %").kind
                == .quantity(try #require(Rational(decimal: "0.001")), .one))
    }

    /// The whole error as a person sees it: the key says what, the caret where.
    @Test(arguments: [
        ("count(calls where answered", "unexpected", 26..<26),
        ("sum(orders.revenue) /", "unexpected", 21..<21),
        ("2 + * 3", "unexpected", 4..<5),
        ("count(calls) count(orders)", "unexpected", 13..<18),
        ("purpose = \"service", "unterminated", 10..<18),
        ("a ? b", "unknown-sign", 2..<3),
        ("percentile(calls.wait, 90)", "percentile-level", 23..<25),
        ("1e99999 + 1", "number-out-of-range", 0..<7)
    ])
    func errorsHaveTheirPlace(text: String, key: String, range: Range<Int>) {
        let error = #expect(throws: FormulaError.self) { try FormulaParser.parse(text) }
        #expect(error?.message.key == "formula.\(key)")
        #expect(error?.range == range)
    }

    @Test func expectedWordsAreNamed() {
        let error = #expect(throws: FormulaError.self) {
            try FormulaParser.parse("count(calls where answered")
        }
        let words: [Message.Argument] = [
            .text("where"), .text("by"), .text("across"), .text(")")
        ]
        #expect(error?.message.arguments["expected"] == .list(words))
    }

    @Test func deepNestingIsAnErrorAndNoCrash() {
        for text in [
            String(repeating: "(", count: 20_000), String(repeating: "-", count: 20_000),
            String(repeating: "not ", count: 20_000),
            "1" + String(repeating: " + 1", count: 20_000),
            "1" + String(repeating: " * 1", count: 20_000),
            String(repeating: "if ", count: 20_000)
        ] {
            let error = #expect(throws: FormulaError.self) { try FormulaParser.parse(text) }
            #expect(error?.message.key == "formula.too-deep")
        }
    }
}
