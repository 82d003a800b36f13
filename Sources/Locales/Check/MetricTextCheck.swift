import Catalog
import Diagnostics
import Formula

extension LocaleCheck {
    /// Every text of every metric of the catalog.
    func checkMetrics(in language: Language) {
        for id in catalog.metricIDs {
            guard let metric = catalog.metrics[id], !metric.isOwn else { continue }
            guard let text = language.metrics[id] else {
                lacks(
                    language, at: Place(file: "\(language.folder)/metrics/\(id).yaml"), "metric",
                    ["metric": .text(id)], metric: id)
                continue
            }
            check(text, of: metric, in: language)
        }
        for (id, text) in language.metrics.sorted(by: { $0.key < $1.key })
        where catalog.metrics[id] == nil && !catalog.unreadable.contains(id) {
            unknownMetric(id, at: text.place)
        }
    }

    private func check(_ text: MetricText, of metric: Metric, in language: Language) {
        for (name, value) in [
            ("term", text.term), ("definition", text.definition), ("reading", text.reading)
        ] where value?.isEmpty ?? true {
            lacks(
                language, at: text.places[name] ?? text.place, "field",
                ["metric": .text(metric.id), "field": .text(name)], metric: metric.id)
        }
        let variants = Set(metric.variants.map(\.id))
        let parameters = Set(metric.parameters.keys)
            .union(metric.variants.flatMap { Array($0.parameters.keys) })
        compare(variants, text.variants.filter(\.value.isWhole), "variants", text, metric, language)
        compare(
            parameters, text.parameters.filter(\.value.isWhole), "parameters", text, metric,
            language)
        // A company's own targets need no text in the catalog's languages.
        let targets = workspace.project?.targets[metric.id] == nil ? metric.targets : []
        compare(Set(targets.map(\.id)), text.targets, "targets", text, metric, language)
        compare(
            Set(metric.benchmarks.map(\.id)), text.benchmarks, "benchmarks", text, metric, language)
        compare(Set(metric.advice.map(\.id)), text.advice, "advice", text, metric, language)
        for confusion in text.confusedWith where catalog.metrics[confusion.metric] == nil {
            guard !catalog.unreadable.contains(confusion.metric) else { continue }
            unknownMetric(confusion.metric, at: confusion.place, of: metric.id)
        }
    }

    /// What a metric has, against what the language says of it.
    private func compare<Text>(
        _ ids: Set<String>, _ texts: [String: Text], _ part: String, _ text: MetricText,
        _ metric: Metric, _ language: Language
    ) {
        for id in ids.sorted() where texts[id] == nil {
            lacks(
                language, at: text.places["\(part).\(id)"] ?? text.place, "field",
                ["metric": .text(metric.id), "field": .text("\(part).\(id)")], metric: metric.id)
        }
        guard part != "targets" || workspace.project?.targets[metric.id] == nil else { return }
        for id in texts.keys.sorted() where !ids.contains(id) {
            findings.schema(
                text.places["\(part).\(id)"] ?? text.place, "unknown-entry",
                ["id": .text(id), "metric": .text(metric.id), "part": .text(part)],
                advice: Advices.forName(id, among: ids))
        }
    }

    private func unknownMetric(_ id: String, at place: Place, of metric: String? = nil) {
        findings.add(
            "unknown-metric", at: place, "check.unknown-metric", ["id": .text(id)],
            advice: Similarity.nearest(to: id, among: catalog.metrics.keys)
                .map(Advices.didYouMean),
            metric: metric)
    }

    /// A company's own metric has a name, at least in the company's language.
    func checkOwnMetrics() {
        for metric in workspace.project?.metrics ?? [] {
            let named = locales.languages.values.filter { $0.metrics[metric.id]?.term != nil }
            if named.isEmpty {
                findings.add(
                    Self.missing, .warning, at: metric.place, "check.translation.own-metric",
                    ["metric": .text(metric.id)], metric: metric.id)
                continue
            }
            guard let asked = workspace.project?.language.flatMap({ LanguageTag($0) }),
                !named.contains(where: { $0.tag.language == asked.language })
            else { continue }
            findings.add(
                Self.missing, .warning, at: metric.place, "check.translation.own-metric-language",
                ["metric": .text(metric.id), "language": .text(asked.description)],
                metric: metric.id)
        }
    }
}

extension NamedText {
    fileprivate var isWhole: Bool { name != nil && explanation != nil }
}
