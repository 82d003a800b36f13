import Catalog
import Foundation
import Locales
import Lookup
import Testing

/// Whether the first answer is the right one, over what people type:
/// `queries.tsv`. `make eval-search` prints the table.
struct SearchQualityTests {
    struct Query {
        var kind: String
        var language: String
        var text: String
        var metric: String
    }

    private static let queries: [Query] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "queries.tsv")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst().map { line in
            let cells =
                line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init) + ["", "", "", ""]
            return Query(kind: cells[0], language: cells[1], text: cells[2], metric: cells[3])
        }
    }()

    @Test func theSetIsWhole() {
        let known = Set(Shipped.knowledge.workspace.catalog.metricIDs)
        let wrong = Self.queries.filter { query in
            !known.contains(query.metric) || LanguageTag(query.language) == nil
                || query.text.isEmpty
        }
        #expect(wrong.isEmpty, "\(wrong)")
        #expect(Self.queries.count >= 400)
        let kinds = Dictionary(grouping: Self.queries, by: \.kind).mapValues(\.count)
        #expect(kinds.count == 8)
        #expect(kinds.values.allSatisfy { $0 >= 30 }, "\(kinds)")
        for language in ["en", "es", "pt-BR", "ru", "vi"] {
            #expect(Self.queries.count { $0.language == language } >= 60)
        }
    }

    @Test func firstAnswersAreRight() throws {
        let glossary = try Shipped.glossary()
        var right: [String: [String: (Int, Int)]] = [:]
        var wrong: [String] = []
        for query in Self.queries {
            let hits = try glossary.search(query.text, for: .known(query.language), limit: 1)
            let isRight = hits.first?.metric == query.metric
            for (row, column) in [
                (query.kind, query.language), (query.kind, "all"), ("all", query.language),
                ("all", "all")
            ] {
                var cell = right[row, default: [:]][column] ?? (0, 0)
                cell.0 += isRight ? 1 : 0
                cell.1 += 1
                right[row, default: [:]][column] = cell
            }
            if !isRight {
                let found = hits.first?.metric ?? "nothing"
                wrong.append("\(query.kind): \(query.text) (\(query.language)) → \(found)")
            }
        }
        Self.printTable(right)
        for line in wrong { print("| wrong | \(line) |") }
        let all = try #require(right["all"]?["all"])
        #expect(Double(all.0) >= 0.97 * Double(all.1), "\(wrong)")
        // What is written as it stands in the catalog is never mistaken.
        for kind in ["exact", "abbreviation"] {
            let cell = try #require(right[kind]?["all"])
            #expect(cell.0 == cell.1, "\(wrong)")
        }
        for (language, cell) in right["all"] ?? [:] {
            #expect(Double(cell.0) >= 0.93 * Double(cell.1), "\(language): \(wrong)")
        }
    }

    private static func printTable(_ right: [String: [String: (Int, Int)]]) {
        let kinds = [
            "exact", "alias", "abbreviation", "without-marks", "inflected", "typing-error",
            "other-language", "in-words", "all"
        ]
        let languages = (right["all"] ?? [:]).keys.filter { $0 != "all" }.sorted() + ["all"]
        print("| kind | " + languages.joined(separator: " | ") + " |")
        print("|---|" + languages.map { _ in "---|" }.joined())
        for kind in kinds {
            let cells = languages.map { language -> String in
                guard let cell = right[kind]?[language] else { return "" }
                let part = Int((100 * Double(cell.0) / Double(cell.1)).rounded())
                return "\(cell.0)/\(cell.1) \(part) %"
            }
            print("| \(kind) | " + cells.joined(separator: " | ") + " |")
        }
    }
}
