import Diagnostics
import Documents
import Formats
import Testing

/// A document as the dashboard that its content shows it to be.
func dashboard(_ text: String, file: String = "file", format: String) throws -> Dashboard {
    let document = try Document(text: text, file: file)
    guard case .dashboard(let dashboard) = Formats.read(document) else {
        throw Unrecognised(format: format)
    }
    #expect(dashboard.format == format)
    return dashboard
}

struct Unrecognised: Error {
    var format: String
}

extension Dashboard {
    /// The use with this label.
    func use(_ label: String) throws -> MetricUse {
        try #require(uses.first { $0.labels.first?.text.string == label }, "\(label)")
    }
}

/// The line of a text at which a place starts, from its column to its end on that line.
func covered(_ place: Place, of text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let scalars = Array(lines[place.line - 1].unicodeScalars)
    let end = place.endLine == place.line ? place.endColumn - 1 : scalars.count
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[(place.column - 1)..<end])
    return String(view)
}
