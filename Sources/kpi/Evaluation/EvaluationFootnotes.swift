import Diagnostics
import Evaluation
import Locales

/// What is said below a table of values.
struct EvaluationFootnotes {
    private let grid: EvaluationGrid

    init(_ grid: EvaluationGrid) { self.grid = grid }

    /// In groups of lines.
    func all(_ grain: Grain) -> [[String]] { [incomplete, undefined(grain), missed] }

    private var names: EvaluationNames { grid.names }

    private var incomplete: [String] {
        grid.periods.contains { !$0.isComplete } ? ["* " + grid.message("incomplete")] : []
    }

    /// Why there is no value, each reason once for each formula.
    private func undefined(_ grain: Grain) -> [String] {
        var order: [[String]] = []
        var found: [[String]: [String]] = [:]
        for series in grid.series {
            for period in grid.periods {
                guard let value = series.values[period.label],
                    let reason = value.reason ?? value.change?.reason
                else { continue }
                let key = [
                    String(names.name(of: series.item).drop { $0 == " " }),
                    names.dimensions(of: series), names.wording.text(reason)
                ]
                if found[key] == nil { order.append(key) }
                found[key, default: []].append(
                    period.short(grain, among: grid.periods, names.wording))
            }
        }
        return order.map { key in
            let name = key[1].isEmpty ? key[0] : "\(key[0]): \(key[1])"
            let all = found[key] ?? []
            let when =
                all.count > 4
                ? "\(all[0]) … \(all[all.count - 1]) (\(all.count))" : all.joined(separator: ", ")
            return Styled(
                "\(grid.message("undefined")) "
                    + grid.message(
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
        for series in grid.series {
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
            grid.message(
                "missed",
                [
                    "metric": .text(names.name(of: count.item)), "missed": .count(count.missed),
                    "judged": .count(count.of),
                    "advice": .text("kpi show \(count.item.metric)")
                ])
        }
    }
}
