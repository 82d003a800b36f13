/// How tightly the operators of a language bind, and what they mean.
struct OperatorTable: Sendable {
    struct Infix: Sendable {
        /// What binds more tightly has the greater number.
        var strength: Int
        /// What it means, whatever the language writes: `+`, `=`, `and`, `concat`.
        var meaning: String
        var isRightBound = false
    }

    var infix: [String: Infix]
    /// The meaning of signs before an operand, and how tightly they bind.
    var prefix: [String: (strength: Int, meaning: String)]

    /// The strengths on which the languages agree.
    enum Strength {
        static let or = 10
        static let and = 20
        static let not = 30
        static let comparison = 40
        static let concatenation = 50
        static let sum = 60
        static let product = 70
        static let sign = 80
        static let power = 90
    }

    /// `+ - * / = <> < <= > >=`, `and`, `or`, `not` and a sign before a number.
    static let common = OperatorTable(
        infix: [
            "or": Infix(strength: Strength.or, meaning: "or"),
            "and": Infix(strength: Strength.and, meaning: "and"),
            "=": Infix(strength: Strength.comparison, meaning: "="),
            "<>": Infix(strength: Strength.comparison, meaning: "!="),
            "<": Infix(strength: Strength.comparison, meaning: "<"),
            "<=": Infix(strength: Strength.comparison, meaning: "<="),
            ">": Infix(strength: Strength.comparison, meaning: ">"),
            ">=": Infix(strength: Strength.comparison, meaning: ">="),
            "+": Infix(strength: Strength.sum, meaning: "+"),
            "-": Infix(strength: Strength.sum, meaning: "-"),
            "*": Infix(strength: Strength.product, meaning: "*"),
            "/": Infix(strength: Strength.product, meaning: "/")
        ],
        prefix: [
            "not": (Strength.not, "not"), "-": (Strength.sign, "-"), "+": (Strength.sign, "+")
        ])

    /// The table with further operators.
    func adding(
        _ more: [String: Infix], prefix morePrefix: [String: (strength: Int, meaning: String)] = [:]
    ) -> OperatorTable {
        OperatorTable(
            infix: infix.merging(more) { $1 }, prefix: prefix.merging(morePrefix) { $1 })
    }
}
