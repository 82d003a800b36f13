internal import Catalog
internal import Foundation

/// What the beginning of a CSV file shows without doubt, so that the engine
/// need neither be asked nor try out how the file is written.
struct CSVHead: Hashable {
    var columns: [String]
    var delimiter: String

    /// How much of a file is looked at.
    private static let size = 1 << 16

    /// - Returns: `nil` for a file that may be written otherwise than with one
    ///   delimiter, double quotes and names in its first line: the engine is to
    ///   find out.
    static func read(_ path: String, _ format: FileFormat) -> CSVHead? {
        guard format.header ?? true, (format.quote ?? "\"") == "\"", format.encoding == nil,
            let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: size)
        else { return nil }
        var bytes = data[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        // Another sign may stand for a quote, or before one; UTF-16 has noughts.
        guard !bytes.contains(UInt8(ascii: "\\")), !bytes.contains(0) else { return nil }
        guard let end = endOfRecord(bytes),
            let line = String(validating: bytes[..<end], as: UTF8.self),
            !line.isEmpty
        else { return nil }
        return head(of: line, delimiters: format.delimiter.map { [$0] } ?? [",", ";", "\t", "|"])
    }

    private static func head(of line: String, delimiters: [String]) -> CSVHead? {
        let heads = delimiters.compactMap { delimiter -> CSVHead? in
            guard delimiter.count == 1, let sign = delimiter.first else { return nil }
            return cells(of: line, sign).map { CSVHead(columns: $0, delimiter: delimiter) }
        }
        let split = heads.filter { $0.columns.count > 1 }
        guard split.count == 1, let head = split.first,
            Set(head.columns.map { $0.lowercased() }).count == head.columns.count,
            !head.columns.contains(""), !head.columns.contains(where: { $0.contains("'") })
        else { return nil }
        return head
    }

    private static func endOfRecord(_ bytes: Data) -> Data.Index? {
        var isQuoted = false
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): if !isQuoted { return index }
            default: break
            }
        }
        return nil
    }

    private static func cells(of line: String, _ delimiter: Character) -> [String]? {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        var rest = line[...]
        while let sign = rest.popFirst() {
            if isQuoted {
                if sign != "\"" {
                    cell.append(sign)
                } else if rest.first == "\"" {
                    cell.append("\"")
                    rest.removeFirst()
                } else {
                    guard rest.first == nil || rest.first == delimiter else { return nil }
                    isQuoted = false
                }
            } else if sign == "\"", cell.isEmpty {
                isQuoted = true
            } else if sign == delimiter {
                cells.append(cell.trimmingCharacters(in: .whitespaces))
                cell = ""
            } else {
                cell.append(sign)
            }
        }
        guard !isQuoted else { return nil }
        return cells + [cell.trimmingCharacters(in: .whitespaces)]
    }
}
