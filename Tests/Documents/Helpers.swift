import Diagnostics
import Documents
import Foundation

/// What is wrong with these bytes, or nothing.
func fault(_ bytes: [UInt8], file: String = "a.json", limits: Limits = .standard) -> DocumentError?
{
    do throws(DocumentError) {
        return try Document(bytes, file: file, limits: limits).problems.first
    } catch {
        return error
    }
}

func fault(_ text: String, file: String = "a.json", limits: Limits = .standard) -> DocumentError? {
    fault(Array(text.utf8), file: file, limits: limits)
}

/// The reasons that the English messages explain.
func explainedReasons() throws -> Set<String> {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../locales/en/messages/documents.yaml"
    ).standardized
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    return Set(lines.filter { $0.first?.isLetter == true }.map { String($0.dropLast()) })
}

/// The stretch of a text that a place covers.
func covered(_ place: Place, of text: String) -> String {
    var result = ""
    for number in place.line...place.endLine {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let scalars = Array(lines[number - 1].unicodeScalars)
        let start = number == place.line ? place.column - 1 : 0
        let end = number == place.endLine ? place.endColumn - 1 : scalars.count
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<end])
        result += String(view) + (number == place.endLine ? "" : "\n")
    }
    return result
}
