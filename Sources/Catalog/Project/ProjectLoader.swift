import Diagnostics
import Formula

/// Reads a company's project file against the catalog that it is about.
struct ProjectLoader {
    private let root: YAMLNode
    private let catalog: Catalog
    let findings = Findings()
    var context: ReadingContext
    private(set) var project: Project
    /// The catalog's metrics and the company's own.
    private var metrics: [String: Metric]

    private init(root: YAMLNode, file: String, catalog: Catalog) {
        self.root = root
        self.catalog = catalog
        project = Project(file: file)
        metrics = catalog.metrics
        context = ReadingContext(
            units: UnitTable(catalog.units), themes: Set(catalog.themes.map(\.id)),
            channels: Set(catalog.channels), isProject: true)
    }

    static func load(
        _ root: YAMLNode, file: String, catalog: Catalog
    ) -> (project: Project, unreadable: Set<String>, findings: [Finding]) {
        var loader = ProjectLoader(root: root, file: file, catalog: catalog)
        let unreadable = loader.load()
        return (loader.project, unreadable, loader.findings.all)
    }

    /// - Returns: The ids of own metrics that could not be read.
    private mutating func load() -> Set<String> {
        guard var reader = MappingReader(root, findings) else { return [] }
        readSettings(&reader)
        readEntities(reader.optional("entities"))
        let unreadable = readMetrics(reader.optional("metrics"))
        readVariants(reader.optional("variants"), unreadable)
        readParameters(reader.optional("parameters"), unreadable)
        readTargets(reader.optional("targets"), unreadable)
        readNames(reader.optional("names"), unreadable)
        project.data = reader.optional("data").flatMap { node in
            DataBindings.read(node, schema: schema, context, findings)
        }
        if let node = reader.optional("lint") {
            project.lint = LintSettings.read(node, findings)
        }
        project.docs = reader.optional("docs").flatMap { DocsSettings.read($0, findings) }
        reader.finish()
        return unreadable
    }

    private mutating func readSettings(_ reader: inout MappingReader) {
        project.company = reader.text("company")
        project.language = reader.checked("language", "bad-language", isLanguageTag)
        project.currency = reader.checked("currency", "bad-currency", isCurrency)
        project.timeZone = reader.timeZone("time_zone")
        project.weekStarts = reader.choice("week_starts") ?? .monday
        project.engine = reader.text("engine")
        project.fiscalYear = reader.optional("fiscal_year").map {
            FiscalYear.read($0, findings)
        }
        let catalog = reader.text("catalog")
        project.catalog = catalog == "default" ? nil : catalog
    }

    /// The catalog's entities with the company's.
    private var schema: Schema {
        Workspace(catalog: catalog, project: project).catalog.schema
    }

    // MARK: - What the company adds

    private mutating func readEntities(_ node: YAMLNode?) {
        let entries = node?.entries(findings) ?? []
        for entry in entries where catalog.entities[entry.key] == nil {
            context.units.add(.implied(by: entry.key, place: entry.keyPlace))
        }
        for entry in entries {
            guard
                let entity = EntityDefinition.read(
                    entry.value, id: entry.key, context, findings)
            else { continue }
            project.entities.append(entity)
        }
        let channels = project.entities.compactMap { $0.entity.fields["channel"]?.values }.joined()
        context.channels?.formUnion(channels)
    }

    private mutating func readMetrics(_ node: YAMLNode?) -> Set<String> {
        var unreadable: Set<String> = []
        for entry in node?.entries(findings) ?? [] {
            guard isMetricID(entry.key) else {
                findings.schema(entry.keyPlace, "bad-metric-id", ["id": .text(entry.key)])
                continue
            }
            if let known = catalog.metrics[entry.key] {
                findings.add(
                    YAMLReader.schema, at: entry.keyPlace, "check.schema.metric-exists",
                    ["id": .text(entry.key)],
                    advice: Message("check.advice.choose-variant"), metric: entry.key,
                    related: [
                        Finding.Related(
                            place: known.formula.place, message: Message("check.yaml.first-here"))
                    ])
                continue
            }
            guard var metric = Metric.read(entry.value, id: entry.key, context, findings) else {
                unreadable.insert(entry.key)
                continue
            }
            metric.place = entry.keyPlace
            project.metrics.append(metric)
            metrics[entry.key] = metric
            for names in entry.value["names"]?.entries(findings) ?? [] {
                addNames(metric: entry.key, language: names.key, names.keyPlace, names.value)
            }
        }
        return unreadable
    }

