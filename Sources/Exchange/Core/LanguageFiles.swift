import Catalog
public import Diagnostics
public import Locales

/// Puts what was imported into the files of a language.
///
/// Only the files that something changes in are written anew, with their keys
/// in the order of the reference language and their leading comments.
public struct LanguageFiles: Sendable {
    /// The new text of each file that changes, by its path below the language's folder.
    public private(set) var files: [String: String] = [:]
    /// How many texts are new or other than before.
    public private(set) var changed = 0
    /// What there is no place for.
    public private(set) var findings: [Finding] = []
    /// The record of what the imported texts were made from.
    public private(set) var origins: OriginFile

    /// - Parameters:
    ///   - imported: The texts and names of one language.
    ///   - language: The language as it is; without a folder where it is new.
    ///   - reference: The language that says which texts there can be.
    public init(
        _ imported: Imported, in language: Language, reference: Language, meaning: CatalogMeaning
    ) {
        origins = OriginFile.load(folder: language.folder).value
        let known = Set(reference.fields.map(\.address))
        let current = Dictionary(
            language.fields.map { ($0.address, $0.text) }, uniquingKeysWith: { one, _ in one })
        var updates: [String: [String: String]] = [:]
        for text in imported.texts[language.tag] ?? [] {
            guard known.contains(text.address) || current[text.address] != nil else {
                findings.append(
                    Finding(
                        rule: "schema", severity: .warning, place: text.place,
                        message: Message(
                            "exchange.no-such-text",
                            [
                                "file": .text(text.address.file), "path": .text(text.address.path)
                            ])))
                continue
            }
            if text.address.file.hasPrefix("messages/"), MessageTemplate(text.text) == nil {
                findings.append(
                    Finding(
                        rule: "schema", severity: .error, place: text.place,
                        message: Message(
                            "check.schema.bad-message", ["key": .text(text.address.path)])))
                continue
            }
            origins.origins[text.address] = Origin(
                text: Origin.fingerprint(
                    text.source ?? reference.fields.first { $0.address == text.address }?.text),
                meaning: meaning.fingerprint(of: text.address),
                translation: Origin.fingerprint(text.text))
            guard current[text.address] != text.text else { continue }
            updates[text.address.file, default: [:]][text.address.path] = text.text
            changed += 1
        }
        var names: [String: [Alias]] = [:]
        for (metric, aliases) in imported.names[language.tag] ?? [:] {
            let known = Set(
                (language.metrics[metric]?.aliases.map(\.term) ?? [])
                    + [language.metrics[metric]?.term].compactMap { $0 })
            let new = aliases.filter { !known.contains($0.term) }
            guard !new.isEmpty, reference.metrics[metric] != nil else { continue }
            names["metrics/\(metric)"] = new
            changed += new.count
        }
        for file in Set(updates.keys).union(names.keys).sorted() {
            write(
                file, updates[file] ?? [:], names[file] ?? [], language: language,
                reference: reference)
        }
    }

    private mutating func write(
        _ file: String, _ updates: [String: String], _ names: [Alias], language: Language,
        reference: Language
    ) {
        let path = "\(file).yaml"
        var header = ""
        var root: YAMLNode?
        for folder in [language.folder, reference.folder] where !folder.isEmpty {
            guard case .success(let source) = SourceFile.read("\(folder)/\(path)") else { continue }
            header = YAMLText.header(of: source)
            if folder == language.folder { root = YAMLReader.read(source).0 }
            break
        }
        var order: YAMLNode?
        if case .success(let source) = SourceFile.read("\(reference.folder)/\(path)") {
            order = YAMLReader.read(source).0
        }
        var tree = DataTree(root)
        for (path, text) in updates.sorted(by: { $0.key < $1.key }) {
            tree.set(text, at: path.split(separator: ".").map(String.init))
        }
        for name in names { tree.add(name) }
        files[path] = header + YAMLText.text(of: tree.ordered(as: order.map(DataTree.init)))
    }
}
