/// For every text of one language, whether it still says what the reference
/// language and the catalog say.
public struct Freshness: Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable {
        case fresh
        /// The reference text changed after the translation was made.
        case staleText = "stale-text"
        /// The formula, unit, direction or figure it is about changed after that.
        case staleMeaning = "stale-meaning"
        /// Nothing says what it was made from.
        case unrecorded
        /// A sentence that stands there in the reference language.
        case identical
        /// The reference language says it, this one does not.
        case missing
    }

    /// One text, or the place of one that is missing.
    public struct Entry: Hashable, Sendable {
        public var address: TranslatedField.Address
        public var state: State
        /// The text itself; `nil` where it is missing.
        public var field: TranslatedField?
        /// What it would be made from today.
        public var current: Origin
        public var recorded: Origin?
    }

    public var entries: [Entry]
    /// What is recorded of texts that are not there any more.
    public var obsolete: [TranslatedField.Address]

    /// - Parameters:
    ///   - language: The language in question.
    ///   - reference: The language that it is made from; itself for the reference.
    ///   - meaning: What the texts are about.
    ///   - origins: What the texts were made from.
    public init(
        of language: Language, against reference: Language, meaning: CatalogMeaning,
        origins: OriginFile
    ) {
        let isReference = language.tag == reference.tag
        let source = Dictionary(reference.fields.map { ($0.address, $0.text) }) { one, _ in one }
        var entries: [Entry] = []
        var seen: Set<TranslatedField.Address> = []
        for field in language.fields where seen.insert(field.address).inserted {
            let text = isReference ? nil : Self.text(for: field.address, in: source)
            let current = Origin(
                text: Origin.fingerprint(text), meaning: meaning.fingerprint(of: field.address),
                translation: Origin.fingerprint(field.text))
            let recorded = origins.origins[field.address]
            entries.append(
                Entry(
                    address: field.address,
                    state: Self.state(of: field, text, current, recorded), field: field,
                    current: current, recorded: recorded))
        }
        for field in reference.fields
        where field.isNeeded && !seen.contains(field.address)
            && !Self.isForm(field.address, of: seen)
        {
            entries.append(
                Entry(
                    address: field.address, state: .missing, field: nil,
                    current: Origin(
                        text: Origin.fingerprint(field.text),
                        meaning: meaning.fingerprint(of: field.address),
                        translation: Origin.nothing),
                    recorded: nil))
        }
        self.entries = entries
        obsolete = origins.origins.keys.filter { !seen.contains($0) }.sorted()
    }

    private static func state(
        of field: TranslatedField, _ source: String?, _ current: Origin, _ recorded: Origin?
    ) -> State {
        if let source, source == field.text, field.isSentence, recorded?.waived == nil {
            return .identical
        }
        guard let recorded else { return .unrecorded }
        if recorded.text != current.text { return .staleText }
        if recorded.meaning != current.meaning { return .staleMeaning }
        return .fresh
    }

    /// The text that a translation is made from. A plural form that the
    /// reference language has no use for is made from its general form.
    private static func text(
        for address: TranslatedField.Address, in source: [TranslatedField.Address: String]
    ) -> String? {
        if let text = source[address] { return text }
        var keys = address.path.split(separator: ".").map(String.init)
        guard let last = keys.popLast(), PluralCategory(rawValue: last) != nil else { return nil }
        keys.append(PluralCategory.other.rawValue)
        return source[
            TranslatedField.Address(file: address.file, path: keys.joined(separator: "."))]
    }

    /// Whether it is a plural form, and the language has the forms that it needs.
    private static func isForm(
        _ address: TranslatedField.Address, of seen: Set<TranslatedField.Address>
    ) -> Bool {
        var keys = address.path.split(separator: ".").map(String.init)
        guard let last = keys.popLast(), PluralCategory(rawValue: last) != nil else { return false }
        keys.append(PluralCategory.other.rawValue)
        return seen.contains(
            TranslatedField.Address(file: address.file, path: keys.joined(separator: ".")))
    }
}

extension Freshness {
    /// What became of a request to take the texts as they are for fresh.
    public struct Acceptance: Sendable {
        public var file: OriginFile
        /// How many were recorded, for the first time or anew.
        public var recorded: Int
        /// Stale ones whose translation is still what it was: only a reason can
        /// make them fresh.
        public var refused: [Entry]
    }

    /// Records what the texts are made from today.
    ///
    /// - Parameters:
    ///   - prefix: The start of the files, or of file and path, to be recorded;
    ///     empty for all.
    ///   - reason: Why stale texts that nobody touched are right as they are.
    public func accepting(_ prefix: String = "", reason: String? = nil) -> Acceptance {
        var result = Acceptance(file: OriginFile(), recorded: 0, refused: [])
        for entry in entries where entry.field != nil {
            let isAsked = "\(entry.address.file).\(entry.address.path)".hasPrefix(prefix)
            var origin = entry.recorded
            if isAsked, entry.state != .fresh, entry.state != .identical {
                let isUntouched =
                    entry.recorded.map { $0.translation == entry.current.translation } ?? false
                if isUntouched, reason == nil {
                    result.refused.append(entry)
                } else {
                    origin = entry.current
                    origin?.waived = isUntouched ? reason : nil
                    result.recorded += 1
                }
            } else if isAsked, entry.state == .fresh,
                entry.recorded?.translation != entry.current.translation
            {
                // Said better since then, of the same thing.
                origin = entry.current
                result.recorded += 1
            } else if isAsked, entry.state == .identical, let reason {
                origin = entry.current
                origin?.waived = reason
                result.recorded += 1
            }
            result.file.origins[entry.address] = origin
        }
        return result
    }
}
