import Locales

/// What `kpi show`, `search` and `list` are asked for.
struct LookupRequest {
    enum Question {
        /// The words of a name or an id.
        case show(name: String, variant: String?)
        case search(words: String, limit: Int)
        case list(theme: String?)
    }

    var question: Question
    /// The language to answer in, where somebody asked for one.
    var language: LanguageTag?
    var isJSON = false
    /// The project file, where somebody named one.
    var project: String?
}

extension LookupRequest {
    /// Reads the plain forms of the three commands without the argument parser,
    /// whose start takes longer than looking something up.
    ///
    /// - Returns: `nil` for whatever is not plain: another command, an unknown or
    ///   incomplete option, a call for help. The argument parser then has its say,
    ///   so everything read here must mean the same there.
    init?(plain arguments: some Collection<String>) {
        guard let command = arguments.first, ["show", "search", "list"].contains(command) else {
            return nil
        }
        var options: [String: String] = [:]
        var words: [String] = []
        var rest = arguments.dropFirst()
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("-") else {
                words.append(argument)
                continue
            }
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            guard Self.options[command]?.contains(parts[0]) == true, options[parts[0]] == nil,
                let value = parts.count == 2 ? parts[1] : rest.popFirst(),
                parts.count == 2 || !value.hasPrefix("-")
            else { return nil }
            options[parts[0]] = value
        }
        switch command {
        case "list" where words.isEmpty: question = .list(theme: options["--theme"])
        case "show" where !words.isEmpty:
            question = .show(name: words.joined(separator: " "), variant: options["--variant"])
        case "search" where !words.isEmpty:
            question = .search(words: words.joined(separator: " "), limit: Self.usualLimit)
        default: return nil
        }
        if let lang = options["--lang"] {
            guard let tag = LanguageTag(lang) else { return nil }
            language = tag
        }
        switch options["--format"] {
        case nil, "text"?: isJSON = false
        case "json"?: isJSON = true
        default: return nil
        }
        project = options["--project"]
    }

    /// How many hits a search shows.
    static let usualLimit = 10

    private static let options: [String: [String]] = [
        "show": ["--lang", "--format", "--project", "--variant"],
        "search": ["--lang", "--format", "--project"],
        "list": ["--lang", "--format", "--project", "--theme"]
    ]
}
