public import Diagnostics

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the files of catalogs, locales and projects.
public enum SourceFile {
    /// The most bytes that a file of text written by hand may have.
    public static let largest = 16 << 20

    /// The text of a file, or the finding that says why there is none.
    public static func read(_ path: String) -> Result<SourceText, UnreadableFile> {
        func failure(_ key: String, _ arguments: [String: Message.Argument] = [:]) -> UnreadableFile
        {
            UnreadableFile(
                finding: Finding(
                    rule: YAMLReader.unreadable, severity: .error, place: Place(file: path),
                    message: Message("check.file.\(key)", arguments)))
        }
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved(path))
        else { return .failure(failure("not-found")) }
        switch attributes[.type] as? FileAttributeType {
        case .typeRegular?: break
        case .typeDirectory?: return .failure(failure("is-folder"))
        default: return .failure(failure("no-file"))
        }
        // A whole number of one type or another, by which Foundation is loaded.
        let size = attributes[.size]
        if let size = (size as? UInt) ?? (size as? Int).map(UInt.init(clamping:)), size > largest {
            return .failure(failure("too-large", ["limit": .count(largest >> 20)]))
        }
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            return .failure(failure("no-permission"))
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return .success(
            SourceText(file: path, bytes: Array(data.starts(with: mark) ? data.dropFirst(3) : data))
        )
    }

    /// `attributesOfItem` says what a link is; wanted is what it leads to.
    private static func resolved(_ path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().path
    }

    /// The names of the YAML and JSON files in a folder, in alphabetical order;
    /// `nil` where there is no such folder.
    public static func documents(in folder: String) -> [String]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return nil
        }
        return names.filter { name in
            !name.hasPrefix(".") && extensions.contains { name.hasSuffix($0) }
        }.sorted()
    }

    /// The names of the folders in a folder, in alphabetical order.
    public static func folders(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !$0.hasPrefix(".") && isFolder("\(folder)/\($0)") }.sorted()
    }

    public static func isFolder(_ path: String) -> Bool {
        var isDirectory = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory
    }

    public static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    private static let extensions = [".yaml", ".yml", ".json"]

    /// A file's name without its folder and extension.
    public static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        for suffix in extensions where name.hasSuffix(suffix) {
            return String(name.dropLast(suffix.count))
        }
        return name
    }
}

/// A file that cannot be read.
public struct UnreadableFile: Error {
    public var finding: Finding

    public init(finding: Finding) { self.finding = finding }
}
