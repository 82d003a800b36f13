internal import Diagnostics
public import Documents

/// Salesforce report metadata (`.report`, `.report-meta.xml`).
public enum SalesforceReport: FormatReader {
    public static let id = "salesforce-report"
    public static let name = "Salesforce report"

    public static func recognises(_ document: Document) -> Bool {
        let root = document.root
        guard root.isElement("Report"), root.element("Body") == nil else { return false }
        return root.element("reportType") != nil || root.element("aggregates") != nil
            || root.element("columns") != nil
    }

    public static func read(_ document: Document) -> Dashboard {
        let root = document.root
        var dashboard = Dashboard(format: id, file: document.file)
        dashboard.title = root.element("name")?.text
        dashboard.families = [SalesforceTranslation.family]
        dashboard.isSelfContained = true
        let container = dashboard.title.map { [$0.string] } ?? []
        for aggregate in root.elements("aggregates") {
            guard let formula = aggregate.element("calculatedFormula")?.text else { continue }
            let label = aggregate.element("masterLabel")?.text
            let name = aggregate.element("developerName")?.text
            let source = SourceFormula(source: formula, language: "salesforce")
            var use = MetricUse(
                internalName: name?.string, formula: source, place: (label ?? formula).place,
                container: container)
            if let label { use.labels.append(Label(text: label, role: .caption)) }
            if let text = aggregate.element("description")?.text, !text.string.isEmpty {
                use.labels.append(Label(text: text, role: .description))
            }
            use.numberFormat = SalesforceNumbers.format(
                aggregate.element("datatype")?.text, scale: aggregate.element("scale")?.text)
            if let name {
                dashboard.fields.add(
                    Field(
                        name: name.string, caption: label, kind: .calculation, formula: source,
                        numberFormat: use.numberFormat, place: use.place))
            }
            dashboard.uses.append(use)
        }
        for column in root.elements("columns") {
            guard let field = column.element("field")?.text else { continue }
            dashboard.fields.add(Field(name: field.string, kind: .column, place: field.place))
            for type in column.elements("aggregateTypes") {
                guard let function = SalesforceNumbers.function(type.text.string) else { continue }
                var use = MetricUse(
                    internalName: field.string, labels: [Label(text: field, role: .name)],
                    formula: AggregateCall.sql(type.text, AggregateCall.quoted(field)),
                    defaultAggregation: Aggregation(function, place: type.text.place),
                    place: field.place, container: container)
                use.translationKeys = [SalesforceTranslation.key(field.string)]
                dashboard.uses.append(use)
            }
        }
        return dashboard
    }
}

/// What Salesforce's metadata says of numbers.
enum SalesforceNumbers {
    static func format(_ type: PlacedText?, scale: PlacedText?) -> NumberFormat? {
        guard let type else { return nil }
        let decimals = scale.flatMap { Int($0.string) }
        switch type.string {
        // A percent field's value of 25 is shown as 25 %.
        case "percent":
            return NumberFormat(raw: type, meaning: .percentPoints, decimals: decimals)
        case "currency":
            return NumberFormat(raw: type, meaning: .currency(nil), decimals: decimals)
        case "number": return NumberFormat(raw: type, meaning: .plain, decimals: decimals)
        default: return nil
        }
    }

    static func function(_ word: String) -> Aggregation.Function? {
        switch word {
        case "Sum": .sum
        case "Average": .average
        case "Maximum": .maximum
        case "Minimum": .minimum
        case "Unique": .distinct
        case "Median": .median
        default: nil
        }
    }
}