    // MARK: - What the company chooses

    /// The entries of a mapping by metric; those of unknown metrics are reported.
    private func byMetric(
        _ node: YAMLNode?, _ unreadable: Set<String>
    ) -> [(metric: Metric, entry: YAMLMapping.Entry)] {
        (node?.entries(findings) ?? []).compactMap { entry in
            if let metric = metrics[entry.key] { return (metric, entry) }
            if !unreadable.contains(entry.key), !catalog.unreadable.contains(entry.key) {
                findings.add(
                    "unknown-metric", at: entry.keyPlace, "check.unknown-metric",
                    ["id": .text(entry.key)],
                    advice: Similarity.nearest(to: entry.key, among: metrics.keys)
                        .map(Advices.didYouMean))
            }
            return nil
        }
    }

    private mutating func readVariants(_ node: YAMLNode?, _ unreadable: Set<String>) {
        for (metric, entry) in byMetric(node, unreadable) {
            guard let name = entry.value.text(findings) else { continue }
            guard metric.variant(name) != nil || name == Project.standardVariant else {
                findings.add(
                    YAMLReader.schema, at: entry.value.place, "check.schema.unknown-variant",
                    ["name": .text(name), "metric": .metric(metric.id)],
                    advice: Advices.forName(
                        name, among: metric.variants.map(\.id) + [Project.standardVariant]),
                    metric: metric.id)
                continue
            }
            guard name != Project.standardVariant else { continue }
            project.variants[metric.id] = Project.Choice(variant: name, place: entry.value.place)
        }
    }

    private mutating func readParameters(_ node: YAMLNode?, _ unreadable: Set<String>) {
        for (metric, entry) in byMetric(node, unreadable) {
            for parameter in entry.value.entries(findings) {
                guard let known = metric.parameters[parameter.key] else {
                    findings.add(
                        YAMLReader.schema, at: parameter.keyPlace, "check.schema.unknown-parameter",
                        ["name": .text(parameter.key), "metric": .metric(metric.id)],
                        advice: Advices.forName(
                            parameter.key, among: Array(metric.parameters.keys)),
                        metric: metric.id)
                    continue
                }
                guard let value = parameter.value.quantity(context, findings) else { continue }
                guard value.measure == known.value.measure else {
                    findings.add(
                        "unit-error", at: value.place, "check.unit.parameter",
                        [
                            "name": .text(parameter.key),
                            "expected": .text(known.value.measure.description),
                            "found": .text(value.measure.description)
                        ], metric: metric.id)
                    continue
                }
                project.parameters[metric.id, default: [:]][parameter.key] = value
            }
        }
    }

    private mutating func readTargets(_ node: YAMLNode?, _ unreadable: Set<String>) {
        for (metric, entry) in byMetric(node, unreadable) {
            project.targets[metric.id] = entry.value.targets(context, findings)
        }
    }

    private mutating func readNames(_ node: YAMLNode?, _ unreadable: Set<String>) {
        for language in node?.entries(findings) ?? [] {
            for (metric, entry) in byMetric(language.value, unreadable) {
                addNames(
                    metric: metric.id, language: language.key, language.keyPlace, entry.value)
            }
        }
    }

    private mutating func addNames(
        metric: String, language: String, _ place: Place, _ node: YAMLNode
    ) {
        guard isLanguageTag(language) else {
            findings.schema(place, "bad-language", ["value": .text(language)])
            return
        }
        project.names.append(Project.Names(language: language, metric: metric, node: node))
    }
}

extension Project {
    /// What `variants` may say for the metric's standard formula.
    static let standardVariant = "standard"
}
