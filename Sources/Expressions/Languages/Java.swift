internal import Formula

/// The Java and Groovy expressions of JasperReports:
/// `$V{total}.divide($V{count}, 2, RoundingMode.HALF_UP)`.
struct Java: Dialect {
    let id = "java"
    let name = "JasperReports expression"

    let lexicon = Lexicon(
        quotes: [
            .text("\"", doubled: false, backslash: true),
            .text("'", doubled: false, backslash: true)
        ],
        lineComments: ["//"], blockComments: [("/*", "*/")],
        symbols: ["==", "!=", "<=", ">=", "<", ">", "&&", "||", "?", ":", "%", "!", ";"],
        numberSuffixes: [UInt8(ascii: "d"), UInt8(ascii: "f"), UInt8(ascii: "l")],
        special: { bytes, start in
            // `$F{field}`, `$V{variable}`, `$P{parameter}`, `$R{text}`
            guard bytes[start] == UInt8(ascii: "$"), start + 2 < bytes.count,
                bytes[start + 2] == UInt8(ascii: "{"),
                let end = bytes[start...].prefix(300).firstIndex(of: UInt8(ascii: "}"))
            else { return nil }
            let kind = String(decoding: bytes[(start + 1)...(start + 1)], as: UTF8.self)
            return (
                .special, kind + String(decoding: bytes[(start + 3)..<end], as: UTF8.self), end + 1
            )
        })

    let operators = OperatorTable.common.adding(
        [
            "==": .init(strength: OperatorTable.Strength.comparison, meaning: "="),
            "!=": .init(strength: OperatorTable.Strength.comparison, meaning: "!="),
            "&&": .init(strength: OperatorTable.Strength.and, meaning: "and"),
            "||": .init(strength: OperatorTable.Strength.or, meaning: "or"),
            "%": .init(strength: OperatorTable.Strength.product, meaning: "modulo")
        ], prefix: ["!": (OperatorTable.Strength.sign, "not")])

