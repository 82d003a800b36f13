internal import Diagnostics
public import Documents

/// Power BI and Analysis Services tabular models as texts (`.tmdl`): a file for each
/// table, and one for the captions of each language.
public enum TMDL: FormatReader {
    public static let id = "tmdl"
    public static let name = "Power BI model (TMDL)"

    private static let roots: Set<String> = [
        "table", "model", "database", "cultureinfo", "culture", "role", "perspective",
        "relationship", "expression", "createorreplace", "ref", "datasource", "function"
    ]

    public static func recognises(_ document: Document) -> Bool {
        guard document.syntax == .text else { return false }
        let lines = Lines(document.root.text)
        var first: String?
        for range in lines.ranges.prefix(200) {
            let line = lines.string(range)
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ":" })
            guard let word = words.first, !word.hasPrefix("///") else { continue }
            if first == nil {
                guard line.first?.isLetter == true, roots.contains(word.lowercased()) else {
                    return false
                }
                first = String(word)
            } else if line.hasPrefix("\t") || line.hasPrefix("    ") {
                return true
            }
        }
        return first != nil && document.file.lowercased().hasSuffix(".tmdl")
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        dashboard.families = [PowerBIFamily.of(document.file)]
        let tree = TMDLTree(document.root.text)
        for root in tree.roots { read(tree.items[root], tree, into: &dashboard) }
        return dashboard
    }

    private static func read(
        _ item: TMDLTree.Item, _ tree: TMDLTree, into dashboard: inout Dashboard
    ) {
        switch item.keyword.lowercased() {
        case "table": read(table: item, tree, into: &dashboard)
        case "cultureinfo", "culture":
            guard let tag = item.name.flatMap({ LanguageTag.normalised($0.string) }) else { return }
            captions(item, tree, tag, table: nil, into: &dashboard)
        case "model":
            if let culture = tree.child(item, "culture")?.value {
                dashboard.language = LanguageTag.normalised(culture.string)
            }
            fallthrough
        default:
            // Scripts keep everything below `createOrReplace` or the model.
            for child in item.children { read(tree.items[child], tree, into: &dashboard) }
        }
    }

    private static func read(
        table: TMDLTree.Item, _ tree: TMDLTree, into dashboard: inout Dashboard
    ) {
        let tableName = table.name?.string ?? ""
        for column in tree.children(table, "column") {
            guard let name = column.name else { continue }
            dashboard.fields.add(
                Field(
                    name: name.string, scope: tableName,
                    kind: column.value == nil ? .column : .calculation,
                    dataType: tree.child(column, "dataType")?.value?.string,
                    formula: column.value.map { SourceFormula(source: $0, language: "dax") },
                    numberFormat: tree.child(column, "formatString")?.value.flatMap {
                        NumberPattern.read($0)
                    }, place: name.place))
        }
        for item in tree.children(table, "measure") {
            guard let name = item.name else { continue }
            var measure = TabularMeasure(name: name, table: tableName)
            measure.language = dashboard.language
            measure.expression = item.value
            measure.format = tree.child(item, "formatString")?.value
            measure.folder = tree.child(item, "displayFolder")?.value?.string
            measure.description = item.description
            if let kpi = tree.child(item, "kpi") {
                var stated = TabularMeasure.KPI()
                stated.target = tree.child(kpi, "targetExpression")?.value
                stated.targetDescription = tree.child(kpi, "targetDescription")?.value
                stated.status = tree.child(kpi, "statusExpression")?.value
                for annotation in tree.children(kpi, "annotation") {
                    if let name = annotation.name?.string, let value = annotation.value {
                        stated.annotations[name] = value
                    }
                }
                measure.kpi = stated
            }
            let use = measure.use
            dashboard.uses.append(use)
            dashboard.fields.add(
                Field(
                    name: name.string, scope: tableName, kind: .measure, formula: use.formula,
                    numberFormat: use.numberFormat, place: use.place))
        }
    }

    /// The captions of measures, however deep the translations nest them.
    private static func captions(
        _ item: TMDLTree.Item, _ tree: TMDLTree, _ tag: String, table: String?,
        into dashboard: inout Dashboard
    ) {
        for index in item.children {
            let child = tree.items[index]
            switch child.keyword.lowercased() {
            case "table":
                captions(child, tree, tag, table: child.name?.string, into: &dashboard)
            case "measure", "column":
                guard let name = child.name?.string else { continue }
                for (keyword, role) in [
                    ("caption", Label.Role.caption), ("description", .description)
                ] {
                    guard let text = tree.child(child, keyword)?.value, !text.string.isEmpty else {
                        continue
                    }
                    dashboard.translations.append(
                        Translation(
                            scope: table, name: name,
                            label: Label(text: text, language: tag, role: role)))
                }
            default: captions(child, tree, tag, table: table, into: &dashboard)
            }
        }
    }
}
