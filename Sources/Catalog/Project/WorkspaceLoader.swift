public import Diagnostics

/// Reads a catalog together with a company's project file.
public enum WorkspaceLoader {
    /// - Parameters:
    ///   - projectFile: The company's `kpi.yaml` or `kpi.json`; `nil` for none.
    ///   - catalogFolder: The catalog to take where the project names no other.
    public static func load(
        projectFile: String?, catalogFolder: String
    ) -> Loaded<Workspace> {
        load(projectFile: projectFile, catalogFolder: catalogFolder, trees: FileTrees())
    }

    /// - Parameter trees: Where the catalog's files come from; the project file
    ///   itself is always read.
    package static func load(
        projectFile: String?, catalogFolder: String, trees: any TreeSource
    ) -> Loaded<Workspace> {
        guard let projectFile else {
            let catalog = CatalogLoader.load(folder: catalogFolder, trees: trees)
            return Loaded(
                Workspace(catalog: catalog.value), findings: catalog.findings, texts: catalog.texts)
        }
        let source: SourceText
        switch SourceFile.read(projectFile) {
        case .failure(let error):
            let catalog = CatalogLoader.load(folder: catalogFolder, trees: trees)
            return Loaded(
                Workspace(catalog: catalog.value), findings: [error.finding] + catalog.findings,
                texts: catalog.texts)
        case .success(let text): source = text
        }
        return load(project: source, catalogFolder: catalogFolder, trees: trees)
    }

    /// Reads the text of a project file that need not lie on disk.
    public static func load(
        project source: SourceText, catalogFolder: String
    ) -> Loaded<Workspace> {
        load(project: source, catalogFolder: catalogFolder, trees: FileTrees())
    }

    private static func load(
        project source: SourceText, catalogFolder: String, trees: any TreeSource
    ) -> Loaded<Workspace> {
        let (root, findings) = YAMLReader.read(source)
        var loaded = CatalogLoader.load(
            folder: root.flatMap { catalog(of: $0, file: source.file) } ?? catalogFolder,
            trees: trees)
        loaded.texts[source.file] = source
        guard let root else {
            return Loaded(
                Workspace(catalog: loaded.value), findings: findings + loaded.findings,
                texts: loaded.texts)
        }
        let (project, unreadable, problems) = ProjectLoader.load(
            root, file: source.file, catalog: loaded.value)
        var workspace = Workspace(catalog: loaded.value, project: project)
        workspace.catalog.unreadable.formUnion(unreadable)
        return Loaded(
            workspace, findings: findings + problems + loaded.findings, texts: loaded.texts)
    }

    private static func catalog(of root: YAMLNode, file: String) -> String? {
        var project = Project(file: file)
        let path = root["catalog"]?.scalar?.text
        project.catalog = path == "default" || path == "" ? nil : path
        return project.catalogFolder
    }
}

extension Project {
    /// A path that is written in the project file, which starts from its folder.
    public func path(_ written: String) -> String {
        guard !written.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return written }
        return file[...slash] + written
    }

    /// The folder of the catalog that the project names; `nil` for the one that
    /// comes along.
    public var catalogFolder: String? { catalog.map(path) }
}
