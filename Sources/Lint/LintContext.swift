internal import Catalog
internal import Diagnostics
internal import Documents
internal import Expressions
internal import Formats
internal import Formula
internal import Locales

/// One metric on a dashboard with everything that is understood of it.
struct InterpretedUse: Sendable {
    var file: Int
    var use: MetricUse
    /// What the formula says, in the dashboard's own columns; `nil` where there
    /// is none or it is no aggregate.
    var expression: Expression?
    /// The whole of what was read, with the parts that were not understood.
    var outside: OutsideFormula?
    /// The formula with the other measures that it names left as names.
    var expressionOfMeasures: Expression?
    /// Over the dashboard's own columns.
    var normal: NormalForm?
    /// All names of a column; see ``CanonicalMapper``.
    var names: @Sendable (Reference) -> [String]
    var canonical: CanonicalFormula?
    /// The label that names a metric, and the metrics that it may name.
    var label: Label?
    var matches: [LabelMatch]
    /// The metric that it is: the one named, or the one of several named whose
    /// formula it has.
    var metric: String?
    var verdict: Verdict
    /// What it is by its formula, whatever it is called.
    var formulaForms: [CatalogForms.Form]
    /// What it seems to be by its formula, if the one column that nothing is
    /// known of is what its name speaks for.
    var likelyForm: CatalogForms.Form?

    /// The label that a reader takes for its name.
    var title: Label? { label ?? use.labels.first { $0.role != .description } }

    /// Whether it is understood whole.
    var isUnderstood: Bool { outside?.isUnderstood == true && normal?.isOpaque == false }

    /// Whether it is computed from more than one aggregate: what only sums or
    /// counts one column says little about what it is.
    var isRatio: Bool {
        guard let normal else { return false }
        return normal.fraction.denominator.constant == nil
    }

    /// Where its formula stands, or it as a whole.
    var formulaPlace: Place { use.formula?.source.place ?? use.place }
}

/// What rules look at: all dashboards of one run.
struct LintContext: Sendable {
    let workspace: Workspace
    let locales: Locales
    let files: [Dashboard]
    let uses: [InterpretedUse]
    let labels: LabelMatcher
    let matcher: FormulaMatcher
    /// The stretch of ``uses`` that each file has.
    private let ranges: [Range<Int>]
    /// What each file says of its columns' units.
    let units: [ColumnUnits]
    /// What the data gives for values that the files hold.
    var recomputed: [RecomputedValue: Double] = [:]

    init(
        workspace: Workspace, locales: Locales, files: [Dashboard], uses: [[InterpretedUse]],
        labels: LabelMatcher, matcher: FormulaMatcher
    ) {
        self.workspace = workspace
        self.locales = locales
        self.files = files
        self.uses = uses.flatMap { $0 }
        self.labels = labels
        self.matcher = matcher
        var start = 0
        ranges = uses.map { own in
            defer { start += own.count }
            return start..<start + own.count
        }
        units = uses.map { ColumnUnits($0) }
    }

    /// The uses of one file, in its order.
    func uses(in file: Int) -> ArraySlice<InterpretedUse> { uses[ranges[file]] }

    func metric(_ id: String) -> Metric? { workspace.catalog.metrics[id] }

    /// The one metric that a use is about, by its label where its formula does
    /// not tell.
    func metricNamed(by use: InterpretedUse) -> Metric? {
        (use.metric ?? (use.matches.count == 1 ? use.matches[0].metric : nil)).flatMap(metric)
    }

    /// The language of a file's labels: what it states, else the one in which
    /// most of its labels are names of metrics.
    func language(of file: Int) -> LanguageTag? {
        if let stated = files[file].language { return LanguageTag(stated) }
        var votes: [LanguageTag: Int] = [:]
        for use in uses(in: file) where use.label?.language == nil {
            for language in Set(use.matches.flatMap(\.languages)) {
                votes[language, default: 0] += 1
            }
        }
        guard let most = votes.values.max(), most >= 2 else { return nil }
        let best = votes.filter { $0.value == most }.keys
        return best.count == 1 ? best.first : nil
    }
}

/// Understands dashboards: parses their formulas and matches labels and columns.
struct Interpreter {
    let workspace: Workspace
    let locales: Locales
    let labels: LabelMatcher
    let matcher: FormulaMatcher

    init(workspace: Workspace, locales: Locales) {
        self.workspace = workspace
        self.locales = locales
        labels = LabelMatcher(catalog: workspace.catalog, locales: locales)
        matcher = FormulaMatcher(
            forms: CatalogForms(workspace: workspace),
            columns: ColumnMatcher(workspace: workspace, locales: locales))
    }

    func context(_ files: [Dashboard]) -> LintContext {
        let uses = files.enumerated().map { index, file in
            file.uses.map { interpret($0, in: file, index) }
        }
        return LintContext(
            workspace: workspace, locales: locales, files: files, uses: uses, labels: labels,
            matcher: matcher)
    }

