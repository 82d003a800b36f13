public import Diagnostics
public import Documents

/// Excel workbooks (`.xlsx`, `.xlsm`): formulas with what labels them, their number
/// formats, conditional formats, tables, pivot tables and the values that were saved.
public enum ExcelWorkbook: PackageReader {
    public static let id = "excel"

    public static func recognises(_ package: Package) -> Bool {
        package.entry("xl/workbook.xml") != nil
    }

    public static func read(
        _ package: Package
    ) throws(DocumentError) -> (dashboard: Dashboard, sources: [SourceText]) {
        let workbook = try Spreadsheet(package)
        var reading = ExcelReading(workbook)
        reading.read()
        return (reading.dashboard, workbook.sources)
    }
}

private struct ExcelReading {
    let workbook: Spreadsheet
    var dashboard: Dashboard
    /// The fields that formulas name, once each: by sheet and name.
    private var known: Set<String> = []

    /// A workbook with more different formulas is no dashboard.
    private static let useLimit = 5_000
    /// How far a label may stand from its cell.
    private static let labelDistance = 60

    init(_ workbook: Spreadsheet) {
        self.workbook = workbook
        dashboard = Dashboard(format: ExcelWorkbook.id, file: workbook.package.file)
    }

    mutating func read() {
        for (name, formula) in workbook.names {
            dashboard.fields.add(
                Field(
                    name: name.string, kind: .calculation,
                    formula: SourceFormula(source: formula, language: "excel"), place: name.place))
        }
        for sheet in workbook.sheets {
            for table in sheet.tables { read(table: table) }
            for (table, fields) in sheet.pivots { read(pivot: table, fields, on: sheet) }
        }
        for sheet in workbook.sheets { read(formulasOf: sheet) }
    }

    private mutating func read(table: Node) {
        guard let name = table.attribute("displayName") ?? table.attribute("name") else { return }
        for column in table.element("tableColumns")?.elements("tableColumn") ?? [] {
            guard let title = column.attribute("name") else { continue }
            let formula = column.element("calculatedColumnFormula")?.text
            dashboard.fields.add(
                Field(
                    name: title.string, scope: name.string,
                    kind: formula == nil ? .column : .calculation,
                    formula: formula.map { SourceFormula(source: $0, language: "excel") },
                    place: title.place))
        }
    }

    private mutating func read(pivot table: Node, _ fields: [Node], on sheet: Spreadsheet.Sheet) {
        for data in table.element("dataFields")?.elements("dataField") ?? [] {
            guard let label = data.attribute("name"),
                let index = data.attribute("fld").flatMap({ Int($0.string) }),
                fields.indices.contains(index), let column = fields[index].attribute("name")
            else { continue }
            let word = data.attribute("subtotal") ?? PlacedText("sum", at: data)
            let own = fields[index].attribute("formula")
            var use = MetricUse(
                labels: [Label(text: label, role: .caption)],
                formula: own.map { SourceFormula(source: $0, language: "excel") }
                    ?? AggregateCall.sql(word, AggregateCall.quoted(column)),
                place: label.place, container: [sheet.title])
            use.numberFormat = data.attribute("numFmtId").flatMap { Int($0.string) }.flatMap {
                workbook.styles.numberFormat($0, at: data)
            }
            dashboard.uses.append(use)
        }
    }

    // MARK: Formulas

    private mutating func read(formulasOf sheet: Spreadsheet.Sheet) {
        // Cells that a formula was filled into are one metric with several values.
        var uses: [String: Int] = [:]
        for position in sheet.formulas {
            guard let cell = sheet.cells[position], let formula = cell.formula,
                cell.text == nil, dashboard.uses.count < Self.useLimit
            else { continue }
            let references = CellReference.all(in: formula.string)
            // What only repeats another cell is no formula of its own.
            if references.count == 1, references[0].range.count == formula.string.utf8.count {
                continue
            }
            let form = CellReference.relative(formula.string, at: position)
            let keys = ["column \(position.column) \(form)", "row \(position.row) \(form)"]
            let value = cell.number.map {
                StatedValue(
                    value: $0, context: context(of: position, on: sheet),
                    place: cell.valueNode.text.place)
            }
            if let number = keys.compactMap({ uses[$0] }).first {
                if let value { dashboard.uses[number].values.append(value) }
                for key in keys where uses[key] == nil { uses[key] = number }
                continue
            }
            for reference in references { know(reference, from: sheet) }
            for key in keys { uses[key] = dashboard.uses.count }
            var use = MetricUse(
                internalName: position.name, labels: labels(of: position, on: sheet),
                formula: SourceFormula(source: formula, language: "excel"),
                numberFormat: workbook.styles.numberFormat(ofStyle: cell.style, at: cell.node),
                values: value.map { [$0] } ?? [], place: formula.place,
                container: [sheet.title], scope: sheet.title)
            use.thresholds = sheet.rules.filter { rule in
                rule.ranges.contains { $0.contains(position) }
            }.flatMap { workbook.styles.thresholds($0.node) }
            dashboard.uses.append(use)
        }
    }

