/// What a snapshot says of itself and of the whole catalog.
struct Overview: Packable {
    var metrics: Int
    /// How many problems `kpi check` would report as errors while reading.
    var problems: Int
    /// Whether nothing at all was found wrong while reading. What is wrong is
    /// told with its place, which a snapshot does not know.
    var isClean: Bool
    /// The language of the project file.
    var language: String?
    /// The ids of the themes, in the order in which they are shown.
    var themes: [String]

    init(
        metrics: Int, problems: Int, isClean: Bool, language: String?, themes: [String]
    ) {
        self.metrics = metrics
        self.problems = problems
        self.isClean = isClean
        self.language = language
        self.themes = themes
    }

    func pack(into packer: inout Packer) {
        packer.add(metrics)
        packer.add(problems)
        packer.add(isClean)
        packer.add(language)
        packer.add(themes)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        metrics = try unpacker.number()
        problems = try unpacker.number()
        isClean = try unpacker.flag()
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
    /// Where what it says begins in the section of all that languages say.
    var sayings: Int
    /// Where its hints for the search begin in their section.
    var hints: Int
    /// The names of the themes, in the order of the overview's ids.
    var themes: [String]

    init(
        tag: String, name: String, fallback: [String], firstMessage: Int, messages: Int,
        sayings: Int, hints: Int, themes: [String]
    ) {
        self.tag = tag
        self.name = name
        self.fallback = fallback
        self.firstMessage = firstMessage
        self.messages = messages
        self.sayings = sayings
        self.hints = hints
        self.themes = themes
    }

    func pack(into packer: inout Packer) {
        packer.add(tag)
        packer.add(name)
        packer.add(fallback)
        packer.add(firstMessage)
        packer.add(messages)
        packer.add(sayings)
        packer.add(hints)
        packer.add(themes)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        tag = try unpacker.text()
        name = try unpacker.text()
        fallback = try unpacker.list()
        firstMessage = try unpacker.number()
        messages = try unpacker.number()
        sayings = try unpacker.number()
        hints = try unpacker.number()
        themes = try unpacker.list()
    }
}
