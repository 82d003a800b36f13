/// How a metric stands to others, as SVG: what goes into it on one side, what it
/// goes into on the other, and what it is read with below.
struct Graph {
    struct Node: Hashable {
        var name: String
        var href: String
    }

    /// Metrics that stand to the one in the middle in the same way.
    struct Group: Hashable {
        enum Side: Hashable { case before, after, beside }
        var title: String
        var side: Side
        var nodes: [Node]
    }

    var centre: String
    var groups: [Group]
    var title: String
    /// Drawn from right to left.
    var isMirrored: Bool

    private static let boxWidth = 196.0
    private static let lineHeight = 17.0
    private static let gap = 10.0
    private static let columnsOfBox = 24

    /// Once for wide screens, from side to side, and once for narrow ones, from
    /// top to bottom; the style sheet shows one of them.
    func svg() -> String? {
        guard groups.contains(where: { !$0.nodes.isEmpty }) else { return nil }
        return """
            <div role="group" aria-label="\(Markup.escaped(title))">\(wide())\(narrow())</div>
            """
    }

    private struct Box {
        var lines: [String]
        var href: String?
        var height: Double { Double(lines.count) * Graph.lineHeight + 14 }
    }

    private func box(_ node: Node) -> Box {
        Box(lines: Self.wrapped(node.name, Self.columnsOfBox), href: node.href)
    }

    // MARK: From side to side

    private func wide() -> String {
        let before = groups.filter { $0.side == .before }
        let after = groups.filter { $0.side == .after }
        let beside = groups.filter { $0.side == .beside }
        let centreBox = Box(lines: Self.wrapped(centre, Self.columnsOfBox), href: nil)
        let tallest = max(height(before), height(after), centreBox.height)
        let middle = tallest / 2 + 2
        let columns = [before, after].count { !$0.isEmpty }
        let width = columns == 2 ? 720.0 : 460.0
        let centreX = before.isEmpty ? 0.0 : (columns == 2 ? 262.0 : 264.0)
        var shapes = ""
        var edges = ""
        stack(before, x: 0, middle: middle, &shapes) { y in
            edges += Self.curve(
                mirrored(Self.boxWidth, width), y, mirrored(centreX - 7, width), middle)
        }
        stack(after, x: width - Self.boxWidth, middle: middle, &shapes, width: width) { y in
            edges += Self.curve(
                mirrored(centreX + Self.boxWidth, width), middle,
                mirrored(width - Self.boxWidth - 7, width), y)
        }
        // Those on the first side need mirroring only now that the width is known.
        if isMirrored {
            shapes = ""
            stack(before, x: width - Self.boxWidth, middle: middle, &shapes) { _ in }
            stack(after, x: 0, middle: middle, &shapes) { _ in }
        }
        let x = isMirrored ? width - centreX - Self.boxWidth : centreX
        shapes += draw(centreBox, x: x, y: middle - centreBox.height / 2, isCentre: true)
        var height = tallest + 6
        if !beside.isEmpty {
            let from = max(middle + centreBox.height / 2, 0)
            height = max(height, from + 20)
            shapes += row(beside, y: height + 8, width: width, &height)
        }
        return Self.open("graph wide", width, height) + edges + shapes + "</svg>"
    }

    private func mirrored(_ x: Double, _ width: Double) -> Double { isMirrored ? width - x : x }

    private func height(_ groups: [Group]) -> Double {
        groups.reduce(0) { sum, group in
            sum + 22 + group.nodes.reduce(0) { $0 + box($1).height + Self.gap }
        }
    }

    private func stack(
        _ groups: [Group], x: Double, middle: Double, _ shapes: inout String, width: Double = 0,
        edge: (Double) -> Void
    ) {
        var y = middle - height(groups) / 2
        for group in groups {
            shapes += Self.heading(group.title, x: x + Self.boxWidth / 2, y: y + 14)
            y += 22
            for node in group.nodes {
                let box = box(node)
                shapes += draw(box, x: x, y: y, isCentre: false)
                edge(y + box.height / 2)
                y += box.height + Self.gap
            }
        }
    }

    /// What is only read with it, in rows.
    private func row(
        _ groups: [Group], y start: Double, width: Double, _ height: inout Double
    ) -> String {
        var shapes = ""
        var y = start
        let perRow = max(1, Int((width + 20) / (Self.boxWidth + 20)))
        for group in groups {
            shapes += Self.heading(
                group.title, x: isMirrored ? width : 0, y: y + 12,
                anchor: isMirrored ? "end" : "start")
            y += 22
            for start in stride(from: 0, to: group.nodes.count, by: perRow) {
                let boxes = group.nodes[start..<min(start + perRow, group.nodes.count)].map(box)
                for (index, box) in boxes.enumerated() {
                    let x = Double(index) * (Self.boxWidth + 20)
                    shapes += draw(
                        box, x: isMirrored ? width - x - Self.boxWidth : x, y: y, isCentre: false)
                }
                y += (boxes.map(\.height).max() ?? 0) + Self.gap
            }
        }
        height = y
        return shapes
    }

