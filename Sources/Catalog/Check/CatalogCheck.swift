public import Diagnostics
import Formula

/// Checks that the parts of a catalog, and of a company's project, fit
/// together: that formulas name what exists, that units come out as declared,
/// that nothing is defined by itself, and that every statement says who says it.
///
/// What a single file gets wrong is found when it is read; what the languages
/// lack is for the locales to find.
public struct CatalogCheck {
    let workspace: Workspace
    let schema: Schema
    let findings = Findings()

    var catalog: Catalog { workspace.catalog }

    private init(_ workspace: Workspace) {
        self.workspace = workspace
        schema = workspace.catalog.schema
    }

    /// The ids of all rules that files, catalogs, projects and languages may break.
    public static let rules = [
        "cycle", "duplicate-term", "formula-prose-drift", "missing-source", "missing-translation",
        "schema", "stale-translation", "unit-error", "unknown-field", "unknown-metric",
        "unreadable-file", "value-out-of-range"
    ]

    public static func findings(in workspace: Workspace) -> [Finding] {
        let check = CatalogCheck(workspace)
        check.checkEntities()
        check.checkFormulas()
        for id in workspace.catalog.metricIDs {
            guard let metric = workspace.catalog.metrics[id] else { continue }
            check.checkRelations(of: metric)
            check.checkFigures(of: metric)
            check.checkSources(of: metric)
        }
        check.checkSourcesOfThemes()
        return check.findings.all.sorted { ($0.place, $0.rule) < ($1.place, $1.rule) }
    }

    func checkRelations(of metric: Metric) {
        for relation in metric.relations where catalog.metrics[relation.metric] == nil {
            guard !catalog.unreadable.contains(relation.metric) else { continue }
            findings.add(
                "unknown-metric", at: relation.place, "check.unknown-metric",
                ["id": .text(relation.metric)],
                advice: Similarity.nearest(to: relation.metric, among: catalog.metrics.keys)
                    .map(Advices.didYouMean),
                metric: metric.id)
        }
        for relation in metric.relations where relation.metric == metric.id {
            findings.add(
                YAMLReader.schema, at: relation.place, "check.schema.related-to-itself",
                metric: metric.id)
        }
    }
}
