internal import Documents

/// An aggregation that a file gives as a function's name and a column, written as SQL.
enum AggregateCall {
    /// - Parameters:
    ///   - function: the tool's word for it.
    ///   - argument: the column or expression; nothing for a count of rows.
    /// - Returns: nothing where the word means nothing here.
    static func sql(_ function: PlacedText, _ argument: PlacedText?) -> SourceFormula? {
        let word = function.string.lowercased().filter { $0.isLetter }
        var parts: [PlacedText.Part]
        let value: PlacedText.Part = argument.map { .text($0) } ?? .literal("*")
        switch word {
        case "sum", "simplesum": parts = [.instead("SUM(", of: function), value]
        case "avg", "average", "mean": parts = [.instead("AVG(", of: function), value]
        case "min", "minimum": parts = [.instead("MIN(", of: function), value]
        case "max", "maximum": parts = [.instead("MAX(", of: function), value]
        case "median": parts = [.instead("MEDIAN(", of: function), value]
        case "count": parts = [.instead("COUNT(", of: function), value]
        case "countdistinct", "distinctcount", "cardinality", "uniquecount", "distinct":
            parts = [.instead("COUNT(DISTINCT ", of: function), value]
        case "sumboolean":
            parts = [
                .instead("SUM(CASE WHEN ", of: function), value, .literal(" THEN 1 ELSE 0 END")
            ]
        default: return nil
        }
        parts.append(.literal(")"))
        return PlacedText.composed(parts).map { SourceFormula(source: $0, language: "sql") }
    }

    /// A column's name in quotes where SQL needs them.
    static func quoted(_ column: PlacedText) -> PlacedText {
        let isPlain = column.string.allSatisfy {
            $0.isLetter || $0.isNumber || $0 == "_" || $0 == "."
        }
        if isPlain, column.string.first?.isNumber == false { return column }
        return PlacedText.composed([.literal("\""), .text(column), .literal("\"")]) ?? column
    }
}
