import Diagnostics
import Testing

@testable import Formula

@Suite struct NormalFormTests {
    private func form(_ text: String) throws -> NormalForm {
        try NormalForm(parsed(text), schema: .example)
    }

    @Test(arguments: [
        ("sum(orders.revenue) / count(orders)", "average(orders.revenue)"),
        ("sum(orders.revenue) / count(orders)", "sum(orders.revenue) / distinct(orders.id)"),
        ("count(orders.id)", "count(orders)"),
        ("count(calls where answered) / count(calls)", "share(calls where answered)"),
        ("count(calls where answered) / count(calls)", "share(calls.answered)"),
        ("average(if calls.answered then 1 else 0)", "share(calls where answered)"),
        ("sum(if calls.answered then 1 else 0)", "count(calls where answered)"),
        ("sum(if calls.answered then wait else 0)", "sum(calls.wait where answered)"),
        ("count(calls where not (wait > 20 s))", "count(calls where wait <= 20 s)"),
        ("count(calls where 20 s >= wait)", "count(calls where wait <= 20 s)"),
        ("count(calls where 2 * wait <= 40 s)", "count(calls where wait <= 20 s)"),
        (
            "count(calls where answered and (wait < 5 s or wait >= 9 s))",
            "count(calls where wait < 5 s and answered or answered and not wait < 9 s)"
        ),
        (
            "count(calls where channel in (\"phone\", \"app\"))",
            "count(calls where channel = \"app\" or channel = \"phone\")"
        ),
        ("count(customers where count(orders) > 1)", "count(customers where count(orders) >= 2)"),
        ("count(contacts)", "count(emails) + count(calls)"),
        ("(count(calls) + count(emails)) / count(orders)", "count(contacts) / count(orders)"),
        ("sum(orders.revenue * 2)", "2 * sum(orders.revenue)"),
        ("sum(calls.talk where talk is present)", "sum(calls.talk)"),
        ("count(calls.talk where talk > 3 s)", "count(calls where talk > 3 s)"),
        ("sum(orders.revenue) / count(orders) * count(orders)", "sum(orders.revenue)"),
        (
            "if count(orders) = 0 then 0 else sum(orders.revenue) / count(orders)",
            "average(orders.revenue)"
        ),
        (
            "if count(orders) > 0 then sum(orders.revenue) / count(orders)",
            "average(orders.revenue)"
        ),
        ("count(calls by started_at)", "count(calls)"),
        ("(count(calls) + 1) * (count(calls) - 1)", "count(calls) * count(calls) - 1"),
        // Marks and numbers of things have nothing between one and the next.
        ("count(answers where mark > 8)", "count(answers where mark >= 9)"),
        ("count(answers where mark < 7)", "count(answers where mark <= 6)"),
        ("count(answers where mark in (9, 10))", "count(answers where mark >= 9)"),
        ("count(answers where mark >= 0 and mark <= 6)", "count(answers where mark < 6.5)"),
        ("count(answers where mark = 9 or mark = 10)", "count(answers where not mark <= 8)"),
        ("count(answers where mark <= 10)", "count(answers.mark)"),
        ("count(answers where mark != 10 and mark >= 9)", "count(answers where mark = 9)"),
        ("count(answers where words > 1)", "count(answers where words >= 2)"),
        ("count(answers where number > 1)", "count(answers where number >= 2)")
    ])
    func sameMeaning(one: String, other: String) throws {
        #expect(try form(one) == form(other))
        #expect(try form(one).hashValue == form(other).hashValue)
    }

    @Test(arguments: [
        ("sum(orders.revenue) / count(orders)", "average(orders.discount)"),
        ("sum(calls.talk) / count(calls)", "average(calls.talk)"),
        ("sum(orders.revenue + discount)", "sum(orders.revenue) + sum(orders.discount)"),
        ("sum(orders.revenue / orders.discount)", "sum(orders.revenue) / sum(orders.discount)"),
        ("count(calls where wait < 20 s)", "count(calls where wait <= 20 s)"),
        ("count(answers where mark > 8)", "count(answers where mark >= 8)"),
        ("count(answers where weight > 1)", "count(answers where weight >= 2)"),
        // Twenty is a mark of another scale.
        ("count(answers where mark >= 20)", "count(answers where mark >= 30)"),
        ("count(calls where not answered)", "count(calls where answered)"),
        ("count(customers by acquired_at)", "count(customers where count(orders) >= 1)"),
        ("count(calls where open) at end of period", "count(calls where open) at start of period"),
        ("count(calls across channel)", "count(calls)"),
        ("sum(orders.revenue) 1 year earlier", "sum(orders.revenue)"),
        ("median(calls.wait)", "average(calls.wait)"),
        ("`x ? y`", "`x ? z`")
    ])
    func anotherMeaning(one: String, other: String) throws {
        #expect(try form(one) != form(other))
    }

    @Test func incompleteFieldsMayBeTakenAsComplete() throws {
        let one = try NormalForm(
            parsed("sum(orders.revenue + discount)"), schema: .example, assumingComplete: true)
        let other = try NormalForm(
            parsed("sum(orders.revenue) + sum(orders.discount)"), schema: .example,
            assumingComplete: true)
        #expect(one == other)
    }

    @Test func aFilledInValueIsTheValueWhereAllAreTakenAsComplete() throws {
        let one = try NormalForm(
            parsed("sum(calls.wait + (if talk is present then talk else 0))"),
            schema: .example, assumingComplete: true)
        let other = try NormalForm(
            parsed("sum(calls.talk) + sum(calls.wait)"), schema: .example, assumingComplete: true)
        #expect(one == other)
        #expect(one.annotations == [.missingReplaced(by: 0)])
        // A mean over rows asks for what was not filled in only.
        let mean = try NormalForm(
            parsed("average(calls.wait + (if talk is present then talk else 0))"),
            schema: .example, assumingComplete: true)
        let spelled = try NormalForm(
            parsed("(sum(calls.talk) + sum(calls.wait)) / count(calls)"), schema: .example,
            assumingComplete: true)
        #expect(mean == spelled)
        let exact = try form("sum(calls.wait + (if talk is present then talk else 0))")
        #expect(try exact != form("sum(calls.wait + talk)"))
    }

    @Test func relationsBetweenFormulas() throws {
        let share = try form("count(calls where answered) / count(calls)")
        #expect(
            try form("100 * share(calls where answered)").relation(to: share) == .scaled(by: 100))
        #expect(
            try form("count(calls) / count(calls where answered)").relation(to: share)
                == .reciprocal(scaledBy: 1))
        #expect(try form("count(emails)").relation(to: share) == .different)
        #expect(try form("count(calls) / count(calls)").fraction.constant == 1)
        #expect(try form("count(calls) - count(calls)").fraction.constant == 0)
    }

    @Test func guardsAreKeptBesideTheMeaning() throws {
        let guarded = try form(
            "if count(orders) = 0 then 0 else sum(orders.revenue) / count(orders)")
        #expect(guarded.annotations == [.zeroGuard(instead: 0)])
    }

    @Test func dividingByWhatIsAlwaysZeroIsAnError() {
        let error = #expect(throws: FormulaError.self) {
            try form("count(calls) / (count(emails) - count(emails))")
        }
        #expect(error?.message.key == "formula.divided-by-zero")
    }

    @Test func whatMultipliesOutWithoutBoundIsAnError() throws {
        let factors = (0..<40).map { "(a\($0) + b\($0))" }.joined(separator: " * ")
        let error = #expect(throws: FormulaError.self) { try form(factors) }
        #expect(error?.message.key == "formula.too-large")
    }
}
