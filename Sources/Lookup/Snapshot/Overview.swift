/// What a snapshot says of itself and of the whole catalog.
struct Overview: Packable {
    var metrics: Int
    /// How many problems `kpi check` would report as errors while reading.
    var problems: Int
    /// The language of the project file.
    var language: String?
    /// The ids of the themes, in the order in which they are shown.
    var themes: [String]

    init(metrics: Int, problems: Int, language: String?, themes: [String]) {
        self.metrics = metrics
        self.problems = problems
        self.language = language
        self.themes = themes
    }

    func pack(into packer: inout Packer) {
        packer.add(metrics)
        packer.add(problems)
        packer.add(language)
        packer.add(themes)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        metrics = try unpacker.number()
        problems = try unpacker.number()
        language = try unpacker.optional()
        themes = try unpacker.list()
    }
}

/// A language as a snapshot holds it.
struct LanguageRecord: Packable {
    var tag: String
    /// What it calls itself.
    var name: String
    var fallback: [String]
    /// Where its messages stand in their table: the first, and how many.
    var firstMessage: Int
    var messages: Int
    /// The names of the themes, in the order of the overview's ids.
    var themes: [String]

    init(
        tag: String, name: String, fallback: [String], firstMessage: Int, messages: Int,
        themes: [String]
    ) {
        self.tag = tag
        self.name = name
        self.fallback = fallback
        self.firstMessage = firstMessage
        self.messages = messages
        self.themes = themes
    }

    func pack(into packer: inout Packer) {
        packer.add(tag)
        packer.add(name)
        packer.add(fallback)
        packer.add(firstMessage)
        packer.add(messages)
        packer.add(themes)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        tag = try unpacker.text()
        name = try unpacker.text()
        fallback = try unpacker.list()
        firstMessage = try unpacker.number()
        messages = try unpacker.number()
        themes = try unpacker.list()
    }
}
