internal import Documents

/// Formats that are known by sight and have no reader yet.
enum KnownFormats {
    static func recognise(_ document: Document) -> Unread? {
        document.syntax == .xml ? xml(document.root) : json(document)
    }

    private static func xml(_ root: Node) -> Unread? {
        let name = root.name ?? ""
        let local = name.split(separator: ":").last.map(String.init) ?? name
        switch local {
        case "Report" where root.attribute("xmlns")?.string.contains("reportdefinition") == true:
            return Unread(id: "ssrs", name: "SSRS report (RDL)")
        case "jasperReport": return Unread(id: "jasper", name: "JasperReports")
        case "Cube" where root.element("MeasureGroups") != nil || root.element("Kpis") != nil,
            "Alter" where root.element("ObjectDefinition") != nil,
            "Create" where root.element("ObjectDefinition") != nil,
            "Batch" where root.attribute("xmlns")?.string.contains("analysisservices") == true:
            return Unread(id: "ssas-cube", name: "Analysis Services cube")
        case "report" where root.attribute("xmlns")?.string.contains("birt") == true:
            return Unread(id: "birt", name: "BIRT report design")
        case "dashboard", "form", "view":
            if root.element("row") != nil || root.element("label") != nil
                || root.element("fieldset") != nil
            {
                return Unread(id: "splunk", name: "Splunk Simple XML")
            }
            return nil
        case "Structure", "GenericData", "StructureSpecificData", "CompactData", "DataMessage":
            return Unread(id: "sdmx-ml", name: "SDMX-ML")
        case "xbrl": return Unread(id: "xbrl", name: "XBRL")
        default: return nil
        }
    }

    private static func json(_ document: Document) -> Unread? {
        let root = document.root
        let first = root.kind == .lines || root.kind == .array ? root[0] : root
        guard let first else { return nil }
        if isKibana(first) { return Unread(id: "kibana", name: "Kibana saved objects") }
        guard root.kind == .object else { return nil }
        let known: [(id: String, name: String, has: Bool)] = [
            (
                "dbt-manifest", "dbt manifest",
                root["nodes"]?.kind == .object && root["metadata"] != nil
            ),
            (
                "power-bi-report", "Power BI report",
                root["sections"]?[0]?["visualContainers"] != nil
                    || root["visual"]?["visualType"] != nil
            ),
            ("cube", "Cube meta", root["cubes"]?[0]?["measures"] != nil),
            (
                "metabase", "Metabase dashboard",
                root["dashcards"]?.kind == .array || root["ordered_cards"]?.kind == .array
            ),
            (
                "sdmx-json", "SDMX-JSON",
                (root["data"]?["structures"] ?? root["data"]?["dataSets"] ?? root["dataSets"])
                    != nil
            ),
            ("ga4", "Google Analytics report", root["metricHeaders"]?.kind == .array)
        ]
        return known.first { $0.has }.map { Unread(id: $0.id, name: $0.name) }
    }

    static func isKibana(_ first: Node) -> Bool {
        if first["_source"]?["visState"] != nil || first["_type"]?.string == "dashboard" {
            return true
        }
        guard first["type"]?.kind == .string, first["attributes"]?.kind == .object else {
            return false
        }
        return first["references"] != nil || first["id"] != nil
    }
}