    // MARK: Grammar

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        let token = parser.current
        let start = token.range.lowerBound
        switch token.kind {
        case .special:
            parser.advance()
            let name = try parser.made(.name([String(token.text.dropFirst())]), from: start)
            return try parser.made(.form(String(token.text.prefix(1)), [name]), from: start)
        case .symbol where token.text == "(":
            // A cast: `(int) x`, `(Double) x`
            guard parser.ahead(1).kind == .name, parser.ahead(2).isSymbol(")"),
                let type = Self.types[parser.ahead(1).text.folded]
            else { return nil }
            for _ in 0..<3 { parser.advance() }
            let value = try parser.expression(OperatorTable.Strength.sign)
            return try parser.made(.call("cast " + type, [value]), from: start)
        case .name:
            switch token.text.folded {
            case "null":
                parser.advance()
                return try parser.made(.missing, from: start)
            case "true", "false":
                parser.advance()
                return try parser.made(.boolean(token.isWord("true")), from: start)
            case "new":
                parser.advance()
                let type = try className(&parser)
                let arguments = try parser.arguments()
                return try parser.made(.call("new " + type, arguments), from: start)
            default:
                guard parser.ahead(1).isSymbol(".") else { return nil }
                let name = try className(&parser)
                guard parser.isAt("(") else { return try parser.made(.name([name]), from: start) }
                let arguments = try parser.arguments()
                return try parser.made(.call(name, arguments), from: start)
            }
        default: return nil
        }
    }

    private static let types = [
        "int": "integer", "integer": "integer", "long": "integer", "short": "integer",
        "double": "number", "float": "number", "bigdecimal": "number", "string": "text"
    ]

    /// `java.math.BigDecimal.valueOf`, of which the class and one member of it
    /// count: `bigdecimal.valueof`.
    private func className(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> String {
        var parts: [String] = []
        var own: [String] = []
        repeat {
            guard parser.current.kind == .name else { throw parser.unexpected() }
            let word = parser.current.text
            parts.append(word)
            // Packages are written small, classes are not.
            if !own.isEmpty || word.first?.isUppercase == true { own.append(word) }
            parser.advance()
        } while own.count < 2 && parser.accept(".")
        return (own.isEmpty ? parts : own).joined(separator: ".").folded
    }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? {
        let start = left.range.lowerBound
        if parser.isAt("."), parser.ahead(1).kind == .name {
            parser.advance()
            let name = parser.current.text.folded
            parser.advance()
            let arguments = parser.isAt("(") ? try parser.arguments() : []
            return try parser.made(.call("." + name, [left] + arguments), from: start)
        }
        guard strength == 0, parser.accept("?") else { return nil }
        let then = try parser.expression()
        try parser.expect(":")
        let otherwise = try parser.expression()
        let branch = Syntax.Branch(condition: left, result: then)
        return try parser.made(.conditional([branch], otherwise: otherwise), from: start)
    }

    // MARK: Meaning

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        switch syntax.kind {
        case .form(let kind, let parts):
            guard case .name(let path) = parts[0].kind else { return nil }
            switch kind {
            case "F": return reading.resolve(Reference(path), .column, syntax.range, context)
            case "V": return reading.resolve(Reference(path), .measure, syntax.range, context)
            case "P": return reading.resolve(Reference(path), .parameter, syntax.range, context)
            case "R": return Expression(.function("resource", [Expression(.text(path[0]))]))
            default: return nil
            }
        case .name(let path):
            switch path.first {
            case "bigdecimal.zero": return .number(0)
            case "bigdecimal.one": return .number(1)
            case "bigdecimal.ten": return .number(10)
            default: return nil
            }
        case .infix(let sign, let one, let other) where sign == "=" || sign == "!=":
            // A comparison with `null` asks whether there is anything.
            guard case .missing = other.kind else { return nil }
            let value = reading.meaning(of: one, context.condition)
            return Expression(.presence(value, present: sign == "!="))
        default: return nil
        }
    }

    let functions: [String: FunctionRule] = {
        var rules: [String: FunctionRule] = [
            "cast integer": .cast("integer"), "cast number": .cast("number"),
            "cast text": .cast("text"),
            ".negate": .built { call, context, reading in
                call.first.map { Expression(.negative(reading.meaning(of: $0, context))) }
            },
            ".divide": .built { call, context, reading in
                guard (2...4).contains(call.arguments.count) else { return nil }
                let one = reading.meaning(of: call.arguments[0], context)
                let other = reading.meaning(of: call.arguments[1], context)
                return ZeroGuard.quotient(one, other)
            },
            ".setscale": .built { call, context, reading in
                guard (2...3).contains(call.arguments.count) else { return nil }
                return reading.rounded(call.arguments[0], to: call.arguments[1], context)
            },
            ".scalebypoweroften": .built { call, context, reading in
                guard call.arguments.count == 2,
                    let power = reading.meaning(of: call.arguments[1], context).constant,
                    let digits = Int(power.description), abs(digits) < 30,
                    let factor = Rational(decimal: "1e\(digits)")
                else { return nil }
                let value = reading.meaning(of: call.arguments[0], context)
                return Expression(.arithmetic(.multiply, value, .number(factor)))
            },
            ".equals": compared(.equal),
            // Only ever compared with zero.
            ".signum": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                return reading.meaning(of: call.arguments[0], context)
            },
            ".compareto": .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                return reading.infix("-", call.arguments[0], call.arguments[1], context)
            },
            ".substring": .named("substring", 2...3), ".touppercase": .named("upper", 1...1),
            ".tolowercase": .named("lower", 1...1), ".length": .named("length", 1...1),
            ".getdisplayname": .named("display_name", 1...2), ".trim": .named("trim", 1...1),
            ".remainder": .named("modulo", 2...2), ".format": .named("formatted", 2...3),
            "msg": .named("message", 1...8), "math.min": .named("least", 2...2),
            "math.max": .named("greatest", 2...2), "math.abs": .named("abs", 1...1),
            ".abs": .named("abs", 1...1), ".max": .named("greatest", 2...2),
            ".min": .named("least", 2...2),
            "math.round": .built { call, context, reading in
                call.first.map { reading.rounded($0, to: nil, context) } ?? nil
            },
            "new date": .named("now", 0...0),
            "string.format": .built { call, context, reading in
                call.arguments.last.map { reading.cast($0, to: "text", context) } ?? nil
            },
            "equals": compared(.equal), "dateformat": .named("date_format", 2...2),
            "new decimalformat": .named("number_format", 1...2),
            "new simpledateformat": .named("date_format", 1...2),
            "numberformat.getpercentinstance": .named("percent_format", 0...1),
            "numberformat.getcurrencyinstance": .named("currency_format", 0...1),
            "numberformat.getinstance": .named("number_format", 0...1),
            "if": .built { call, context, reading in
                guard call.arguments.count == 3 else { return nil }
                let branch = Syntax.Branch(condition: call.arguments[0], result: call.arguments[1])
                return reading.conditional([branch], call.arguments[2], context, call.range)
            },
            ".isempty": .named("is_empty", 1...1), ".contains": .named("contains", 2...2),
            ".startswith": .named("starts_with", 2...2), ".concat": .named("concat", 2...2),
            ".replace": .named("replace", 3...3), ".size": .named("length", 1...1),
            ".pow": .named("power", 2...2), "math.pow": .named("power", 2...2),
            "math.floor": .named("floor", 1...1), "math.ceil": .named("ceiling", 1...1),
            ".gettime": .named("milliseconds_of", 1...1)
        ]
        for (name, sign) in [(".add", "+"), (".subtract", "-"), (".multiply", "*")] {
            rules[name] = .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                return reading.infix(sign, call.arguments[0], call.arguments[1], context)
            }
        }
        // A number in its text.
        let number: FunctionRule = .built { call, context, reading in
            guard let first = call.first else { return nil }
            if case .text(let text) = first.kind {
                return Rational(decimal: text).map { Expression(.number($0)) }
            }
            return reading.meaning(of: first, context)
        }
        for name in [
            "new bigdecimal", "new double", "new integer", "new float", "new long", "new boolean",
            "bigdecimal.valueof", "double.valueof", "integer.valueof", "boolean.valueof",
            "long.valueof", ".booleanvalue"
        ] {
            rules[name] = number
        }
        for name in [".doublevalue", ".floatvalue", ".bigdecimalvalue"] {
            rules[name] = .cast("number")
        }
        for name in [".intvalue", ".longvalue"] { rules[name] = .cast("integer") }
        rules[".tostring"] = .cast("text")
        rules["string.valueof"] = .cast("text")
        return rules
    }()

    private static func compared(_ sign: ComparisonOperator) -> FunctionRule {
        .built { call, context, reading in
            guard call.arguments.count == 2 else { return nil }
            let one = reading.meaning(of: call.arguments[0], context.condition)
            let other = reading.meaning(of: call.arguments[1], context.condition)
            return .compared(sign, one, other)
        }
    }
}
