import Catalog
import Diagnostics
import Evaluation
import Foundation
import Locales

/// Values as a table: a row a formula and a column a period, or, for one
/// formula alone, a row a period.
struct EvaluationTable {
    private let series: [Series]
    private let periods: [PeriodHeading]
    private let names: EvaluationNames
    private let width: Int
    private let isColoured: Bool

    init(_ values: [MetricValue], setting: EvaluationSetting, width: Int, isColoured: Bool) {
        series = Series.all(in: values)
        names = EvaluationNames(setting)
        var starts: [String: Day] = [:]
        for value in values { starts[value.period] = value.start }
        periods = starts.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            .map { PeriodHeading(label: $0.key, start: $0.value) }
        self.width = width
        self.isColoured = isColoured
    }

    func text(for request: EvaluationRequest) -> String {
        guard let only = series.first else { return "" }
        let grid: [String]
        if series.count == 1, periods.count > 1 {
            grid = column(only, request.grain)
        } else {
            grid = rows(request.grain)
        }
        let parts = [grid, undefined(request.grain), missed]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
            .joined(separator: "\n")
    }

    private func message(_ key: String, _ arguments: [String: Message.Argument] = [:]) -> String {
        names.wording.text(Message("eval.\(key)", arguments))
    }

    // MARK: One formula

    /// One row a period, with what the value is made of.
    private func column(_ series: Series, _ grain: Grain) -> [String] {
        let hasDenominator = series.values.values.contains { $0.denominator != nil }
        var table: [[Styled]] = [
            [Styled(message("heading.period")), Styled(message("heading.value"))]
        ]
        if hasDenominator {
            table[0] += [
                Styled(message("heading.numerator")), Styled(message("heading.denominator"))
            ]
        }
        if series.target != nil {
            table[0] += [Styled(message("heading.target")), Styled(message("heading.status"))]
        }
        for period in periods {
            let value = series.values[period.label]
            var row = [Styled(period.whole(grain, names.wording))]
            row.append(Styled(value.flatMap { cell($0) } ?? message("undefined")))
            if hasDenominator {
                row.append(Styled(part(value?.numerator)))
                row.append(Styled(part(value?.denominator)))
            }
            if series.target != nil {
                let target = value.flatMap { value in
                    value.target.map { names.target($0, value.unit) }
                }
                row.append(Styled(target ?? ""))
                row.append(status(value?.status))
            }
            table.append(row)
        }
        let statusColumn = series.target == nil ? nil : table[0].count - 1
        return [heading(series), ""]
            + aligned(table, left: Set([0, statusColumn].compactMap(\.self)))
    }

    private func heading(_ series: Series) -> String {
        let dimensions = names.dimensions(of: series)
        let name = names.name(of: series.item)
        let text = dimensions.isEmpty ? name : "\(name): \(dimensions)"
        return coloured(Styled(text, .bold))
    }

    private func cell(_ value: MetricValue) -> String? {
        value.value.map { names.short($0, value.unit) }
    }

    private func part(_ number: Double?) -> String {
        number.map { names.formatter.number($0, decimals: 2) } ?? message("undefined")
    }

    private func status(_ status: MetricValue.Status?) -> Styled {
        guard let status else { return Styled("") }
        let text = "\(mark(status)) \(message("status.\(status.rawValue)"))"
        return Styled(text, status == .met ? .good : .bad)
    }

    private func mark(_ status: MetricValue.Status) -> String { status == .met ? "✓" : "✗" }

    // MARK: Many formulas

    /// One row a formula; the periods in as many blocks as the width asks for.
    private func rows(_ grain: Grain) -> [String] {
        let labels = series.map { self.lines(of: label($0), width: labelWidth) }
        let targets = series.map { series -> String in
            guard let target = series.target, let unit = series.unit else { return "" }
            return names.target(target, unit)
        }
        let hasTargets = targets.contains { !$0.isEmpty }
        let columns = periods.map { period in
            [Styled(period.short(grain, among: periods, names.wording), .dim)]
                + series.map { marked($0.values[period.label]) }
        }
        var left = [[Styled(corner(grain), .dim)] + labels.map { Styled($0[0], .plain) }]
        if hasTargets {
            left.append(
                [Styled(message("heading.target"), .dim)] + targets.map { Styled($0, .dim) })
        }
        let leftWidth = left.map(self.width(of:)).reduce(0) { $0 + $1 + 2 }
        var blocks: [[[Styled]]] = [[]]
        var used = leftWidth
        for column in columns {
            let needed = self.width(of: column) + 2
            if used + needed > width, !(blocks.last ?? []).isEmpty {
                blocks.append([])
                used = leftWidth
            }
            blocks[blocks.count - 1].append(column)
            used += needed
        }
        return blocks.enumerated().flatMap { index, block in
            (index > 0 ? [""] : []) + lines(left + block, labels: labels)
        }
    }

