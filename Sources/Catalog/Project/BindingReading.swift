import Diagnostics
import Formula

extension DataBindings {
    static func read(
        _ node: YAMLNode, schema: Schema, _ context: ReadingContext, _ findings: Findings
    ) -> DataBindings? {
        guard var reader = MappingReader(node, findings) else { return nil }
        var bindings = DataBindings(folder: reader.text("folder"), place: reader.place)
        if let period = reader.optional("period"), var days = MappingReader(period, findings) {
            bindings.from = days.checked("from", "bad-day", isDay)
            bindings.until = days.checked("until", "bad-day", isDay)
            days.finish()
            if let from = bindings.from, let until = bindings.until, from > until {
                findings.schema(period.firstPlace, "period-reversed")
            }
        }
        for entry in reader.optional("tables")?.entries(findings) ?? [] {
            guard let entity = schema.entities[entry.key] else {
                findings.add(
                    "unknown-field", at: entry.keyPlace, "check.data.unknown-entity",
                    ["name": .text(entry.key)],
                    advice: Advices.forName(entry.key, among: Array(schema.entities.keys)))
                continue
            }
            guard entity.parts.isEmpty else {
                findings.schema(
                    entry.keyPlace, "entity-has-parts",
                    ["name": .text(entry.key), "parts": .list(entity.parts.map { .text($0) })])
                continue
            }
            bindings.tables[entry.key] = TableBinding.read(
                entry, entity: entity, context, findings)
        }
        reader.finish()
        return bindings
    }
}

extension TableBinding {
    fileprivate static func read(
        _ entry: YAMLMapping.Entry, entity: Entity, _ context: ReadingContext,
        _ findings: Findings
    ) -> TableBinding? {
        guard var reader = MappingReader(entry.value, findings) else { return nil }
        var binding = TableBinding(entity: entity.id, place: entry.keyPlace)
        binding.file = reader.text("file")
        binding.table = reader.text("table")
        if binding.file == nil, binding.table == nil { _ = reader.required("file") }
        if let format = reader.optional("format") {
            binding.format = FileFormat.read(format, findings)
        }
        binding.timeZone = reader.timeZone("time_zone")
        binding.currency = reader.checked("currency", "bad-currency", isCurrency)
        for scale in reader.optional("scale")?.entries(findings) ?? [] {
            guard let field = field(scale, of: entity, findings) else { continue }
            guard field.kind == .number(.score) else {
                findings.schema(
                    scale.keyPlace, "scale-of-no-score", ["field": .text(scale.key)])
                continue
            }
            binding.scale[scale.key] = scale.value.scale(context, findings)
        }
        for column in reader.required("columns")?.entries(findings) ?? [] {
            guard let field = field(column, of: entity, findings) else { continue }
            binding.columns[column.key] = ColumnBinding.read(
                column, field: field, context, findings)
        }
        reader.finish()
        return binding
    }

    private static func field(
        _ entry: YAMLMapping.Entry, of entity: Entity, _ findings: Findings
    ) -> Field? {
        if let field = entity.fields[entry.key] { return field }
        findings.add(
            "unknown-field", at: entry.keyPlace, "check.data.unknown-field",
            ["name": .text(entry.key), "entity": .text(entity.id)],
            advice: Advices.forName(entry.key, among: Array(entity.fields.keys)))
        return nil
    }
}

extension ColumnBinding {
    fileprivate static func read(
        _ entry: YAMLMapping.Entry, field: Field, _ context: ReadingContext, _ findings: Findings
    ) -> ColumnBinding? {
        if entry.value.scalar != nil {
            return entry.value.text(findings).map {
                ColumnBinding(column: $0, place: entry.value.place)
            }
        }
        guard var reader = MappingReader(entry.value, findings) else { return nil }
        guard let column = reader.required("column") else { return nil }
        var binding = ColumnBinding(
            column: column.text(findings) ?? "", place: column.place)
        if let node = reader.optional("unit"), let unit = node.text(findings) {
            binding.unit = unit
            binding.factor = factor(of: unit, at: node, field, context, findings)
        }
        binding.isValues = reader.texts("is")
        if !binding.isValues.isEmpty, field.kind != .boolean {
            findings.schema(entry.keyPlace, "is-of-no-flag", ["field": .text(field.id)])
        }
        for value in reader.optional("values")?.entries(findings) ?? [] {
            guard let meant = value.value.text(findings) else { continue }
            if case .category = field.kind, !field.values.isEmpty, !field.values.contains(meant) {
                findings.schema(
                    value.value.place, "unknown-word",
                    ["value": .text(meant), "field": .text(field.id)],
                    advice: Advices.forName(meant, among: field.values))
                continue
            }
            binding.values[value.key] = meant
        }
        binding.format = reader.text("format")
        binding.timeZone = reader.timeZone("time_zone")
        reader.finish()
        return binding
    }

