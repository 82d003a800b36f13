import Catalog
import Diagnostics
import Evaluation
import Lint
import Locales
import Lookup

extension LanguageSite {
    // MARK: Dashboards

    /// What linting found, file by file, with each metric that a file shows.
    func dashboardsPage() -> Page {
        guard let report = site.content.lint else {
            return Page(template: "missing", title: text("dashboards"), model: [:])
        }
        let files = Set(report.findings.map(\.place.file) + report.uses.map(\.file)).sorted()
        let rules = Set(report.findings.map(\.rule))
        return Page(
            template: "dashboards", title: text("dashboards"),
            description: text("dashboards-intro"),
            model: [
                "files": Value(
                    files.enumerated().map { index, file in
                        self.file(file, "file-\(index + 1)", report)
                    }),
                "summary": .text(
                    text(
                        "dashboards-summary",
                        [
                            "count": .count(report.files),
                            "findings": .count(report.findings.count)
                        ])),
                "rules": Value(
                    RulePage.all.filter { rules.contains($0.id) }.map { rule in
                        [
                            "id": .text(rule.id), "title": .text(wording.text(rule.title)),
                            "why": .text(wording.text(rule.why))
                        ] as Value
                    })
            ])
    }

    private func file(_ file: String, _ anchor: String, _ report: LintReport) -> Value {
        let findings = report.findings.filter { $0.place.file == file }
        let uses = report.uses.filter { $0.file == file }
        let worst = findings.map(\.severity).max()
        return [
            "file": .text(file), "anchor": .text(anchor),
            "title": .text(uses.first?.title ?? file),
            "format": Value(uses.first?.format), "uses": Value(uses.map(use)),
            "worst": .text(worst?.rawValue ?? "none"),
            "summary": .text(text("findings-count", ["count": .count(findings.count)])),
            "findings": Value(
                findings.map { finding -> Value in
                    [
                        "rule": .text(finding.rule),
                        "message": .text(wording.text(finding.message)),
                        "severity": [
                            "id": .text(finding.severity.rawValue),
                            "text": .text(
                                wording.text(
                                    Message("report.severity.\(finding.severity.rawValue)")))
                        ],
                        "place": .text("\(finding.place.line):\(finding.place.column)"),
                        "advice": Value(finding.advice.map { wording.text($0) }),
                        "metric": finding.metric.flatMap { id in
                            card(id).map { link(id, $0.name, from: "") }
                        } ?? .none
                    ]
                })
        ]
    }

    // MARK: Translations

    /// How far each language has come, and what this one still lacks.
    func translationsPage() -> Page {
        let rows = site.tags.map { other -> Value in
            let state = Translation(other, site)
            let share = state.total == 0 ? 0 : Double(state.done) / Double(state.total)
            return [
                "tag": "\(other)", "name": .text(site.name(of: other)),
                "isThis": .flag(other == tag),
                "href": .text("../\(other)/translations.html"),
                "terms": .text(formatter.number(Double(state.terms), decimals: 0)),
                "reviewed": .text(formatter.number(Double(state.reviewed), decimals: 0)),
                "share": .text(
                    formatter.percent(state.done == state.total ? 1 : min(share, 0.999))),
                "amount": .text("\(state.done)"), "total": .text("\(max(1, state.total))"),
                "messages": .text(formatter.percent(state.messages))
            ]
        }
        let own = Translation(tag, site)
        return Page(
            template: "translations", title: text("translations"),
            description: text("translations-intro"),
            model: [
                "languages": .list(rows),
                "missing": Value(
                    own.missing.map { id, fields in
                        [
                            "metric": link(id, card(id)?.name ?? id, from: ""),
                            "fields": .text(list(fields))
                        ] as Value
                    }),
                "complete": .text(text("translations-complete"))
            ])
    }

    // MARK: Changes

    func changesPage() -> Page {
        Page(
            template: "changes", title: text("changes"), description: text("changes-intro"),
            model: [
                "entries": Value(
                    site.content.history.entries(in: tag).prefix(200).map { change($0, from: "") })
            ])
    }

    func change(_ entry: History.Entry, from home: String) -> Value {
        let exists = card(entry.metric) != nil
        return [
            "date": .text(entry.day),
            "day": .text(Day(entry.day).map(days.date) ?? entry.day),
            "what": .text(text("change-\(entry.what.rawValue)")),
            "metric": exists
                ? link(entry.metric, card(entry.metric)?.name ?? entry.metric, from: home) : .none,
            "id": .text(entry.metric), "before": Value(entry.before), "after": Value(entry.after)
        ]
    }
}

/// How much of the metrics' texts a language has.
private struct Translation {
    var total = 0
    var done = 0
    var terms = 0
    var reviewed = 0
    /// The share of the program's own sentences.
    var messages = 0.0
    /// By metric: the parts that it lacks, as the locale files call them.
    var missing: [(String, [String])] = []

    init(_ tag: LanguageTag, _ site: Site) {
        let languages = site.content.knowledge.locales.languages
        guard let language = languages[tag] else { return }
        for id in site.catalog.metricIDs {
            guard let metric = site.catalog.metrics[id] else { continue }
            let text = language.metrics[id]
            var lacks: [String] = []
            func needs(_ part: String, _ isThere: Bool) {
                total += 1
                if isThere { done += 1 } else { lacks.append(part) }
            }
            needs("term", text?.term != nil)
            needs("definition", text?.definition != nil)
            if !metric.isOwn { needs("reading", text?.reading != nil) }
            for variant in metric.variants {
                needs("variants.\(variant.id)", text?.variants[variant.id]?.name != nil)
            }
            for advice in metric.advice {
                needs("advice.\(advice.id)", text?.advice[advice.id] != nil)
            }
            if text?.term != nil { terms += 1 }
            if let text, text.review != .drafted { reviewed += 1 }
            if !lacks.isEmpty { missing.append((id, lacks)) }
        }
        let all = languages[.english]?.messages ?? [:]
        let own = all.keys.count { language.messages[$0] != nil }
        messages = all.isEmpty ? 1 : Double(own) / Double(all.count)
    }
}
