import Catalog
import Diagnostics
import Documents
import Evaluation

/// The elements of an XML file that are rows of a table.
///
/// A column is an attribute or an element within the row, by its name, or a
/// path of names with slashes between (`customer/id`).
struct XMLTable {
    /// The path of the rows from the root, the root's own name first.
    let rows: String?
    /// Where the project file binds the table.
    let place: Place

    /// - Throws: ``EvaluationError``, or a document's error as one.
    func csv(_ bytes: [UInt8], file: String) throws -> String {
        guard let rows, case let path = rows.split(separator: "/").map(String.init), !path.isEmpty
        else { throw EvaluationError("no-row-path", at: place) }
        let document: Document
        do {
            document = try Document(xml: bytes, file: file)
        } catch {
            throw EvaluationError(message: error.message, at: error.place)
        }
        var found = document.root.isElement(path[0]) ? [document.root] : []
        for name in path.dropFirst() { found = found.flatMap { $0.elements(name) } }
        guard !found.isEmpty else {
            throw EvaluationError("no-rows-at-path", ["path": .text(rows)], at: place)
        }
        var columns: [String] = []
        var positions: [String: Int] = [:]
        var table: [[Int: String]] = []
        for row in found {
            var cells: [Int: String] = [:]
            collect(row, prefix: "") { name, value in
                let position = positions[name] ?? columns.count
                if positions[name] == nil {
                    positions[name] = position
                    columns.append(name)
                }
                // The first of several with the same name counts.
                if cells[position] == nil { cells[position] = value }
            }
            table.append(cells)
        }
        var text = CSVText.line(columns)
        for cells in table { text += CSVText.line(columns.indices.map { cells[$0] ?? "" }) }
        return text
    }

    private func collect(_ element: Node, prefix: String, _ add: (String, String) -> Void) {
        for attribute in element.attributes {
            add(prefix + attribute.name.string, attribute.value.string)
        }
        for child in element.elements {
            guard let name = child.name else { continue }
            let inner = child.elements
            if inner.isEmpty {
                add(prefix + name, child.text.string)
            }
            collect(child, prefix: prefix + name + "/", add)
        }
    }
}