    /// How much of the field's base unit one of the column's units is.
    private static func factor(
        of unit: String, at node: YAMLNode, _ field: Field, _ context: ReadingContext,
        _ findings: Findings
    ) -> Rational {
        let measure: MeasureUnit? = if case .number(let unit) = field.kind { unit } else { nil }
        if let literal = context.units.literal(unit), literal.measure == measure {
            return literal.factor
        }
        if let measure, let parsed = try? context.units.parse(unit), parsed.measure == measure {
            return .one
        }
        findings.add(
            "unit-error", at: node.place, "check.unit.column",
            ["unit": .text(unit), "field": .text(field.id)],
            advice: measure.map { context.units.literals(of: $0) }
                .flatMap { $0.isEmpty ? nil : Advices.oneOf($0) })
        return .one
    }
}

extension FileFormat {
    fileprivate static func read(_ node: YAMLNode, _ findings: Findings) -> FileFormat {
        var format = FileFormat()
        guard var reader = MappingReader(node, findings) else { return format }
        format.kind = reader.choice("kind")
        format.delimiter = reader.text("delimiter")
        format.quote = reader.text("quote")
        format.decimal = reader.checked("decimal", "bad-decimal") { $0 == "." || $0 == "," }
        format.thousands = reader.text("thousands")
        format.encoding = reader.text("encoding")
        format.timestamp = reader.text("timestamp")
        format.date = reader.text("date")
        format.header = reader.flag("header")
        format.missing = reader.texts("missing")
        format.rows = reader.text("rows")
        reader.finish()
        return format
    }
}

extension LintSettings {
    private enum Level: String, CaseIterable {
        case off, hint, warning, error

        var severity: Severity? { Severity(rawValue: rawValue) }
    }

    static func read(_ node: YAMLNode, _ findings: Findings) -> LintSettings {
        var settings = LintSettings()
        guard var reader = MappingReader(node, findings) else { return settings }
        settings.paths = reader.texts("paths")
        for entry in reader.optional("severities")?.entries(findings) ?? [] {
            // YAML 1.1 reads `off` as false, and some tools write it so.
            settings.namedRules.append(NamedRule(name: entry.key, place: entry.keyPlace))
            let isOff = entry.value.scalar.map { !$0.isQuoted && $0.text == "false" } ?? false
            let level: Level? = isOff ? .off : entry.value.choice(findings)
            guard let level else { continue }
            settings.severities.updateValue(level.severity, forKey: entry.key)
        }
        for item in reader.optional("ignore")?.list(findings) ?? [] {
            guard var ignore = MappingReader(item, findings) else { continue }
            let named = ignore.optional("rule")
            let rule = named?.text(findings)
            if let rule, let named {
                settings.namedRules.append(NamedRule(name: rule, place: named.place))
            }
            let path = ignore.text("path")
            let metric = ignore.text("metric")
            let fingerprint = ignore.text("fingerprint")
            let reason = ignore.required("reason")?.text(findings)
            ignore.finish()
            guard let reason else { continue }
            guard rule ?? path ?? metric ?? fingerprint != nil else {
                findings.schema(ignore.place, "ignore-everything")
                continue
            }
            settings.ignore.append(
                Ignore(
                    rule: rule, path: path, metric: metric, fingerprint: fingerprint,
                    reason: reason, place: ignore.place))
        }
        settings.mappings = (reader.optional("mappings")?.list(findings) ?? []).compactMap {
            ExportPaths.read($0, findings)
        }
        reader.finish()
        return settings
    }
}
