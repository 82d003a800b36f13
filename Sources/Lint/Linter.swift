public import Catalog
public import Diagnostics
internal import Documents
internal import Expressions
internal import Formats
public import Locales

/// Checks dashboards and exports against the metrics of a workspace.
public struct Linter: Sendable {
    /// Every rule; a new one is a file in `Rules` and a line here.
    static let rules: [any Rule.Type] = [
        AmbiguousLabel.self, AverageOfRatios.self, ConflictingFormulas.self,
        DecimalSeparator.self, DeprecatedTerm.self, DuplicateFormula.self, FormulaMismatch.self,
        InconsistentLabel.self, InvertedRatio.self, LabelCollision.self, LabelLanguage.self,
        MisleadingName.self, MissingTranslation.self, MixedLanguages.self, OtherVariant.self,
        PercentScale.self, RatioOfAverages.self, ScoreScale.self, SelfCancelling.self,
        SiblingTarget.self, SiblingUnit.self, SummedRatio.self, TargetMismatch.self,
        TargetPeriod.self, ThresholdDirection.self, ThresholdOrder.self, TruncatedLabel.self,
        UnguardedDivision.self, UnitMismatch.self, UnknownField.self, UnknownMetric.self,
        ValueMismatch.self, ValueOutOfRange.self, WrongBase.self
    ]

    /// The rule of files that cannot be read; it has no dashboard to look at.
    public static let unreadableFile = "unreadable-file"

    /// The ids of all rules, in alphabetical order.
    public static var ruleIDs: [String] { (rules.map { $0.id } + [unreadableFile]).sorted() }

    private let interpreter: Interpreter
    private let settings: LintSettings
    private let mappings: ExportMappings

    public init(workspace: Workspace, locales: Locales) {
        interpreter = Interpreter(workspace: workspace, locales: locales)
        settings = workspace.project?.lint ?? LintSettings()
        mappings = ExportMappings(settings.mappings)
    }

    /// One file as it was found, by the name that it is reported under.
    public struct Input: Sendable {
        public var file: String
        /// The bytes, or why they could not be read.
        public var bytes: Result<[UInt8], UnreadableFile>

        public init(file: String, bytes: Result<[UInt8], UnreadableFile>) {
            self.file = file
            self.bytes = bytes
        }
    }

    /// Lints files together: what holds within one and what holds between them.
    ///
    /// - Parameter recompute: Gives the values of metrics from the data, for
    ///   those that the files hold; `nil` where there is no data to compare with.
    public func lint(
        _ inputs: [Input],
        recompute: ((Set<RecomputedValue>) async throws -> [RecomputedValue: Double])
    ) async rethrows -> LintReport {
        var (report, context) = read(inputs)
        context.recomputed = try await recompute(RecomputedValue.wanted(by: context))
        finish(&report, context)
        return report
    }

    /// Lints files together: what holds within one and what holds between them.
    public func lint(_ inputs: [Input]) -> LintReport {
        var (report, context) = read(inputs)
        finish(&report, context)
        return report
    }

    private func read(_ inputs: [Input]) -> (LintReport, LintContext) {
        var report = LintReport()
        report.findings = mappings.findings
        var dashboards: [Dashboard] = []
        for input in inputs {
            switch read(input) {
            case .failure(let finding): report.findings.append(finding)
            case .success(let reading):
                for source in reading.sources { report.texts[source.file] = source }
                report.files += 1
                switch reading.recognition {
                case .dashboard(let dashboard):
                    dashboards.append(dashboard)
                    report.findings += dashboard.problems.map(Self.finding)
                case .unread(let format):
                    report.unread.append(LintReport.Unread(file: input.file, format: format.name))
                case .unknown:
                    report.unread.append(LintReport.Unread(file: input.file, format: nil))
                }
            }
        }
        let context = interpreter.context(Formats.link(dashboards))
        report.count(context)
        return (report, context)
    }

    private func finish(_ report: inout LintReport, _ context: LintContext) {
        report.uses = context.uses.compactMap { DashboardUse($0, in: context.files[$0.file]) }
        for rule in Self.rules { report.findings += rule.findings(in: context) }
        // One label of several uses is one label.
        var seen: Set<Finding> = []
        let findings = report.findings.filter { seen.insert($0).inserted }
        report.findings = settings.applied(to: findings, &report.ignored)
            .sorted { ($0.place, $0.rule) < ($1.place, $1.rule) }
        report.hasUnreadable = report.findings.contains { $0.rule == Self.unreadableFile }
    }