    // MARK: From top to bottom

    private func narrow() -> String {
        let width = 320.0
        let centreBox = Box(lines: Self.wrapped(centre, 30), href: nil)
        var y = 2.0
        var shapes = ""
        func list(_ side: Group.Side) {
            for group in groups where group.side == side {
                shapes += Self.heading(
                    group.title, x: isMirrored ? width - 24 : 24, y: y + 14,
                    anchor: isMirrored ? "end" : "start")
                y += 22
                for node in group.nodes {
                    let box = box(node)
                    shapes += draw(box, x: 24, y: y, isCentre: false, width: width - 48)
                    y += box.height + 6
                }
            }
        }
        func arrow() {
            shapes +=
                "<path class=\"edge\" d=\"M160 \(Chart.n(y))V\(Chart.n(y + 18))\"/>"
                + "<path class=\"head\" d=\"M155 \(Chart.n(y + 14))l5 7 5-7z\"/>"
            y += 24
        }
        list(.before)
        if groups.contains(where: { $0.side == .before }) { arrow() }
        shapes += draw(centreBox, x: 0, y: y, isCentre: true, width: width)
        y += centreBox.height + 4
        if groups.contains(where: { $0.side == .after }) { arrow() }
        list(.after)
        y += 6
        list(.beside)
        return Self.open("graph narrow", width, y + 2) + shapes + "</svg>"
    }

    // MARK: Shapes

    private static func open(_ name: String, _ width: Double, _ height: Double) -> String {
        """
        <svg class="\(name)" viewBox="-1 -1 \(Chart.n(width + 2)) \(Chart.n(height + 2))" \
        direction="ltr">
        """
    }

    private static func curve(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
        let middle = (x1 + x2) / 2
        let head = x2 > x1 ? "l-7-4v8z" : "l7-4v8z"
        return """
            <path class="edge" d="M\(Chart.n(x1)) \(Chart.n(y1))C\(Chart.n(middle)) \(Chart.n(y1)) \
            \(Chart.n(middle)) \(Chart.n(y2)) \(Chart.n(x2)) \(Chart.n(y2))"/>\
            <path class="head" d="M\(Chart.n(x2 + (x2 > x1 ? 7 : -7))) \(Chart.n(y2))\(head)"/>
            """
    }

    private static func heading(
        _ text: String, x: Double, y: Double, anchor: String = "middle"
    ) -> String {
        """
        <text class="kind" x="\(Chart.n(x))" y="\(Chart.n(y))" text-anchor="\(anchor)">\
        \(Markup.escaped(text))</text>
        """
    }

    private func draw(
        _ box: Box, x: Double, y: Double, isCentre: Bool, width: Double = Graph.boxWidth
    ) -> String {
        var svg = """
            <rect class="\(isCentre ? "node centre" : "node")" x="\(Chart.n(x))" y="\(Chart.n(y))" \
            width="\(Chart.n(width))" height="\(Chart.n(box.height))" rx="6"/>
            """
        for (index, line) in box.lines.enumerated() {
            svg += """
                <text class="\(isCentre ? "centre" : "name")" x="\(Chart.n(x + width / 2))" \
                y="\(Chart.n(y + 19 + Double(index) * Self.lineHeight))" text-anchor="middle">\
                \(Markup.escaped(line))</text>
                """
        }
        guard let href = box.href else { return svg }
        return "<a href=\"\(Markup.escaped(href))\">\(svg)</a>"
    }

    /// Lines of at most so many columns, at most three; what is longer is cut.
    static func wrapped(_ text: String, _ columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var width = 0
        func close() {
            if !line.isEmpty { lines.append(line) }
            (line, width) = ("", 0)
        }
        for word in text.prefix(200).split(separator: " ") {
            let length = Chart.columns(String(word))
            if width > 0, width + 1 + length > columns { close() }
            if length > columns {
                for character in word {
                    let size = Chart.columns(String(character))
                    if width + size > columns { close() }
                    line.append(character)
                    width += size
                }
                continue
            }
            if width > 0 {
                line += " "
                width += 1
            }
            line += word
            width += length
        }
        close()
        guard lines.count > 3 else { return lines.isEmpty ? [text] : lines }
        return Array(lines[..<2]) + [lines[2] + "…"]
    }
}
