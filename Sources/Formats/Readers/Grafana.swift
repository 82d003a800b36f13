internal import Diagnostics
public import Documents

/// Grafana dashboards: panels in panels, in rows, and in the wrapper of its API.
public enum Grafana: FormatReader {
    public static let id = "grafana"
    public static let name = "Grafana"

    public static func recognises(_ document: Document) -> Bool {
        guard let board = board(document) else { return false }
        let panels = board["panels"]?.items ?? []
        let rows = board["rows"]?.items ?? []
        if rows.contains(where: { $0["panels"]?.kind == .array }) { return true }
        let isPanel = panels.contains { panel in
            panel["type"]?.kind == .string
                && (panel["targets"] != nil || panel["gridPos"] != nil
                    || panel["fieldConfig"] != nil || panel["panels"] != nil
                    || panel["libraryPanel"] != nil)
        }
        return isPanel || (board["schemaVersion"] != nil && board["panels"]?.kind == .array)
    }

    private static func board(_ document: Document) -> Node? {
        let root = document.root
        guard root.kind == .object else { return nil }
        // The API wraps it, and so do resources of Kubernetes.
        for key in ["dashboard", "spec"] {
            if let board = root[key], board.kind == .object, board["panels"] ?? board["rows"] != nil
            {
                return board
            }
        }
        return root["dashboard"].flatMap { $0.kind == .object ? $0 : nil } ?? root
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        guard let board = board(document) else { return dashboard }
        dashboard.title = board["title"].flatMap { $0.kind == .string ? $0.text : nil }
        let container = dashboard.title.map { [$0.string] } ?? []
        for variable in board[path: "templating", "list"]?.items ?? [] {
            guard let name = variable["name"]?.text else { continue }
            dashboard.fields.add(
                Field(
                    name: name.string, kind: .parameter,
                    value: variable[path: "current", "value"].flatMap {
                        $0.kind == .string ? $0.text : nil
                    }, place: name.place))
        }
        read(panelsOf: board, container: container, into: &dashboard)
        for row in board["rows"]?.items ?? [] {
            let title = row["title"]?.string.map { [$0] } ?? []
            read(panelsOf: row, container: container + title, into: &dashboard)
        }
        return dashboard
    }

    private static func read(
        panelsOf node: Node, container: [String], into dashboard: inout Dashboard
    ) {
        var container = container
        let outer = container
        for shown in node["panels"]?.items ?? [] {
            let panel = library(shown) ?? shown
            let title = panel["title"].flatMap { $0.kind == .string ? $0.text : nil }
            if panel["type"]?.string == "row" {
                // Panels that follow an open row belong to it.
                container = outer + (title.map { [$0.string] } ?? [])
            } else {
                read(panel, title: title, container: container, into: &dashboard)
            }
            read(panelsOf: panel, container: container, into: &dashboard)
        }
    }

    /// The panel that a panel only names: kept with it, or among the file's elements.
    private static func library(_ panel: Node) -> Node? {
        guard panel["targets"] == nil, let named = panel["libraryPanel"] else { return nil }
        if let model = named["model"], model.kind == .object { return model }
        guard let uid = named["uid"]?.string else { return nil }
        return panel.document.root["__elements"]?[uid]?["model"]
    }

    private static func read(
        _ panel: Node, title: PlacedText?, container: [String], into dashboard: inout Dashboard
    ) {
        let targets = panel["targets"]?.items ?? []
        guard !targets.isEmpty else { return }
        let scope = "panel-" + (panel["id"]?.raw ?? String(dashboard.uses.count))
        let defaults = panel[path: "fieldConfig", "defaults"]
        let format = GrafanaFields.numberFormat(panel, defaults: defaults)
        let thresholds = GrafanaFields.thresholds(panel, defaults: defaults)
        let range = GrafanaFields.range(panel, defaults: defaults)
        for target in targets {
            guard let query = GrafanaQuery.formula(target, panel: panel) else { continue }
            let letter = target["refId"]?.string
            if let letter {
                dashboard.fields.add(
                    Field(
                        name: letter, scope: scope, kind: .query, formula: query,
                        place: query.source.place))
            }
            // A query that only feeds another one is not shown.
            if target["hide"]?.boolean == true { continue }
            var use = MetricUse(
                internalName: letter, formula: query, numberFormat: format,
                range: range, thresholds: thresholds, place: query.source.place,
                container: container + (title.map { [$0.string] } ?? []), scope: scope)
            use.labels = labels(target, title: title, panel: panel, isAlone: targets.count == 1)
            GrafanaFields.apply(overridesOf: panel, letter: letter, to: &use)
            use.targets = GrafanaFields.alertTargets(panel, letter: letter)
            dashboard.uses.append(use)
        }
    }

    /// Alone in its panel a query is what the title says; beside others it is its series' name.
    private static func labels(
        _ target: Node, title: PlacedText?, panel: Node, isAlone: Bool
    ) -> [Label] {
        var labels: [Label] = []
        let series = target["legendFormat"] ?? target["alias"]
        if let title, !title.string.isEmpty { labels.append(Label(text: title, role: .title)) }
        if let series, let text = series.string, !text.isEmpty, text != "__auto",
            !text.contains("{{"), !text.contains("$")
        {
            let label = Label(text: series.text, role: .series)
            if isAlone { labels.append(label) } else { labels.insert(label, at: 0) }
        }
        if let text = panel["description"], text.string?.isEmpty == false {
            labels.append(Label(text: text.text, role: .description))
        }
        return labels
    }
}
