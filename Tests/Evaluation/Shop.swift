import Catalog
import Foundation
import Testing

@testable import Evaluation

/// The example shop of the repository.
enum Shop {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    static let folder = "\(root)/examples/shop"

    static func workspace() -> Loaded<Workspace> {
        WorkspaceLoader.load(
            projectFile: "\(folder)/kpi.yaml", catalogFolder: "\(root)/catalog")
    }

    static func engine() throws -> DuckDBProgram {
        try DuckDBProgram.find(in: ["\(root)/.tools/bin"])
    }
}

/// What hand-written SQL gave for the shop; see Fixtures/README.md.
struct ExpectedValue: CustomStringConvertible {
    var metric: String
    var variant: String?
    var grain: String
    var period: String
    var dimension: String
    var numerator: Double?
    var denominator: Double?
    var value: Double?

    var description: String { "\(metric) \(variant ?? "") \(period) \(dimension)" }

    static func all() throws -> [ExpectedValue] {
        let path = "\(Shop.root)/Tests/Evaluation/Fixtures/expected.tsv"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            return ExpectedValue(
                metric: cells[0], variant: cells[1].isEmpty ? nil : cells[1], grain: cells[2],
                period: cells[3], dimension: cells[4], numerator: Double(cells[5]),
                denominator: Double(cells[6]), value: Double(cells[7]))
        }
    }
}
