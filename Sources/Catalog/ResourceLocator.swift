#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Finds the folder that holds `catalog` and `locales`.
public enum ResourceLocator {
    /// The variable that names the folder outright.
    public static let variable = "METRIGLOT_HOME"

    /// Where the variable points; else the nearest folder above the current one
    /// that is such a folder, so that who works on a catalog sees that catalog;
    /// else beside an installed program, in `../share/metriglot`; else the
    /// nearest above the program, as in a working copy of the repository.
    ///
    /// - Returns: `nil` where there is none. A variable that points nowhere is
    ///   not made up for by any other place.
    public static func home(
        environment: [String: String]? = nil, executable: String? = executablePath,
        currentFolder: String? = nil
    ) -> String? {
        let environment = environment ?? ProcessInfo.processInfo.environment
        let currentFolder = currentFolder ?? FileManager.default.currentDirectoryPath
        if let named = environment[variable], !named.isEmpty {
            return isHome(named) ? named : nil
        }
        if let found = upwards(from: currentFolder) { return found }
        guard let executable else { return nil }
        let program = folder(of: executable)
        let shared = folder(of: program) + "/share/metriglot"
        return isHome(shared) ? shared : upwards(from: program)
    }

    /// The nearest `kpi.yaml` or `kpi.json`, in a folder or above it.
    public static func projectFile(
        from currentFolder: String? = nil
    ) -> String? {
        let currentFolder = currentFolder ?? FileManager.default.currentDirectoryPath
        for (steps, folder) in ancestors(of: currentFolder).enumerated() {
            for name in ["kpi.yaml", "kpi.yml", "kpi.json"]
            where SourceFile.exists("\(folder)/\(name)") {
                // In the current folder the name alone says where.
                return steps == 0 ? name : "\(folder)/\(name)"
            }
        }
        return nil
    }

    /// The program's own file, with links followed; `nil` where it is unknown.
    public static var executablePath: String? {
        #if os(Linux)
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        #else
            CommandLine.arguments.first.map { URL(filePath: $0).resolvingSymlinksInPath().path }
        #endif
    }

    private static func isHome(_ folder: String) -> Bool {
        SourceFile.isFolder("\(folder)/catalog") && SourceFile.isFolder("\(folder)/locales")
    }

    /// Other people's projects have folders of these names too; only a catalog
    /// has metrics in both.
    private static func upwards(from folder: String) -> String? {
        ancestors(of: folder).first { folder in
            isHome(folder) && SourceFile.isFolder("\(folder)/catalog/metrics")
                && SourceFile.isFolder("\(folder)/locales/en/metrics")
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return String(path[..<slash])
    }

    /// The folder, the folder above it, and so on.
    private static func ancestors(of path: String) -> [String] {
        var result = [path]
        var rest = Substring(path)
        while let slash = rest.lastIndex(of: "/") {
            rest = rest[..<slash]
            result.append(rest.isEmpty ? "/" : String(rest))
        }
        return result
    }
}