    private var labelWidth: Int { max(16, min(44, width / 3)) }

    private func label(_ series: Series) -> String {
        let dimensions = names.dimensions(of: series)
        let isFirstOfMetric =
            self.series.first { $0.item.metric == series.item.metric }?.item
            == series.item
        let name =
            isFirstOfMetric
            ? names.name(of: series.item) : "  \(names.formula(of: series.item))"
        return dimensions.isEmpty ? name : "\(name): \(dimensions)"
    }

    /// The year stands in the corner where it is the same in all columns.
    private func corner(_ grain: Grain) -> String {
        PeriodHeading.commonYear(of: periods, grain).map(String.init) ?? ""
    }

    private func marked(_ value: MetricValue?) -> Styled {
        guard let value else { return Styled("") }
        let text = cell(value) ?? message("undefined")
        switch value.status {
        case .met: return Styled("\(text) \(mark(.met))", .good)
        case .missed: return Styled("\(text) \(mark(.missed))", .bad)
        case nil: return Styled(value.target == nil ? text : "\(text)  ")
        }
    }

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

    // MARK: Notes

    /// Why there is no value, each reason once for each formula.
    private func undefined(_ grain: Grain) -> [String] {
        var order: [[String]] = []
        var found: [[String]: [String]] = [:]
        for series in series {
            for period in periods {
                guard let value = series.values[period.label], let reason = value.reason else {
                    continue
                }
                let key = [
                    trimmedStart(names.name(of: series.item)), names.dimensions(of: series),
                    names.wording.text(reason)
                ]
                if found[key] == nil { order.append(key) }
                found[key, default: []].append(
                    period.short(grain, among: periods, names.wording))
            }
        }
        return order.map { key in
            let name = key[1].isEmpty ? key[0] : "\(key[0]): \(key[1])"
            let all = found[key] ?? []
            let when =
                all.count > 4
                ? "\(all[0]) … \(all[all.count - 1]) (\(all.count))" : all.joined(separator: ", ")
            return Styled(
                "\(message("undefined")) "
                    + message(
                        "undefined-note",
                        [
                            "metric": .text(name), "period": .text(when), "reason": .text(key[2])
                        ])
            ).text
        }
    }

    /// Which targets are missed, and what may be done about it.
    private var missed: [String] {
        var counts: [(item: EvaluationRequest.Item, missed: Int, of: Int)] = []
        for series in series {
            let judged = series.values.values.compactMap(\.status)
            let missed = judged.filter { $0 == .missed }.count
            if let known = counts.firstIndex(where: { $0.item == series.item }) {
                counts[known].missed += missed
                counts[known].of += judged.count
            } else {
                counts.append((series.item, missed, judged.count))
            }
        }
        return counts.filter { $0.missed > 0 }.map { count in
            message(
                "missed",
                [
                    "metric": .text(names.name(of: count.item)), "missed": .count(count.missed),
                    "judged": .count(count.of),
                    "advice": .text("kpi show \(count.item.metric)")
                ])
        }
    }

    // MARK: Text

    private func aligned(_ table: [[Styled]], left: Set<Int>) -> [String] {
        let widths = (table.first ?? []).indices.map { index in
            table.map { TextWidth.of($0[index].text) }.max() ?? 0
        }
        return table.enumerated().map { row, cells in
            var line = ""
            for (index, cell) in cells.enumerated() {
                let gap = String(repeating: " ", count: widths[index] - TextWidth.of(cell.text))
                let text = coloured(row == 0 ? Styled(cell.text, .dim) : cell)
                line += (index > 0 ? "  " : "") + (left.contains(index) ? text + gap : gap + text)
            }
            return trimmed(line)
        }
    }

    private func coloured(_ text: Styled) -> String { text.rendered(isColoured: isColoured) }

    private func trimmed(_ line: String) -> String {
        var line = line
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }

    private func trimmedStart(_ text: String) -> String {
        String(text.drop { $0 == " " })
    }
}
