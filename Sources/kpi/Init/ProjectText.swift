import Catalog
import Diagnostics
import Evaluation
import Formula
import Locales

/// Writes a project file with everything that was found, and comments on what
/// was not.
struct ProjectText {
    let proposals: [BindingProposal]
    let unknown: [TableSample]
    let company: String
    /// The data folder, from the project file's own.
    let folder: String
    let language: String?
    let timeZone: String
    let names: NameBook
    let wording: Wording

    var text: String {
        var lines = comment("header")
        lines.append("company: \(quoted(company))")
        if let language { lines.append("language: \(language)") }
        lines += comment("currency").map { "# currency: EUR   \($0)" }
        lines.append("time_zone: \(timeZone)   \(comment("time-zone").joined(separator: " "))")
        lines += ["", "data:", "  folder: \(quoted(folder))", "  tables:"]
        for proposal in proposals { lines += table(proposal) }
        if proposals.isEmpty { lines[lines.count - 1] = "  tables: {}" }
        for sample in unknown {
            lines += [""]
            lines += comment("unknown-table", ["file": .text(Self.plain(sample.file))], indent: 4)
            lines.append(
                "    # " + sample.columns.prefix(40).map(Self.plain).joined(separator: ", "))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Tables

    private func table(_ proposal: BindingProposal) -> [String] {
        let sample = proposal.table
        let term = wording.entity(proposal.entity.id)?.value.name.term ?? proposal.entity.id
        var lines = ["", "    # \(term)", "    \(proposal.entity.id):"]
        lines.append("      file: \(quoted(sample.file))")
        if let table = sample.table { lines.append("      table: \(quoted(table))") }
        var format: [String] = []
        if proposal.columns.contains(where: { $0.content.hasDecimalComma }) {
            format.append("decimal: \",\"")
        }
        if let encoding = sample.format.encoding { format.append("encoding: \(encoding)") }
        if let rows = sample.format.rows { format.append("rows: \(quoted(rows))") }
        if !format.isEmpty { lines.append("      format: {\(format.joined(separator: ", "))}") }
        lines.append("      columns:")
        let order = sample.columns
        let columns = proposal.columns.sorted {
            (order.firstIndex(of: $0.name) ?? 0) < (order.firstIndex(of: $1.name) ?? 0)
        }
        for column in columns { lines.append("        " + self.column(column, proposal)) }
        for field in proposal.missingFields where field.isRequired {
            lines += comment(
                "missing-field", ["field": .text("\(field.id) (\(self.term(field, proposal)))")],
                indent: 8)
        }
        let unused = proposal.unusedColumns
        if !unused.isEmpty {
            lines += comment(
                "unused-columns",
                ["columns": .list(unused.prefix(30).map { .text(Self.plain($0)) })], indent: 8)
        }
        return lines
    }

    private func term(_ field: Field, _ proposal: BindingProposal) -> String {
        wording.field(field.id, of: proposal.entity.id)?.value.name.term ?? field.id
    }

    private func column(_ column: BindingProposal.Column, _ proposal: BindingProposal) -> String {
        var parts: [String] = []
        var remark =
            column.isGuess || column.isUnsure
            ? comment(column.isGuess ? "guess" : "unsure").joined(separator: " ") : ""
        if let format = column.content.format { parts.append("format: \(quoted(format))") }
        switch column.field.kind {
        case .boolean:
            let yes = column.content.examples.filter {
                names.isName($0, of: column.field.id, entity: proposal.entity.id)
            }
            if !yes.isEmpty {
                parts.append("is: [\(yes.map(quoted).joined(separator: ", "))]")
            } else if !column.content.examples.allSatisfy(BooleanWords.areKnown) {
                let values = column.content.examples.sorted().prefix(8)
                remark = comment(
                    "open-flag", ["values": .list(values.map { .text(Self.plain($0)) })]
                ).joined(separator: " ")
            }
        case .category where !column.field.values.isEmpty:
            var known: [String] = []
            var open: [String] = []
            for value in column.content.examples.sorted() {
                let meaning = names.meaning(
                    of: value, field: column.field.id, entity: proposal.entity.id)
                if let meaning, meaning != value {
                    known.append("\(quoted(value)): \(meaning)")
                } else if meaning == nil {
                    open.append(value)
                }
            }
            if !known.isEmpty { parts.append("values: {\(known.joined(separator: ", "))}") }
            if !open.isEmpty {
                remark = comment(
                    "open-values",
                    [
                        "values": .list(open.prefix(8).map { .text(Self.plain($0)) }),
                        "words": .list(column.field.values.map { .text($0) })
                    ]
                ).joined(separator: " ")
            }
        case .number(let unit) where unit == .second:
            let last = column.name.split { !$0.isLetter }.last.map { $0.lowercased() } ?? ""
            let unit = Self.units.first { $0.words.contains(last) }?.unit
            parts.append("unit: \(unit ?? "s")")
            if unit == nil { remark = comment("unit").joined(separator: " ") }
        default: break
        }
        let name = quoted(column.name)
        let value =
            parts.isEmpty ? name : "{column: \(name), \(parts.joined(separator: ", "))}"
        return "\(column.field.id): \(value)" + (remark.isEmpty ? "" : "   \(remark)")
    }

    /// What durations' columns end in.
    private static let units: [(unit: String, words: Set<String>)] = [
        ("ms", ["ms", "millis", "milliseconds", "milisegundos"]),
        (
            "s",
            [
                "s", "sec", "secs", "seconds", "seg", "segs", "segundos", "с", "сек", "секунд",
                "giây",
                "giay"
            ]
        ),
        ("min", ["m", "min", "mins", "minutes", "minutos", "мин", "минут", "phút", "phut"]),
        (
            "h",
            [
                "h", "hr", "hrs", "hour", "hours", "hora", "horas", "ч", "час", "часы", "часов",
                "giờ", "gio"
            ]
        )
    ]

    // MARK: YAML

    private func comment(
        _ key: String, _ arguments: [String: Message.Argument] = [:], indent: Int = 0
    ) -> [String] {
        let space = String(repeating: " ", count: indent)
        return wording.text(Message("init.\(key)", arguments)).split(separator: "\n")
            .map { "\(space)# \($0)" }
    }

    /// Without anything that could end a comment's line.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(80).map {
                    $0.properties.generalCategory == .control
                        || $0.properties.generalCategory == .lineSeparator
                        || $0.properties.generalCategory == .paragraphSeparator ? " " : $0
                }))
    }

    /// A text as YAML and JSON alike read it.
    private func quoted(_ text: String) -> String {
        let isPlain =
            text.first.map { $0.isLetter } ?? false
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "."
                    || $0 == "/"
            }
        let words: Set<String> = [
            "true", "false", "yes", "no", "on", "off", "null", "y", "n"
        ]
        return isPlain && !words.contains(text.lowercased()) ? text : JSONText.quoted(text)
    }
}
