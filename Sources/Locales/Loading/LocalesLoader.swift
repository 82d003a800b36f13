public import Catalog
import Diagnostics

/// Reads a folder of languages, `locales/TAG/…`.
///
/// Whatever is wrong becomes a finding; the rest is there all the same.
public enum LocalesLoader {
    /// - Parameters:
    ///   - folder: The folder that holds one folder for each language.
    ///   - tags: The languages to read; `nil` for all.
    public static func load(folder: String, tags: Set<LanguageTag>? = nil) -> Loaded<Locales> {
        var loaded = Loaded(Locales())
        guard SourceFile.isFolder(folder) else {
            let findings = Findings()
            findings.add(
                YAMLReader.unreadable, at: Place(file: folder), "check.file.folder-not-found")
            loaded.findings = findings.all
            return loaded
        }
        for name in SourceFile.folders(in: folder) {
            guard let tag = LanguageTag(name), tag.description == name else {
                let findings = Findings()
                findings.schema(
                    Place(file: "\(folder)/\(name)"), "bad-language", ["value": .text(name)],
                    advice: LanguageTag(name).map { Advices.didYouMean($0.description) })
                loaded.findings += findings.all
                continue
            }
            if let tags, !tags.contains(tag) { continue }
            let language = LanguageLoader.load(tag, folder: "\(folder)/\(name)")
            loaded.value.languages[tag] = language.value
            loaded.findings += language.findings
            loaded.texts.merge(language.texts) { first, _ in first }
        }
        return loaded
    }

    /// The tags of the languages in a folder, without reading them.
    public static func tags(in folder: String) -> [LanguageTag] {
        SourceFile.folders(in: folder).compactMap { LanguageTag($0) }.sorted()
    }
}

/// Reads the folder of one language.
struct LanguageLoader {
    private let folder: String
    private let findings = Findings()
    private var texts: [String: SourceText] = [:]
    private var language: Language

    private init(_ tag: LanguageTag, folder: String) {
        self.folder = folder
        language = Language(tag: tag, folder: folder)
    }

    static func load(_ tag: LanguageTag, folder: String) -> Loaded<Language> {
        var loader = LanguageLoader(tag, folder: folder)
        loader.load()
        return Loaded(loader.language, findings: loader.findings.all, texts: loader.texts)
    }

    /// What kind of language it is, and how people look for things in it: nothing in
    /// them is translated.
    private static let settings = "language.yaml"
    private static let hints = "search.yaml"

    private mutating func load() {
        if let node = read(Self.settings) { readLanguage(node) }
        let findings = findings
        if let node = readIfThere("entities.yaml") {
            language.entities = node.registry(findings) { EntityText.read($0, findings) }
        }
        if let node = readIfThere("themes.yaml") {
            language.themes = node.registry(findings) { TermText.read($0, findings) }
        }
        if let node = readIfThere("units.yaml") {
            language.units = node.registry(findings) { UnitText.read($0, findings) }
        }
        if let node = readIfThere("channels.yaml") {
            language.channels = node.registry(findings) { TermText.read($0, findings) }
        }
        if let node = readIfThere("sources.yaml") {
            language.documents = node.registry(findings) { DocumentText.read($0, findings) }
        }
        if let node = readIfThere(Self.hints) { readSearch(node) }
        for name in SourceFile.documents(in: "\(folder)/metrics") ?? [] {
            let id = SourceFile.stem(of: name)
            guard let node = read("metrics/\(name)") else { continue }
            language.metrics[id] = MetricText.read(node, id: id, findings)
        }
        for name in SourceFile.documents(in: "\(folder)/messages") ?? [] {
            guard let node = read("messages/\(name)") else { continue }
            readMessages(node, key: SourceFile.stem(of: name))
        }
    }

    private mutating func readLanguage(_ node: YAMLNode) {
        guard var reader = MappingReader(node, findings) else { return }
        language.name = reader.required("name")?.text(findings) ?? language.name
        language.englishName = reader.text("english_name") ?? language.name
        language.direction = reader.choice("direction") ?? .leftToRight
        for item in reader.optional("fallback")?.list(findings) ?? [] {
            guard let text = item.text(findings) else { continue }
            guard let tag = LanguageTag(text) else {
                findings.schema(item.place, "bad-language", ["value": .text(text)])
                continue
            }
            language.fallback.append(tag)
        }
        language.listSeparator = reader.text("list_separator") ?? ", "
        language.keepsCapitals = reader.flag("keeps_capitals") ?? false
        if let plurals = reader.optional("plurals") { readPlurals(plurals) }
        reader.finish()
    }

    private mutating func readSearch(_ node: YAMLNode) {
        guard var reader = MappingReader(node, findings) else { return }
        language.search.stemmer = reader.text("stemmer")
        language.search.stopWords = reader.texts("stop_words")
        language.search.synonyms = (reader.optional("synonyms")?.list(findings) ?? []).map {
            $0.items(findings).compactMap { $0.text(findings) }
        }
        reader.finish()
    }

    private mutating func readPlurals(_ node: YAMLNode) {
        guard var reader = MappingReader(node, findings) else { return }
        var rules: [PluralCategory: String] = [:]
        for category in PluralCategory.allCases where category != .other {
            guard let rule = reader.optional(category.rawValue) else { continue }
            guard let text = rule.text(findings), PluralRules([category: text]) != nil else {
                findings.schema(rule.place, "bad-plural-rule")
                continue
            }
            rules[category] = text
        }
        reader.finish()
        language.plurals = PluralRules(rules) ?? .none
    }

    private mutating func readMessages(_ node: YAMLNode, key: String) {
        for entry in node.entries(findings) {
            let path = "\(key).\(entry.key)"
            // A place that is kept for a translation still to be made.
            if entry.value.isNull { continue }
            if entry.value.mapping != nil {
                readMessages(entry.value, key: path)
                continue
            }
            guard let text = entry.value.text(findings) else { continue }
            guard let template = MessageTemplate(text) else {
                findings.schema(entry.value.place, "bad-message", ["key": .text(path)])
                continue
            }
            language.messages[path] = template
            language.messagePlaces[path] = entry.keyPlace
        }
    }

    private mutating func readIfThere(_ name: String) -> YAMLNode? {
        SourceFile.exists("\(folder)/\(name)") ? read(name) : nil
    }

    private mutating func read(_ name: String) -> YAMLNode? {
        switch SourceFile.read("\(folder)/\(name)") {
        case .failure(let error):
            findings.add([error.finding])
            return nil
        case .success(let source):
            texts[source.file] = source
            let (root, found) = YAMLReader.read(source)
            findings.add(found)
            if let root, name != Self.settings, name != Self.hints {
                // The names of these files have no other point in them.
                language.fields += TranslatedField.all(
                    in: root, of: String(name.prefix { $0 != "." }))
            }
            return root
        }
    }
}
