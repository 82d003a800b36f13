internal import Documents

/// Formats that are known by sight and have no reader yet.
enum KnownFormats {
    static func recognise(_ document: Document) -> Unread? {
        document.syntax == .xml ? xml(document.root) : json(document)
    }

    private static func xml(_ root: Node) -> Unread? {
        let name = root.name ?? ""
        switch name.split(separator: ":").last.map(String.init) ?? name {
        case "xbrl": return Unread(id: "xbrl", name: "XBRL")
        case "Edmx": return Unread(id: "odata", name: "OData metadata")
        case "workbook" where root.attribute("xmlns")?.string.contains("spreadsheetml") == true:
            return Unread(id: "xlsx", name: "Excel workbook")
        default: return nil
        }
    }

    private static func json(_ document: Document) -> Unread? {
        let root = document.root
        guard root.kind == .object else { return nil }
        let known: [(id: String, name: String, has: Bool)] = [
            ("ga4", "Google Analytics report", root["metricHeaders"]?.kind == .array),
            (
                "qlik", "Qlik app",
                root["qInfo"]?.kind == .object || root["qMeasure"]?.kind == .object
            ),
            ("odoo-spreadsheet", "Odoo spreadsheet", root["odooVersion"] != nil)
        ]
        return known.first { $0.has }.map { Unread(id: $0.id, name: $0.name) }
    }
}
