/// The names of types, which every engine has its own of.
enum SQLTypes {
    /// What a type holds: `integer`, `number`, `text`, `date`, `moment`,
    /// `boolean`, or the name itself.
    static func kind(of type: String) -> String {
        let type = type.folded
        if type.hasPrefix("nullable") { return "other" }
        switch type {
        case "date", "date32": return "date"
        case "bool", "boolean", "bit": return "boolean"
        case "decimal", "numeric", "number", "real", "money", "smallmoney", "dec", "bignumeric":
            return "number"
        case "signed", "unsigned", "serial": return "integer"
        case "string", "sysname": return "text"
        default: break
        }
        for (kind, marks) in [
            ("moment", ["timestamp", "datetime", "smalldatetime", "time"]),
            ("number", ["float", "double", "decimal", "numeric"]),
            ("text", ["char", "text", "clob", "string"]), ("integer", ["int"])
        ] where marks.contains(where: { type.contains($0) }) {
            return kind
        }
        return type
    }

    /// Whether a word is the name of a type.
    static func isType(_ word: String) -> Bool {
        ["date", "boolean", "number", "integer", "text", "moment"].contains(kind(of: word))
    }
}
