import Catalog
import Diagnostics
import Evaluation
import Foundation
import Locales

/// Values as a table: a row a formula and a column a period, or, for one
/// formula alone, a row a period.
struct EvaluationTable {
    private let grid: EvaluationGrid
    private let notes: EvaluationFootnotes
    private let width: Int
    private let isColoured: Bool

    init(_ values: [MetricValue], setting: EvaluationSetting, width: Int, isColoured: Bool) {
        grid = EvaluationGrid(values, setting: setting, isLively: isColoured)
        notes = EvaluationFootnotes(grid)
        self.width = width
        self.isColoured = isColoured
    }

    /// For a terminal.
    func text(for request: EvaluationRequest) -> String {
        guard let only = grid.series.first else { return "" }
        let table: [String]
        if grid.isOneFormula {
            table = [coloured(grid.heading(only)), ""] + aligned(grid.byPeriod(request.grain))
        } else {
            table = blocks(request.grain)
        }
        let parts = [table] + notes.all(request.grain)
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
            .joined(separator: "\n")
    }

    /// As Markdown, for pages and messages.
    func markdown(for request: EvaluationRequest) -> String {
        guard let only = grid.series.first else { return "" }
        var lines: [String] = []
        let table: EvaluationGrid.Table
        if grid.isOneFormula {
            lines += ["**\(Markdown.escaped(grid.heading(only).text))**", ""]
            table = grid.byPeriod(request.grain)
        } else {
            table = grid.byFormula(request.grain)
        }
        lines += Markdown.table(table.rows.map { $0.map(\.text) }, left: table.left)
        for part in notes.all(request.grain) where !part.isEmpty {
            lines += [""] + part.map { "- " + Markdown.escaped($0) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Layout

    private func aligned(_ table: EvaluationGrid.Table) -> [String] {
        let widths = (table.rows.first ?? []).indices.map { index in
            table.rows.map { TextWidth.of($0[index].text) }.max() ?? 0
        }
        return table.rows.enumerated().map { row, cells in
            var line = ""
            for (index, cell) in cells.enumerated() {
                let gap = String(repeating: " ", count: widths[index] - TextWidth.of(cell.text))
                let text = coloured(row == 0 ? Styled(cell.text, .dim) : cell)
                line +=
                    (index > 0 ? "  " : "")
                    + (table.left.contains(index) ? text + gap : gap + text)
            }
            return trimmed(line)
        }
    }

    /// One row a formula; the periods in as many blocks as the width asks for.
    private func blocks(_ grain: Grain) -> [String] {
        let table = grid.byFormula(grain)
        let labels = table.rows.dropFirst().map { lines(of: $0[0].text, width: labelWidth) }
        func column(_ index: Int) -> [Styled] {
            table.rows.enumerated().map { row, cells in
                index == 0 && row > 0 ? Styled(labels[row - 1][0], .plain) : cells[index]
            }
        }
        let left = (0..<table.fixed).map(column)
        let leftWidth = left.map(self.width(of:)).reduce(0) { $0 + $1 + 2 }
        var blocks: [[[Styled]]] = [[]]
        var used = leftWidth
        for index in table.fixed..<max(table.fixed, table.rows[0].count) {
            let column = column(index)
            let needed = self.width(of: column) + 2
            if used + needed > width, !(blocks.last ?? []).isEmpty {
                blocks.append([])
                used = leftWidth
            }
            blocks[blocks.count - 1].append(column)
            used += needed
        }
        return blocks.enumerated().flatMap { index, block in
            (index > 0 ? [""] : []) + lines(left + block, labels: Array(labels))
        }
    }

    private var labelWidth: Int { max(16, min(44, width / 3)) }

    private func lines(_ columns: [[Styled]], labels: [[String]]) -> [String] {
        let widths = columns.map(width(of:))
        var result: [String] = []
        for row in (columns.first ?? []).indices {
            var line = ""
            for (index, column) in columns.enumerated() {
                let gap = String(
                    repeating: " ", count: widths[index] - TextWidth.of(column[row].text))
                let cell = coloured(column[row])
                line += index == 0 ? cell + gap : "  " + gap + cell
            }
            result.append(trimmed(line))
            if row > 0 { result += labels[row - 1].dropFirst().map { "  \($0)" } }
        }
        return result
    }

    private func width(of column: [Styled]) -> Int {
        column.map { TextWidth.of($0.text) }.max() ?? 0
    }

    private func lines(of text: String, width: Int) -> [String] {
        let indent = text.hasPrefix("  ") ? "  " : ""
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            let room = width - TextWidth.of(indent) - (lines.isEmpty ? 0 : 2)
            if !line.isEmpty, TextWidth.of(line) + 1 + TextWidth.of(word) > room {
                lines.append(indent + line)
                line = String(word)
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return lines + [indent + line]
    }

    private func coloured(_ text: Styled) -> String { text.rendered(isColoured: isColoured) }

    private func trimmed(_ line: String) -> String {
        var line = line
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }
}