    private struct Failure: Error {
        var finding: Finding
    }

    private func read(_ input: Input) -> ReadingResult {
        switch input.bytes {
        case .failure(let unreadable):
            var finding = unreadable.finding
            finding.rule = Self.unreadableFile
            return .failure(finding)
        case .success(let bytes):
            do {
                return .success(
                    try Formats.read(
                        bytes, file: input.file, mapping: mappings.mapping(for: input.file)))
            } catch {
                return .failure(Self.finding(error))
            }
        }
    }

    private enum ReadingResult {
        case success(FileReading)
        case failure(Finding)
    }

    private static func finding(_ error: DocumentError) -> Finding {
        Finding(
            rule: unreadableFile, severity: .error, place: error.place, message: error.message,
            advice: error.advice)
    }
}

/// What linting found.
public struct LintReport: Sendable {
    /// A file whose format is not read.
    public struct Unread: Hashable, Sendable {
        public var file: String
        /// What the format is called, where it is known.
        public var format: String?
    }

    /// How much of one format's formulas was understood.
    public struct Coverage: Hashable, Sendable {
        public var expressions = 0
        public var understood = 0
        /// Of the understood ones, those whose columns are all known.
        public var matched = 0
    }

    public var findings: [Finding] = []
    /// How many files were read.
    public var files = 0
    public var unread: [Unread] = []
    /// Every use of a metric, in the order of the files.
    public var uses: [DashboardUse] = []
    /// By format.
    public var coverage: [String: Coverage] = [:]
    /// The texts of the files, to show the lines.
    public var texts: [String: SourceText] = [:]
    /// How many findings the project's settings hold back.
    public var ignored = 0
    public var hasUnreadable = false

    mutating func count(_ context: LintContext) {
        for use in context.uses {
            guard let outside = use.outside else { continue }
            let format = context.files[use.file].format
            coverage[format, default: Coverage()].expressions += 1
            if outside.isUnderstood { coverage[format, default: Coverage()].understood += 1 }
            if use.canonical?.isKnown == true {
                coverage[format, default: Coverage()].matched += 1
            }
        }
    }
}

extension LintSettings {
    /// The findings as the project wants them: with its severities, and without
    /// those that it gives a reason to ignore.
    fileprivate func applied(to findings: [Finding], _ ignored: inout Int) -> [Finding] {
        var result: [Finding] = []
        for var finding in findings {
            if let severity = severities[finding.rule] {
                guard let severity else {
                    ignored += 1
                    continue
                }
                finding.severity = severity
            }
            if ignore.contains(where: { $0.covers(finding) }) {
                ignored += 1
            } else {
                result.append(finding)
            }
        }
        return result
    }
}

extension LintSettings.Ignore {
    fileprivate func covers(_ finding: Finding) -> Bool {
        if let fingerprint, fingerprint != finding.fingerprint { return false }
        if let rule, rule != finding.rule { return false }
        if let metric, metric != finding.metric { return false }
        if let path, !PathPattern(path).matches(finding.place.file) { return false }
        return rule != nil || metric != nil || path != nil || fingerprint != nil
    }
}

/// A path with `*` for anything within a folder and `**` for anything at all.
struct PathPattern {
    private let pattern: [Character]

    init(_ pattern: String) { self.pattern = Array(pattern) }

    /// Whether a path, or the end of it after a slash, fits.
    func matches(_ path: String) -> Bool {
        let path = Array(path)
        var starts = [0]
        starts += path.indices.filter { path[$0] == "/" }.map { $0 + 1 }
        return starts.contains { matches(path[$0...], pattern[...]) }
    }

    private func matches(_ path: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        guard first == "*" else {
            guard let head = path.first, head == first else { return false }
            return matches(path.dropFirst(), pattern.dropFirst())
        }
        let crossesFolders = pattern.dropFirst().first == "*"
        let rest = pattern.dropFirst(crossesFolders ? 2 : 1)
        var tail = path
        while true {
            if matches(tail, rest) { return true }
            guard let head = tail.first, crossesFolders || head != "/" else { return false }
            tail = tail.dropFirst()
        }
    }
}
