package import Diagnostics
import Formula

extension CatalogCheck {
    private static let missing = "missing-source"

    /// Every statement of a metric says who says it, and where that stands.
    func checkSources(of metric: Metric) {
        func check(_ citations: [Citation], at place: Place) {
            self.check(citations, at: place, metric.id)
        }
        check(metric.formulaSources, at: metric.formula.place)
        check(metric.direction.citations, at: metric.direction.place)
        for parameter in metric.parameters.values {
            check(parameter.citations, at: parameter.place)
        }
        for variant in metric.variants {
            check(variant.citations, at: variant.place)
            if let direction = variant.direction {
                check(direction.citations, at: direction.place)
            }
            for parameter in variant.parameters.values {
                check(parameter.citations, at: parameter.place)
            }
        }
        for target in metric.targets { check(target.citations, at: target.place) }
        for benchmark in metric.benchmarks { check(benchmark.citations, at: benchmark.place) }
        for relation in metric.relations { check(relation.citations, at: relation.place) }
        for advice in metric.advice { check(advice.citations, at: advice.place) }
        checkHeadings(metric.sources, metric.id)
    }

    func checkSourcesOfThemes() {
        for theme in catalog.themes { check(theme.citations, at: theme.place, nil) }
    }

    private func check(_ citations: [Citation], at place: Place, _ metric: String?) {
        if citations.isEmpty {
            findings.add(
                Self.missing, at: place, "check.source.none",
                advice: Message("check.advice.name-a-source"), metric: metric)
        }
        checkHeadings(citations, metric)
    }

    private func checkHeadings(_ citations: [Citation], _ metric: String?) {
        findings.add(Self.findings(for: citations, in: catalog, metric: metric))
    }

    /// What is wrong with citations: documents and headings that do not exist.
    package static func findings(
        for citations: [Citation], in catalog: Catalog, metric: String?
    ) -> [Finding] {
        let findings = Findings()
        // Without any document there is a finding about `sources.yaml` already.
        guard !catalog.documents.isEmpty else { return [] }
        for citation in citations {
            guard case .document(let id, let heading) = citation.origin else { continue }
            guard let document = catalog.documents[id] else {
                findings.add(
                    missing, at: citation.place, "check.source.unknown-document",
                    ["id": .text(id)],
                    advice: Advices.forName(id, among: Array(catalog.documents.keys)),
                    metric: metric)
                continue
            }
            guard !document.headings.contains(heading) else { continue }
            findings.add(
                missing, at: citation.place, "check.source.unknown-heading",
                ["id": .text(id), "heading": .text(heading)],
                advice: Similarity.nearest(to: heading, among: document.headings)
                    .map(Advices.didYouMean),
                metric: metric)
        }
        return findings.all
    }
}
