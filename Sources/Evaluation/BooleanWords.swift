/// What a yes-or-no column may hold when the project does not say.
public enum BooleanWords {
    static let yes = [
        "1", "true", "t", "yes", "y", "si", "sí", "s", "sim", "да", "có", "x", "verdadero",
        "verdadeiro", "истина", "đúng"
    ]
    static let no = [
        "0", "false", "f", "no", "n", "não", "nao", "нет", "không", "falso", "ложь", "sai"
    ]

    /// Whether a cell is understood.
    public static func areKnown(_ cell: String) -> Bool {
        yes.contains(cell.lowercased()) || no.contains(cell.lowercased())
    }
}
