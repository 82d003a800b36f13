import Catalog
import Diagnostics

extension LocaleCheck {
    /// Every message that English has, with the same places in it.
    ///
    /// A missing one is a warning only: the program says it in English, and no
    /// catalog or company can do anything about it.
    func checkMessages(in language: Language) {
        if let english = locales.languages[.english], english.tag != language.tag {
            checkKeys(of: language, against: english)
        }
        for (key, template) in language.messages.sorted(by: { $0.key < $1.key }) {
            for forms in template.pluralForms {
                for category in language.plurals.usual where !forms.contains(category) {
                    lacks(
                        language, .warning,
                        at: language.messagePlaces[key] ?? Place(file: language.folder),
                        "message-form",
                        ["key": .text(key), "form": .text(category.rawValue)])
                }
            }
        }
    }

    private func checkKeys(of language: Language, against english: Language) {
        var wholeFiles: Set<String> = []
        for (key, template) in english.messages.sorted(by: { $0.key < $1.key }) {
            let file = key.prefix { $0 != "." }
            let path = "\(language.folder)/messages/\(file).yaml"
            guard let own = language.messages[key] else {
                let hasFile = language.messages.keys.contains { $0.hasPrefix("\(file).") }
                if hasFile {
                    lacks(
                        language, .warning, at: Place(file: path), "message", ["key": .text(key)])
                } else if wholeFiles.insert(path).inserted {
                    lacks(
                        language, .warning, at: Place(file: path), "messages",
                        ["file": .text("\(file)")])
                }
                continue
            }
            guard own.arguments != template.arguments else { continue }
            findings.schema(
                language.messagePlaces[key] ?? Place(file: path), "message-places",
                [
                    "key": .text(key),
                    "found": .text(Self.names(own)), "expected": .text(Self.names(template))
                ])
        }
        for key in language.messages.keys.sorted() where english.messages[key] == nil {
            findings.schema(
                language.messagePlaces[key] ?? Place(file: language.folder), "unknown-message",
                ["key": .text(key)], advice: Advices.forName(key, among: english.messages.keys))
        }
    }

    private static func names(_ template: MessageTemplate) -> String {
        let names = template.arguments.sorted().map { "{\($0)}" }
        return names.isEmpty ? "–" : names.joined(separator: " ")
    }
}
