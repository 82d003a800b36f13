/// Which files make one Power BI project.
enum PowerBIFamily {
    /// The folder `Sales.Report` belongs to `Sales.SemanticModel` beside it; files that lie
    /// in no such folder belong to those in the same folder.
    static func of(_ file: String) -> String {
        let parts = file.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            for ending in [".Report", ".SemanticModel", ".Dataset"] where part.hasSuffix(ending) {
                let folder = parts[..<index] + [part.dropLast(ending.count)]
                return "power-bi:" + folder.joined(separator: "/")
            }
        }
        return "power-bi:" + parts.dropLast().joined(separator: "/")
    }
}
