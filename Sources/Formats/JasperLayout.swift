internal import Diagnostics
internal import Documents

/// What stands beside and above the fields of a report that show a variable: its labels.
struct JasperLayout {
    private struct Item {
        var band: Node?
        var isHeader: Bool
        var x: Int
        var y: Int
        var width: Int
        /// The variable that it shows, and nothing else.
        var variable: String?
        var text: PlacedText?
        /// The key of the text in the report's bundle.
        var key: String?
    }

    private var items: [Item] = []

    init(_ root: Node) {
        for node in root.descendants where node.kind == .element {
            let isOld = node.isElement("staticText") || node.isElement("textField")
            let kind = node.isElement("element") ? node.attribute("kind")?.string : nil
            guard isOld || kind == "staticText" || kind == "textField" else { continue }
            let place = isOld ? node.element("reportElement") ?? node : node
            func number(_ name: String) -> Int {
                place.attribute(name).flatMap { Int($0.string) } ?? 0
            }
            let band = node.ancestors.first { $0.isElement("band") }
            let section = band?.parent?.name ?? ""
            var item = Item(
                band: band, isHeader: section.lowercased().contains("header") || section == "title",
                x: number("x"), y: number("y"), width: number("width"))
            let expression =
                (node.element("textFieldExpression") ?? node.element("expression"))?.text.trimmed
            if let expression {
                Self.read(expression, into: &item)
            } else if let text = node.element("text")?.text.trimmed, !text.string.isEmpty {
                item.text = text
            }
            items.append(item)
        }
    }

    /// `$V{name}`, `$R{key}`, or a text in quotes.
    private static func read(_ expression: PlacedText, into item: inout Item) {
        let string = expression.string
        if let variable = only("$V{", string) {
            item.variable = variable
        } else if let key = only("$R{", string) {
            item.key = key
        } else if string.count > 2, string.hasPrefix("\""), string.hasSuffix("\""),
            !string.dropFirst().dropLast().contains("\"")
        {
            item.text = expression.slice(1..<string.utf8.count - 1)
        }
    }

    private static func only(_ opening: String, _ text: String) -> String? {
        guard text.hasPrefix(opening), text.hasSuffix("}") else { return nil }
        let name = text.dropFirst(opening.count).dropLast()
        return name.contains("{") || name.contains("}") ? nil : String(name)
    }

    /// Gives a variable the text that heads the field which shows it.
    func label(_ use: inout MetricUse) {
        guard let shown = items.first(where: { $0.variable == use.internalName }) else { return }
        guard let label = side(of: shown) ?? head(of: shown) else { return }
        if let text = label.text {
            use.labels.insert(Label(text: text, role: .caption), at: 0)
        } else if let key = label.key {
            use.translationKeys.append(ResourceBundle.translationKey(key))
        }
    }

    private func side(of shown: Item) -> Item? {
        items.filter {
            ($0.text != nil || $0.key != nil) && $0.band == shown.band && abs($0.y - shown.y) <= 4
                && $0.x < shown.x
        }.max { $0.x < $1.x }
    }

    private func head(of shown: Item) -> Item? {
        items.last {
            ($0.text != nil || $0.key != nil) && $0.isHeader && $0.band != shown.band
                && abs($0.x - shown.x) <= 4
        }
    }
}
