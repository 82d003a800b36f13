/// Language tags out of the ways that tools write them.
enum LanguageTag {
    /// `en_US`, `en-us` and `pt_BR` as BCP 47 tags.
    static func normalised(_ text: String) -> String? {
        let parts = text.split(whereSeparator: { $0 == "_" || $0 == "-" }).map(String.init)
        guard let language = parts.first, (2...3).contains(language.count),
            language.allSatisfy({ $0.isLetter && $0.isASCII })
        else { return nil }
        let rest = parts.dropFirst().map { part in
            switch part.count {
            case 2: return part.uppercased()
            case 4: return part.prefix(1).uppercased() + part.dropFirst().lowercased()
            default: return part
            }
        }
        return ([language.lowercased()] + rest).joined(separator: "-")
    }

    /// The tag of a Windows language number (MS-LCID).
    static func ofWindows(_ number: Int) -> String? {
        let tags: [Int: String] = [
            1025: "ar-SA", 1028: "zh-TW", 1029: "cs-CZ", 1030: "da-DK", 1031: "de-DE",
            1032: "el-GR", 1033: "en-US", 1034: "es-ES", 1035: "fi-FI", 1036: "fr-FR",
            1037: "he-IL", 1038: "hu-HU", 1040: "it-IT", 1041: "ja-JP", 1042: "ko-KR",
            1043: "nl-NL", 1044: "nb-NO", 1045: "pl-PL", 1046: "pt-BR", 1048: "ro-RO",
            1049: "ru-RU", 1053: "sv-SE", 1054: "th-TH", 1055: "tr-TR", 1057: "id-ID",
            1058: "uk-UA", 1066: "vi-VN", 1081: "hi-IN", 2052: "zh-CN", 2057: "en-GB",
            2058: "es-MX", 2070: "pt-PT", 3082: "es-ES", 3084: "fr-CA", 4108: "fr-CH"
        ]
        return tags[number]
    }
}
