package import Diagnostics

/// Where the catalog's loader gets the trees of files from: the files of a folder,
/// or what was kept of them.
package protocol TreeSource: AnyObject {
    /// Names the folder that all other names start from.
    ///
    /// - Returns: Whether there is such a folder.
    func open(_ folder: String) -> Bool
    /// The names of the YAML and JSON files in a folder, in alphabetical order;
    /// `nil` where there is no such folder.
    func documents(in folder: String) -> [String]?
    func read(_ name: String) -> ReadTree
}

/// What reading one file gave.
package struct ReadTree {
    /// `nil`, with findings, where there is none.
    package var root: YAMLNode?
    package var findings: [Finding]
    /// `nil` where the file itself was not read.
    package var text: SourceText?

    package init(root: YAMLNode?, findings: [Finding] = [], text: SourceText? = nil) {
        self.root = root
        self.findings = findings
        self.text = text
    }
}

/// Reads the files themselves.
package final class FileTrees: TreeSource {
    /// What was read, by name, where it is to be kept.
    package private(set) var kept: [String: YAMLNode] = [:]
    private let keeps: Bool
    private var folder = ""

    package init(keeping keeps: Bool = false) { self.keeps = keeps }

    package func open(_ folder: String) -> Bool {
        self.folder = folder
        return SourceFile.isFolder(folder)
    }

    package func documents(in folder: String) -> [String]? {
        SourceFile.documents(in: "\(self.folder)/\(folder)")
    }

    package func read(_ name: String) -> ReadTree {
        switch SourceFile.read("\(folder)/\(name)") {
        case .failure(let error): return ReadTree(root: nil, findings: [error.finding])
        case .success(let source):
            let (root, findings) = YAMLReader.read(source)
            if keeps { kept[name] = root }
            return ReadTree(root: root, findings: findings, text: source)
        }
    }
}
