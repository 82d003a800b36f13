internal import Diagnostics
public import Documents

/// Salesforce's translations of an object's fields (`objectTranslations`), one file for
/// each object and language: `Opportunity-es.objectTranslation-meta.xml`.
public enum SalesforceTranslation: FormatReader {
    public static let id = "salesforce-translation"
    public static let name = "Salesforce translation"

    /// What reports and translations of one organisation have in common.
    static let family = "salesforce"

    public static func recognises(_ document: Document) -> Bool {
        ["CustomObjectTranslation", "CustomFieldTranslation", "Translations"].contains {
            document.root.isElement($0)
        }
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        dashboard.families = [family]
        dashboard.language = language(of: document.file)
        let root = document.root
        let fields = root.isElement("CustomFieldTranslation") ? [root] : root.elements("fields")
        for field in fields { add(field, to: &dashboard) }
        for type in root.elements("reportTypes") {
            for section in type.elements("sections") {
                for column in section.elements("columns") { add(column, to: &dashboard) }
            }
        }
        return dashboard
    }

    private static func add(_ field: Node, to dashboard: inout Dashboard) {
        guard let name = field.element("name")?.text.string,
            let label = field.element("label")?.text.trimmed, !label.string.isEmpty
        else { return }
        dashboard.translations.append(
            Translation(
                name: key(name),
                label: Label(text: label, language: dashboard.language, role: .caption)))
    }

    /// Fields of reports are written with their object: `Opportunity.Margin__c`.
    static func key(_ field: String) -> String {
        "field \(field.split(whereSeparator: { $0 == "." || $0 == "$" }).last ?? "")"
    }

    /// `Account-pt_BR` is in `pt-BR`; so is the file `pt_BR` of a folder.
    private static func language(of file: String) -> String? {
        let name = file.split(separator: "/").last ?? ""
        let stem = name.split(separator: ".").first ?? ""
        let words = stem.split(separator: "-")
        for start in words.indices {
            let tail = words[start...].joined(separator: "-")
            if start > 0 || words.count == 1, let tag = LanguageTag.normalised(tail),
                tail.prefix(1) == tail.prefix(1).lowercased()
            {
                return tag
            }
        }
        return nil
    }
}
