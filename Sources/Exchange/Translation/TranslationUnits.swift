import Catalog
import Diagnostics
import Locales

/// What translators are given: each text of the reference language with its
/// translation, and whether that is still right.
struct TranslationUnit {
    enum State {
        /// There is no translation, or the text stands there in the reference language.
        case missing
        /// It was made from another text, or of another formula.
        case stale
        case translated
        case reviewed
    }

    var address: TranslatedField.Address
    var source: String
    var target: String?
    var state: State
    /// For which metric the text is.
    var metric: String?

    /// Messages have places in braces that a translation must keep.
    var isMessage: Bool { address.file.hasPrefix("messages/") }

    /// Every text of the reference language, in the order of its files.
    ///
    /// - Throws: Where the language is unknown or is the reference itself.
    static func all(_ request: ExportRequest) throws(ExchangeError) -> [TranslationUnit] {
        let locales = request.knowledge.locales
        guard let tag = request.language else { throw ExchangeError("no-target") }
        guard let reference = locales.languages[.english] else {
            throw ExchangeError("no-reference")
        }
        guard tag != reference.tag else {
            throw ExchangeError("target-is-reference", ["language": .text(tag.description)])
        }
        // A language that is not there yet is one with everything to translate.
        let language = locales.languages[tag] ?? Language(tag: tag)
        let freshness = Freshness(
            of: language, against: reference,
            meaning: CatalogMeaning(request.knowledge.workspace.stated),
            origins: OriginFile.load(folder: language.folder).value)
        let entries = Dictionary(
            freshness.entries.map { ($0.address, $0) }, uniquingKeysWith: { one, _ in one })
        return reference.fields.map { field in
            let entry = entries[field.address]
            let metric = CatalogMeaning.metric(of: field.address)
            let review = metric.flatMap { language.metrics[$0]?.review } ?? .drafted
            let state: State =
                switch entry?.state {
                case .missing, .identical, nil: .missing
                case .staleText, .staleMeaning: .stale
                case .fresh, .unrecorded: review == .drafted ? .translated : .reviewed
                }
            return TranslationUnit(
                address: field.address, source: field.text, target: entry?.field?.text,
                state: state, metric: metric)
        }
    }

    /// What a translator should know beside the text itself.
    func note(_ request: ExportRequest) -> String? {
        let catalog = request.knowledge.workspace.stated
        guard let metric = metric.flatMap({ catalog.metrics[$0] }) else { return nil }
        return "\(metric.id) = \(metric.formula.text) [\(metric.unit.text)]"
    }
}