    private func interpret(_ use: MetricUse, in file: Dashboard, _ index: Int) -> InterpretedUse {
        let fields = file.fields
        let scope = use.scope
        let names: @Sendable (Reference) -> [String] = { reference in
            let name = reference.path.last ?? ""
            let table = reference.path.count > 1 ? reference.path[reference.path.count - 2] : nil
            let caption = fields.field(name, in: table ?? scope)?.caption?.string
            return [name] + (caption.map { [$0] } ?? [])
        }
        var result = InterpretedUse(
            file: index, use: use, names: names, matches: [], verdict: .unknown, formulaForms: [])
        match(&result)
        if let formula = use.formula {
            let outside = OutsideLanguage.parse(
                formula.text, language: formula.language,
                scope: Self.scope(of: fields, in: scope))
            result.outside = outside
            if outside.references.contains(where: { $0.kind == .measure && $0.isResolved }) {
                result.expressionOfMeasures =
                    OutsideLanguage.parse(formula.text, language: formula.language).expression
            }
            result.expression = chosenColumn(of: outside, for: result)
        }
        guard let expression = result.expression else { return result }
        result.normal = try? NormalForm(expression, assumingComplete: true)
        guard expression.containsAggregate, result.isUnderstood else { return result }
        let canonical = matcher.canonical(expression, names: names)
        result.canonical = canonical
        result.formulaForms = matcher.forms(equalTo: canonical)
        if result.matches.isEmpty, result.formulaForms.isEmpty {
            result.likelyForm = matcher.likelyForm(of: expression, canonical, names: names)
        }
        decide(&result, expression)
        return result
    }

    /// The first label that names a metric.
    private func match(_ result: inout InterpretedUse) {
        for label in result.use.labels where label.role != .description {
            let found = labels.matches(label.text.string)
            guard !found.isEmpty else { continue }
            result.label = label
            result.matches = found
            return
        }
    }

    /// Of a query's columns the one whose name names the same metric, else the
    /// only aggregate.
    private func chosenColumn(
        of outside: OutsideFormula, for use: InterpretedUse
    ) -> Expression? {
        let aggregates = outside.columns.filter(\.isAggregate)
        guard aggregates.count > 1 else {
            return aggregates.first?.expression ?? outside.expression
        }
        let wanted = Set(use.matches.map(\.metric))
        let named = aggregates.first { column in
            guard let name = column.name else { return false }
            return labels.matches(name).contains { wanted.contains($0.metric) }
        }
        return named?.expression
    }

    /// Which of the metrics that the label may name it is.
    private func decide(_ result: inout InterpretedUse, _ expression: Expression) {
        let verdicts = result.matches.map { match in
            (
                match.metric,
                matcher.verdict(on: expression, metric: match.metric, names: result.names)
            )
        }
        let fitting = verdicts.first { _, verdict in
            if case .same = verdict { true } else { false }
        }
        let near = verdicts.first { _, verdict in
            switch verdict {
            case .variant, .inverted: true
            default: false
            }
        }
        guard let chosen = fitting ?? near ?? (verdicts.count == 1 ? verdicts.first : nil) else {
            return
        }
        result.metric = chosen.0
        result.verdict = chosen.1
        // What is open at a moment is chosen by the query's own conditions on
        // time, which are not part of what its formula says.
        if case .other = chosen.1, result.outside?.selection.isEmpty == false,
            workspace.formula(of: chosen.0)?.expression.isLevel == true
        {
            result.verdict = .unknown
        }
    }

    /// What the names in a formula of one table or data source stand for.
    private static func scope(of fields: FieldScope, in scope: String?) -> FormulaScope {
        let field = { @Sendable (reference: Reference) in
            let table = reference.path.count > 1 ? reference.path[reference.path.count - 2] : nil
            return fields.field(reference.path.last ?? "", in: table ?? scope)
        }
        return FormulaScope(
            within: { reference in
                guard let home = field(reference)?.scope, home != scope else { return nil }
                return Self.scope(of: fields, in: home)
            },
            { reference in
                guard let field = field(reference) else { return nil }
                if let formula = field.formula {
                    return .formula(text: formula.text, language: formula.language)
                }
                switch field.kind {
                case .parameter: return .parameter(reference)
                case .column:
                    // A name that several tables have is told apart by its table.
                    let tables = Set(
                        fields.fields(field.name).filter { $0.kind == .column }.map(\.scope))
                    guard let table = field.scope, reference.path.count > 1 || tables.count > 1
                    else { return .column(Reference(field.name)) }
                    return .column(Reference(table, field.name))
                case .measure, .calculation, .query: return nil
                }
            })
    }
}

extension Expression {
    /// Whether some part of it is taken at a moment.
    fileprivate var isLevel: Bool {
        if case .aggregate(let aggregate) = kind, aggregate.moment != nil { return true }
        return children.contains(where: \.isLevel)
    }
}
