internal import Formula

/// Functions that several languages have, under the names that they have
/// among us, so that the same meaning is the same tree.
enum SharedFunctions {
    /// Of one row's value, or of an aggregate: understood by name.
    static let plain: [String: FunctionRule] = [
        "abs": .named("abs", 1...1),
        "ceiling": .named("ceiling", 1...2),
        "ceil": .named("ceiling", 1...2),
        "exp": .named("exp", 1...1),
        "floor": .named("floor", 1...2),
        "greatest": .named("greatest", 1...64),
        "least": .named("least", 1...64),
        "ln": .named("ln", 1...1),
        "log": .named("log", 1...2),
        "log10": .named("log10", 1...1),
        "log2": .named("log2", 1...1),
        "power": .named("power", 2...2),
        "sign": .named("sign", 1...1),
        "sqrt": .named("sqrt", 1...1),
        "square": .named("square", 1...1),
        "round": .built { call, context, reading in
            guard (1...2).contains(call.arguments.count) else { return nil }
            return reading.rounded(call.arguments[0], to: call.arguments.dropFirst().first, context)
        },
        "mod": .built { call, context, reading in
            guard call.arguments.count == 2 else { return nil }
            return reading.named("modulo", call.arguments, context)
        }
    ]

    /// Of texts.
    static let texts: [String: FunctionRule] = [
        "concat": .named("concat", 1...64),
        "contains": .named("contains", 2...2),
        "left": .named("left", 1...2),
        "len": .named("length", 1...1),
        "length": .named("length", 1...1),
        "lower": .named("lower", 1...1),
        "ltrim": .named("trim_left", 1...2),
        "replace": .named("replace", 3...3),
        "right": .named("right", 1...2),
        "rtrim": .named("trim_right", 1...2),
        "substr": .named("substring", 2...3),
        "substring": .named("substring", 2...3),
        "trim": .named("trim", 1...2),
        "upper": .named("upper", 1...1)
    ]

    /// Parts of a moment.
    static let moments: [String: FunctionRule] = [
        "year": .named("year", 1...1),
        "quarter": .named("quarter", 1...1),
        "month": .named("month", 1...1),
        "week": .named("week", 1...2),
        "day": .named("day", 1...1),
        "hour": .named("hour", 1...1),
        "minute": .named("minute", 1...1),
        "second": .named("second", 1...1),
        "weekday": .named("weekday", 1...2),
        "now": .named("now", 0...1),
        "today": .named("today", 0...0)
    ]

    static let all = plain.merging(texts) { $1 }.merging(moments) { $1 }

    /// How many seconds the units last that always last the same.
    static let seconds: [String: Int] = [
        "second": 1, "seconds": 1, "ss": 1, "s": 1, "minute": 60, "minutes": 60, "mi": 60, "n": 60,
        "hour": 3600, "hours": 3600, "hh": 3600, "h": 3600, "day": 86400, "days": 86400,
        "dd": 86400, "d": 86400, "week": 604_800, "weeks": 604_800, "wk": 604_800, "ww": 604_800
    ]

    /// The stretch from one moment to another in a unit: their difference, of
    /// which only whole units are kept.
    static func difference(_ unit: String, from start: Expression, to end: Expression) -> Expression
    {
        let unit = unit.folded
        let stretch = Expression(.arithmetic(.subtract, end, start))
        guard let length = seconds[unit] else {
            return Expression(.function("date_difference", [Expression(.text(unit)), start, end]))
        }
        let counted =
            length == 1 ? stretch : Expression(.arithmetic(.divide, stretch, .number(length)))
        return Expression(.annotated(.cast(unit), counted))
    }
}
