import Catalog
import Diagnostics
import Evaluation
import Locales

/// What is said on standard error beside the values: what could not be
/// computed, and which cells and rows were left out.
struct EvaluationNotes {
    let setting: EvaluationSetting
    /// No metric was named: then it is no fault that some have no data.
    let isEverything: Bool

    typealias Failure = (item: EvaluationRequest.Item, error: EvaluationError)

    /// What somebody has to see to.
    func faults(in result: EvaluationResult) -> [Failure] {
        result.failures.filter { !isExpected($0) }
    }

    private func isExpected(_ failure: Failure) -> Bool {
        isEverything && failure.error.message.key == "eval.error.unbound-entity"
    }

    func tell(_ result: EvaluationResult) {
        tellFaults(result)
        let unbound = result.failures.filter(isExpected)
        if !unbound.isEmpty {
            note(
                "not-bound",
                ["count": .count(metrics(of: unbound).count), "metrics": list(unbound)])
        }
        for cells in result.rejected {
            note(
                cells.firstRow == nil ? "rejected-somewhere" : "rejected",
                [
                    "file": .text(cells.file), "column": .text(cells.column),
                    "count": .count(cells.count), "row": .count(cells.firstRow ?? 0),
                    "example": .text(Self.shown(cells.example))
                ])
        }
        for (entity, count) in result.withoutPeriod.sorted(by: { $0.key < $1.key }) {
            let term = setting.wording.entity(entity)?.value.name.term ?? entity
            note("without-period", ["entity": .text(term), "count": .count(count)])
        }
    }

    /// Each cause once, with all metrics that it keeps from being computed.
    private func tellFaults(_ result: EvaluationResult) {
        var order: [EvaluationError] = []
        var byError: [EvaluationError: [Failure]] = [:]
        for failure in faults(in: result) {
            if byError[failure.error] == nil { order.append(failure.error) }
            byError[failure.error, default: []].append(failure)
        }
        for error in order {
            let message = Message(
                "eval.failed",
                ["metric": list(byError[error] ?? []), "error": .message(error.message)])
            Terminal.note(
                EvaluationSetting.located(setting.wording.text(message), error.place))
        }
    }

    private func metrics(of failures: [Failure]) -> [String] {
        var seen: Set<String> = []
        return failures.map(\.item.metric).filter { seen.insert($0).inserted }
    }

    private func list(_ failures: [Failure]) -> Message.Argument {
        .list(metrics(of: failures).map { .metric($0) })
    }

    private func note(_ key: String, _ arguments: [String: Message.Argument]) {
        Terminal.note(setting.wording.text(Message("eval.\(key)", arguments)))
    }

    /// Enough of a cell to know it again, without what could take hold of a terminal.
    private static func shown(_ cell: String) -> String {
        let text = Styled(String(cell.prefix(41))).text
        return text.count > 40 ? text.prefix(40) + "…" : text
    }
}