    /// Makes known what a reference names: a cell with its formula or its label, or a column.
    private mutating func know(_ reference: CellReference, from sheet: Spreadsheet.Sheet) {
        let title = reference.sheet ?? sheet.title
        guard known.insert(title.lowercased() + "\u{0}" + reference.name).inserted,
            let target = workbook.sheets.first(where: {
                $0.title.lowercased() == title.lowercased()
            }), let range = CellRange(reference.name)
        else { return }
        let first = range.first
        guard reference.name.contains(":") else {
            guard let cell = target.cells[first] else { return }
            add(
                reference.name, title, formula: cell.formula,
                caption: labels(of: first, on: target).first?.text, place: cell.node.place)
            for inner in cell.formula.map({ CellReference.all(in: $0.string) }) ?? [] {
                know(inner, from: target)
            }
            return
        }
        // A range is one column, or one row, of a table.
        let isColumn = range.first.column == range.last.column
        guard isColumn || range.first.row == range.last.row else { return }
        let cells = target.cells.filter { range.contains($0.key) && $0.value.text == nil }
            .sorted { $0.key < $1.key }
        guard let (start, cell) = cells.first else { return }
        let forms = Set(
            cells.map { position, cell in
                cell.formula.map { CellReference.relative($0.string, at: position) } ?? ""
            })
        let caption =
            isColumn
            ? text(above: start, on: target) : text(leftOf: start, on: target)
        add(
            reference.name, title, formula: forms.count == 1 ? cell.formula : nil,
            caption: caption, place: cell.node.place)
        guard forms.count == 1, let formula = cell.formula else { return }
        for inner in CellReference.all(in: formula.string) { know(inner, from: target) }
    }

    private mutating func add(
        _ name: String, _ sheet: String, formula: PlacedText?, caption: PlacedText?, place: Place
    ) {
        dashboard.fields.add(
            Field(
                name: name, scope: sheet, caption: caption,
                kind: formula == nil ? .column : .calculation,
                formula: formula.map { SourceFormula(source: $0, language: "excel") }, place: place)
        )
    }

    // MARK: Labels

    /// The texts that name a cell: at the head of its column and of its row. The one
    /// along which its formula was not filled comes first.
    private func labels(of cell: CellPosition, on sheet: Spreadsheet.Sheet) -> [Label] {
        let head = text(above: cell, on: sheet)
        let side = text(leftOf: cell, on: sheet)
        let isInColumn = isSame(cell, rows: 1, on: sheet) || isSame(cell, rows: -1, on: sheet)
        let order = isInColumn ? [head, side] : [side, head]
        return order.compactMap { $0 }.map { Label(text: $0, role: .caption) }
    }

    /// What a value is of: the texts at the head of its row and its column.
    private func context(of cell: CellPosition, on sheet: Spreadsheet.Sheet) -> [String] {
        labels(of: cell, on: sheet).map(\.text.string)
    }

    /// Whether the cell so many rows below is filled with the same formula, or holds a
    /// number where this one does.
    private func isSame(_ cell: CellPosition, rows: Int, on sheet: Spreadsheet.Sheet) -> Bool {
        let other = CellPosition(row: cell.row + rows, column: cell.column)
        guard let one = sheet.cells[cell], let two = sheet.cells[other] else { return false }
        guard let formula = one.formula?.string, let below = two.formula?.string else {
            return one.formula == nil && two.formula == nil && one.number != nil
                && two.number != nil
        }
        return CellReference.relative(formula, at: cell)
            == CellReference.relative(below, at: other)
    }

    private func text(above cell: CellPosition, on sheet: Spreadsheet.Sheet) -> PlacedText? {
        for row in stride(from: cell.row - 1, through: 1, by: -1) {
            if let text = sheet.cells[CellPosition(row: row, column: cell.column)]?.text {
                return text
            }
            if cell.row - row > 100_000 { break }
        }
        return nil
    }

    private func text(leftOf cell: CellPosition, on sheet: Spreadsheet.Sheet) -> PlacedText? {
        let last = max(1, cell.column - Self.labelDistance)
        for column in stride(from: cell.column - 1, through: last, by: -1) {
            if let text = sheet.cells[CellPosition(row: cell.row, column: column)]?.text {
                return text
            }
        }
        return nil
    }
}
