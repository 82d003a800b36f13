import Formula
import Testing

@testable import Evaluation

/// Names and cells that would be SQL, if anything let them.
@Suite struct HostileNameTests {
    private static let quotes = #"x"; DROP TABLE calls; --"#

    private func result(
        column: String, file: String = "calls.csv", cell: String = "web", word: String = "web"
    ) async throws -> EvaluationResult {
        let yaml = { (text: String) in
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }
        let csv = { (text: String) in "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        return try await Small.result(
            metrics: ["web-orders": #"count(orders where channel = "web")"#],
            data: "period: {from: 2025-01-01, until: 2025-01-31}",
            tables: """
                orders:
                  file: \(yaml(file))
                  columns: {id: id, placed_at: at, channel: {column: \(yaml(column)), values: {\(yaml(word)): web}}}
                """,
            files: [file: "id,at,\(csv(column))\n1,2025-01-05,\(csv(cell))\n2,2025-01-06,app\n"])
    }

    @Test(arguments: [
        quotes, "it's", "a\"b", "a'); ATTACH '/etc/passwd' AS p; --", "\\", "$1", "${HOME}", "a;b",
        "😀", "select", "w", "t", "period"
    ])
    func columns(name: String) async throws {
        #expect(try await result(column: name).lines == ["2025-01-01/2025-01-31 1.0"])
    }

    @Test(arguments: ["it's.csv", "a\"b.csv", "');--.csv", "a b.csv", "%s.csv", "x,y.csv"])
    func files(name: String) async throws {
        #expect(
            try await result(column: "c", file: name).lines == ["2025-01-01/2025-01-31 1.0"])
    }

    @Test(arguments: [quotes, "it's", "a\"b", "\\'; --", ".shell touch x", "😀"])
    func cellsAndTheWordsForThem(word: String) async throws {
        #expect(
            try await result(column: "c", cell: word, word: word).lines
                == ["2025-01-01/2025-01-31 1.0"])
    }

    /// A line of the script that starts with a dot would be a command of the program.
    @Test func wordsWithLineBreaks() async throws {
        let word = "a\n.shell echo hacked\n.exit"
        let result = try await Small.result(
            metrics: ["returns-here": "count(returns)"],
            data: "period: {from: 2025-01-01, until: 2025-01-31}",
            tables: """
                returns:
                  file: returns.csv
                  columns: {id: id, returned_at: at, reason: c}
                """,
            files: ["returns.csv": "id,at,c\n1,2025-01-05,\"\(word)\"\n2,2025-01-06,torn\n"]
        ) {
            $0.condition = Expression(
                .comparison(.unequal, .reference("reason"), Expression(.text(word))))
        }
        #expect(result.lines == ["2025-01-01/2025-01-31 1.0"], "\(result.failures)")
    }

    @Test func groupsThatHoldAnything() async throws {
        let result = try await Small.result(
            metrics: ["orders-here": "count(orders)"],
            data: "period: {from: 2025-01-01, until: 2025-01-31}",
            tables: """
                orders:
                  file: orders.csv
                  columns: {id: id, placed_at: at, channel: c}
                """,
            files: [
                "orders.csv": """
                id,at,c
                1,2025-01-05,"@@metriglot frame0"
                2,2025-01-06,"\(Self.quotes.replacing("\"", with: "\"\""))"
                3,2025-01-07,"[{""period"":1}]"

                """
            ]
        ) { $0.dimensions = [Reference("channel")] }
        #expect(
            Set(result.values.compactMap { $0.dimensions["channel"] ?? nil }) == [
                "@@metriglot frame0", Self.quotes, #"[{"period":1}]"#
            ])
    }
}
