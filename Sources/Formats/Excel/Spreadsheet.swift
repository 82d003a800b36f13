internal import Diagnostics
internal import Documents

/// The parts of a workbook that say something of numbers, by ECMA-376.
struct Spreadsheet {
    struct Sheet {
        var title: String
        var cells: [CellPosition: Cell] = [:]
        /// The cells with formulas, in the order of the file.
        var formulas: [CellPosition] = []
        var rules: [(ranges: [CellRange], node: Node)] = []
        var tables: [Node] = []
        var pivots: [(table: Node, fields: [Node])] = []
    }

    struct Cell {
        var node: Node
        var formula: PlacedText?
        var number: Double?
        var text: PlacedText?
        var style: Int?

        /// Where its value stands, or the cell.
        var valueNode: Node { node.element("v") ?? node }
    }

    let package: Package
    private(set) var sheets: [Sheet] = []
    private(set) var names: [(name: PlacedText, formula: PlacedText)] = []
    private(set) var styles: ExcelStyles
    private(set) var sources: [SourceText] = []
    private var strings: [Node] = []

    /// More cells than anybody reads.
    private static let cellLimit = 2_000_000

    init(_ package: Package) throws(DocumentError) {
        self.package = package
        styles = ExcelStyles(nil)
        guard let workbook = try document("xl/workbook.xml") else { return }
        if let shared = try document("xl/sharedStrings.xml") {
            strings = shared.root.elements("si")
        }
        styles = ExcelStyles(try document("xl/styles.xml"))
        let targets = try relations(of: "xl/workbook.xml")
        for name in workbook.root.element("definedNames")?.elements("definedName") ?? [] {
            // Names that the program keeps for itself, such as a print area.
            guard let text = name.attribute("name"), !text.string.hasPrefix("_xlnm") else {
                continue
            }
            names.append((text, name.text))
        }
        for sheet in workbook.root.element("sheets")?.elements("sheet") ?? [] {
            let id = sheet.attributes.first { $0.name.string.hasSuffix(":id") }?.value.string
            guard let id, let path = targets[id]?.path else { continue }
            try read(sheet: path, title: sheet.attribute("name")?.string ?? "")
        }
    }

    private mutating func document(_ path: String) throws(DocumentError) -> Document? {
        guard let entry = package.entry(path) else { return nil }
        let bytes = try package.unpacked(entry)
        let document = try Document(xml: bytes, file: package.path(of: entry))
        sources.append(document.source)
        return document
    }

    /// What the parts that a part refers to are, by the ids that it gives them.
    private mutating func relations(
        of path: String
    ) throws(DocumentError) -> [String: (path: String, type: String)] {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let folder = String(path[..<slash])
        let name = path[path.index(after: slash)...]
        guard let document = try document("\(folder)/_rels/\(name).rels") else { return [:] }
        var found: [String: (path: String, type: String)] = [:]
        for relation in document.root.elements("Relationship") {
            guard let id = relation.attribute("Id")?.string,
                let target = relation.attribute("Target")?.string,
                !relation.has("TargetMode", "External")
            else { continue }
            let type = relation.attribute("Type")?.string.split(separator: "/").last ?? ""
            found[id] = (Self.resolved(target, in: folder), String(type))
        }
        return found
    }

    private static func resolved(_ target: String, in folder: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/") {
            if part == ".." {
                _ = parts.popLast()
            } else if part != "." {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    // MARK: Sheets

    private mutating func read(sheet path: String, title: String) throws(DocumentError) {
        guard let document = try document(path) else { return }
        var sheet = Sheet(title: title)
        var row = 0
        for line in document.root.element("sheetData")?.elements("row") ?? [] {
            row = line.attribute("r").flatMap { Int($0.string) } ?? row + 1
            var column = 0
            for node in line.elements("c") {
                let position =
                    node.attribute("r").flatMap { CellPosition($0.string) }
                    ?? CellPosition(row: row, column: column + 1)
                column = position.column
                guard sheet.cells.count < Self.cellLimit else { break }
                sheet.cells[position] = cell(node)
            }
        }
        for (position, formula) in formulas(document.root.element("sheetData")) {
            sheet.cells[position]?.formula = formula
            sheet.formulas.append(position)
        }
        for format in document.root.elements("conditionalFormatting") {
            let ranges = (format.attribute("sqref")?.string ?? "").split(separator: " ")
                .compactMap { CellRange($0) }
            for rule in format.elements("cfRule") { sheet.rules.append((ranges, rule)) }
        }
        for (part, type) in try relations(of: path).values.sorted(by: { $0.path < $1.path }) {
            if type == "table", let table = try self.document(part) {
                sheet.tables.append(table.root)
            } else if type == "pivotTable", let table = try self.document(part) {
                let cache = try relations(of: part).values.first {
                    $0.type == "pivotCacheDefinition"
                }
                let fields = try cache.map { (cache) throws(DocumentError) in
                    try self.document(cache.path)?.root.element("cacheFields")?.elements(
                        "cacheField")
                }
                sheet.pivots.append((table.root, (fields ?? nil) ?? []))
            }
        }
        sheets.append(sheet)
    }

    private func cell(_ node: Node) -> Cell {
        var cell = Cell(node: node, style: node.attribute("s").flatMap { Int($0.string) })
        let value = node.element("v")
        switch node.attribute("t")?.string {
        case "s":
            if let index = value.flatMap({ Int($0.text.string) }), strings.indices.contains(index) {
                cell.text = Self.text(strings[index])
            }
        case "inlineStr": cell.text = node.element("is").flatMap { Self.text($0) }
        case "str": cell.text = value?.text
        case "b", "e", "d": break
        default: cell.number = value.flatMap { Double($0.text.string) }
        }
        return cell
    }

    /// A text, with its runs of different looks put together.
    private static func text(_ node: Node) -> PlacedText? {
        let parts = [node.element("t")?.text] + node.elements("r").map { $0.element("t")?.text }
        guard let text = PlacedText.joined(parts.compactMap { $0 }, separator: "")?.trimmed,
            !text.string.isEmpty
        else { return nil }
        return text
    }

    /// The formulas of a sheet; one that cells share is moved to each of them.
    private func formulas(_ data: Node?) -> [(CellPosition, PlacedText)] {
        var shared: [String: (cell: CellPosition, text: String)] = [:]
        var found: [(CellPosition, PlacedText)] = []
        for row in data?.elements("row") ?? [] {
            for node in row.elements("c") {
                guard let formula = node.element("f"),
                    let position = node.attribute("r").flatMap({ CellPosition($0.string) })
                else { continue }
                let text = formula.text
                let group = formula.has("t", "shared") ? formula.attribute("si")?.string : nil
                if !text.string.isEmpty {
                    if let group { shared[group] = (position, text.string) }
                    found.append((position, text))
                } else if let group, let (cell, master) = shared[group] {
                    let moved = CellReference.moved(
                        master, rows: position.row - cell.row,
                        columns: position.column - cell.column)
                    found.append((position, PlacedText(moved, at: formula)))
                }
            }
        }
        return found
    }
}
