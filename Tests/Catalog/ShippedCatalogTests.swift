import Catalog
import Diagnostics
import Testing

/// The catalog that comes along, read as it stands in the repository.
enum Shipped {
    static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    static let catalog = CatalogLoader.load(folder: "\(root)/catalog")
}

@Suite struct ShippedCatalogTests {
    @Test func loadsWithoutAnyFinding() {
        #expect(Shipped.catalog.findings.map(Rendered.init) == [])
        #expect(Shipped.catalog.value.metrics.count == 33)
        #expect(Shipped.catalog.value.unreadable.isEmpty)
    }
}

/// A finding as tests compare it: where, by which rule, saying what.
struct Rendered: Hashable, CustomStringConvertible {
    let description: String

    init(_ finding: Finding) {
        let place = finding.place
        let arguments = finding.message.arguments.sorted { $0.key < $1.key }
            .map { " \($0.key)=\($0.value)" }.joined()
        let file = place.file.split(separator: "/").last ?? ""
        description =
            "\(file):\(place.line):\(place.column)-\(place.endLine):\(place.endColumn)"
            + " \(finding.rule) \(finding.message.key)\(arguments)"
    }
}
