import Catalog
import Diagnostics
import Foundation
import Locales
import Testing

@testable import Exchange

@Suite struct ExportTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private static let knowledge = Knowledge.load(home: root).value

    private func json(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func skosHoldsEveryMetricWithItsNamesInEveryLanguage() throws {
        let graph = try #require(
            json(SKOS.export(ExportRequest(Self.knowledge)))["@graph"] as? [[String: Any]])
        let metrics = graph.filter { ($0["@id"] as? String)?.hasPrefix("metric:") == true }
        #expect(metrics.count == 33)
        let level = try #require(metrics.first { $0["@id"] as? String == "metric:service-level" })
        let labels = try #require(level["skos:prefLabel"] as? [[String: String]])
        #expect(labels.contains(["@value": "Mức độ dịch vụ", "@language": "vi"]))
        #expect(labels.contains(["@value": "Уровень сервиса", "@language": "ru"]))
        // S14: one preferred label for each language.
        for metric in metrics {
            let labels = metric["skos:prefLabel"] as? [[String: String]] ?? []
            #expect(Set(labels.compactMap { $0["@language"] }).count == labels.count)
        }
        // Every concept that is pointed at is there.
        let ids = Set(graph.compactMap { $0["@id"] as? String })
        for concept in graph {
            for key in ["skos:related", "skos:broader"] {
                for target in concept[key] as? [[String: String]] ?? [] {
                    #expect(ids.contains(target["@id"] ?? ""))
                }
            }
        }
    }

    @Test func definedTermsHaveAnEntryForEachMetricAndLanguage() throws {
        let terms = try #require(
            json(DefinedTerms.export(ExportRequest(Self.knowledge)))["hasDefinedTerm"]
                as? [[String: Any]])
        #expect(terms.count == 33 * Self.knowledge.locales.tags.count)
    }

    @Test func csvKeepsSpreadsheetsFromRunningWhatANameSays() throws {
        let project = SourceText(
            file: "kpi.yaml",
            text: """
                metrics:
                  evil: {formula: count(orders), unit: orders, direction: {is: neutral},
                    themes: [conversion], measured: indirect,
                    names: {en: {term: "=cmd|' /C calc'!A0", definition: "a, \\"b\\""}}}
                """)
        let workspace = WorkspaceLoader.load(
            project: project, catalogFolder: "\(Self.root)/catalog"
        ).value
        var locales = LocalesLoader.load(folder: "\(Self.root)/locales").value
        _ = locales.add(workspace.project?.names ?? [])
        let text = CSV.export(
            ExportRequest(Knowledge(workspace: workspace, locales: locales)))
        let row = try #require(text.split(separator: "\r\n").first { $0.hasPrefix("evil,en") })
        #expect(row.hasPrefix("evil,en,'=cmd|' /C calc'!A0,,\"a, \"\"b\"\"\","))
    }
}
