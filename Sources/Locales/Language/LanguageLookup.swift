/// Which languages answer when one is asked for, best first.
///
/// It follows the look-up of RFC 4647, 3.4: the tag asked for, then the tag
/// without its last part, and so on. What is nearest to that comes next: the
/// same language of another region, then what the language itself names as its
/// fallback, then English.
public enum LanguageLookup {
    /// - Parameters:
    ///   - asked: The tag that somebody asked for.
    ///   - available: The languages there are.
    ///   - fallbacks: What a language names as its fallbacks.
    public static func chain(
        for asked: LanguageTag, among available: some Collection<LanguageTag>,
        fallbacks: (LanguageTag) -> [LanguageTag] = { _ in [] }
    ) -> [LanguageTag] {
        var chain: [LanguageTag] = []
        func add(_ tag: LanguageTag) {
            if available.contains(tag), !chain.contains(tag) { chain.append(tag) }
        }
        var tag: LanguageTag? = asked
        while let current = tag {
            add(current)
            tag = current.truncated
        }
        let relatives = available.filter { areRelated($0, asked) }
        relatives.sorted { (distance($0, asked), $0) < (distance($1, asked), $1) }.forEach(add)
        // Fallbacks of fallbacks too, each language once.
        var next = 0
        var seen: Set<LanguageTag> = []
        while next < chain.count || next == 0 {
            let from = next < chain.count ? chain[next] : asked
            next += 1
            guard seen.insert(from).inserted else { continue }
            fallbacks(from).forEach(add)
        }
        add(.english)
        return chain
    }

    /// The same language, or one that those who ask for the other will read:
    /// Norwegian goes by two codes.
    private static func areRelated(_ one: LanguageTag, _ other: LanguageTag) -> Bool {
        one.language == other.language
            || sameLanguage.contains { $0.contains(one.language) && $0.contains(other.language) }
    }

    private static let sameLanguage: [Set<String>] = [["no", "nb", "nn"]]

    /// Less is nearer: another script is further off than another region.
    private static func distance(_ tag: LanguageTag, _ asked: LanguageTag) -> Int {
        var distance = 0
        if script(of: tag) != script(of: asked) { distance += 4 }
        if tag.language != asked.language { distance += 2 }
        if tag.region != nil { distance += 1 }
        return distance
    }

    /// Chinese is written in one of two scripts, which the region tells where
    /// the tag does not (CLDR's likely subtags).
    private static func script(of tag: LanguageTag) -> String? {
        if tag.script != nil || tag.language != "zh" { return tag.script }
        return ["TW", "HK", "MO"].contains(tag.region) ? "Hant" : "Hans"
    }
}
