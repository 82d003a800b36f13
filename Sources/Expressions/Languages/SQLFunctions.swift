internal import Formula

/// The functions of all SQL dialects.
enum SQLFunctions {
    static let all: [String: FunctionRule] = SharedFunctions.all
        .merging(aggregates) { $1 }
        .merging(values) { $1 }
        .merging(moments) { $1 }

    // MARK: Over many rows

    private static let aggregates: [String: FunctionRule] = {
        var rules: [String: FunctionRule] = [
            "count": .built { call, context, reading in
                guard let first = call.first else { return allRows(call, &reading) }
                guard call.arguments.count == 1 else { return nil }
                switch first.kind {
                case .star: return allRows(call, &reading)
                case .form("distinct", let parts):
                    let value =
                        parts.count == 1
                        ? parts[0] : Syntax(.call("tuple", parts), first.range)
                    return reading.aggregate(.distinct, value, range: call.range)
                default: return reading.aggregate(.count, first, range: call.range)
                }
            },
            "countif": .built { call, _, reading in
                guard call.arguments.count == 1, let first = call.first else { return nil }
                let condition = reading.meaning(of: first, .row)
                return reading.rows(of: nil, where: condition, range: call.range)
            },
            "percentile_cont": levelLast(.percentile), "quantile": levelLast(.percentile),
            "quantile_cont": levelLast(.percentile), "approx_percentile": levelLast(.percentile),
            "quantile parametric": levelLast(.percentile),
            "quantileexact parametric": levelLast(.percentile),
            "quantiletiming parametric": levelLast(.percentile),
            "quantiletdigest parametric": levelLast(.percentile),
            "tuple": .named("tuple", 1...16)
        ]
        rules["count_if"] = rules["countif"]
        for (function, names) in [
            (AggregateFunction.sum, ["sum", "total"]), (.average, ["avg", "average", "mean"]),
            (.minimum, ["min"]), (.maximum, ["max"]), (.median, ["median"])
        ] {
            for name in names { rules[name] = over(function) }
        }
        for name in [
            "uniq", "uniqexact", "uniqcombined", "uniqcombined64", "uniqhll12",
            "approx_count_distinct", "approx_distinct", "count_distinct", "hll_count"
        ] {
            rules[name] = over(.distinct)
        }
        for (name, function) in [
            ("sumif", AggregateFunction.sum), ("avgif", .average), ("minif", .minimum),
            ("maxif", .maximum), ("uniqif", .distinct), ("uniqexactif", .distinct),
            ("medianif", .median)
        ] {
            rules[name] = .built { call, _, reading in
                guard call.arguments.count == 2 else { return nil }
                let condition = reading.meaning(of: call.arguments[1], .row)
                return reading.aggregate(
                    function, call.arguments[0], where: condition, range: call.range)
            }
        }
        for (name, meaning) in [
            ("stddev", "standard_deviation"), ("stddev_samp", "standard_deviation"),
            ("stdev", "standard_deviation"), ("stddev_pop", "standard_deviation_of_all"),
            ("variance", "variance"), ("var_samp", "variance"), ("var_pop", "variance_of_all"),
            ("any_value", "only_value"), ("any", "only_value"), ("array_agg", "values_of"),
            ("group_concat", "values_of"), ("string_agg", "values_of"), ("listagg", "values_of"),
            ("bool_or", "any_of"), ("bool_and", "all_of"), ("bit_or", "any_of"),
            ("mode", "most_common"), ("grouparray", "values_of"), ("skewness", "skewness"),
            ("geomean", "geometric_mean")
        ] {
            rules[name] = .named(meaning, 1...2)
        }
        for (name, meaning) in [
            ("argmax", "value_at_maximum"), ("argmin", "value_at_minimum"),
            ("max_by", "value_at_maximum"), ("min_by", "value_at_minimum"),
            ("corr", "correlation"), ("covar_pop", "covariance"), ("covar_samp", "covariance"),
            ("regr_slope", "slope"), ("approx_quantiles", "quantiles"),
            ("approx_percentile_cont", "percentile_at"), ("weighted_avg", "weighted_average"),
            ("avgweighted", "weighted_average")
        ] {
            rules[name] = .named(meaning, 2...3)
        }
        return rules
    }()

    /// `COUNT(*)`; over an inner query, of its groups.
    private static func allRows(_ call: Call, _ reading: inout Reading) -> Expression? {
        guard reading.frame.isGrouped else { return reading.rows(of: nil, range: call.range) }
        guard let groups = reading.frame.groups, groups.count == 1 else { return nil }
        return reading.aggregate(.distinct, of: groups[0], range: call.range)
    }

    private static func over(_ function: AggregateFunction) -> FunctionRule {
        .built { call, _, reading in
            guard call.arguments.count == 1, let first = call.first else { return nil }
            switch first.kind {
            case .star: return nil
            // The largest of the different values is the largest.
            case .form("distinct", let parts):
                guard parts.count == 1, function == .minimum || function == .maximum else {
                    return nil
                }
                return reading.aggregate(function, parts[0], range: call.range)
            default: return reading.aggregate(function, first, range: call.range)
            }
        }
    }

    private static func levelLast(_ function: AggregateFunction) -> FunctionRule {
        .built { call, _, reading in
            guard call.arguments.count == 2,
                let level = reading.meaning(of: call.arguments[1], .row).constant
            else { return nil }
            return reading.aggregate(function, call.arguments[0], level: level, range: call.range)
        }
    }

    // MARK: Of values

    private static let values: [String: FunctionRule] = {
        let guarded: @Sendable (Rational?) -> FunctionRule = { instead in
            .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                let one = reading.meaning(of: call.arguments[0], context.exact)
                let other = reading.meaning(of: call.arguments[1], context.exact)
                let quotient = ZeroGuard.quotient(one, other)
                return Expression(.annotated(.zeroGuard(instead: instead), quotient))
            }
        }
        let choice: FunctionRule = .built { call, context, reading in
            guard (2...3).contains(call.arguments.count) else { return nil }
            let branch = Syntax.Branch(condition: call.arguments[0], result: call.arguments[1])
            return reading.conditional(
                [branch], call.arguments.dropFirst(2).first, context, call.range)
        }
        let present: FunctionRule = .built { call, context, reading in
            guard call.arguments.count > 1 else { return nil }
            return reading.firstPresent(call.arguments, context)
        }
        var rules: [String: FunctionRule] = [
            "nullif": .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                let value = reading.meaning(of: call.arguments[0], context.exact)
                let other = reading.meaning(of: call.arguments[1], context.exact)
                return Expression(
                    .conditional(
                        condition: Expression(.comparison(.equal, value, other)),
                        then: Expression(.missing), otherwise: value))
            },
            "coalesce": present, "ifnull": present, "nvl": present,
            "isnull": .built { call, context, reading in
                guard call.arguments.count == 1 else {
                    return reading.firstPresent(call.arguments, context)
                }
                let value = reading.meaning(of: call.arguments[0], context.condition)
                return Expression(.presence(value, present: false))
            },
            "zeroifnull": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                let zero = Syntax(.number("0"), call.range)
                return reading.firstPresent(call.arguments + [zero], context)
            },
            "if": choice, "iif": choice, "iff": choice,
            "multiif": .built { call, context, reading in
                guard call.arguments.count > 2, call.arguments.count % 2 == 1 else { return nil }
                var branches: [Syntax.Branch] = []
                for index in stride(from: 0, to: call.arguments.count - 1, by: 2) {
                    branches.append(
                        .init(
                            condition: call.arguments[index],
                            result: call.arguments[index + 1]))
                }
                return reading.conditional(
                    branches[...], call.arguments.last, context, call.range)
            },
            "safe_divide": guarded(nil), "div0": guarded(.zero), "div0null": guarded(.zero),
            "divide": .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                return reading.infix("/", call.arguments[0], call.arguments[1], context)
            },
            "isnotnull": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                let value = reading.meaning(of: call.arguments[0], context.condition)
                return Expression(.presence(value, present: true))
            },
            "concat_ws": .named("concat_with", 2...64), "char_length": .named("length", 1...1),
            "trunc": .named("truncate", 1...2), "truncate": .named("truncate", 1...2),
            "pow": .named("power", 2...2), "instr": .named("find", 2...2),
            "regexp_contains": .named("matches", 2...2), "match": .named("matches", 2...2),
            "json_extract_path_text": .named("member", 2...3),
            "tostartofinterval": .named("truncated", 2...3),
            "search": .named("search", 1...2),
            "json_extract_scalar": .named("member", 2...2),
            "array_length": .named("array_length", 1...2), "has": .named("contains", 2...2),
            "position": .named("find", 2...2), "strpos": .named("find", 2...2),
            "initcap": .named("proper", 1...1), "startswith": .named("starts_with", 2...2),
            "starts_with": .named("starts_with", 2...2),
            "regexp_replace": .named("replace_pattern", 3...4),
            "regexp_extract": .named("extract", 2...3), "md5": .named("md5", 1...1),
            "random": .named("random", 0...0), "rand": .named("random", 0...1),
            "pi": .named("pi", 0...0),
            "decode": .built { call, context, reading in
                guard call.arguments.count > 2, let subject = call.first else { return nil }
                var rest = call.arguments.dropFirst()
                var branches: [Syntax.Branch] = []
                while rest.count > 1, let test = rest.popFirst(), let result = rest.popFirst() {
                    branches.append(
                        .init(
                            condition: Syntax(.infix("=", subject, test), test.range),
                            result: result))
                }
                return reading.conditional(branches[...], rest.first, context, call.range)
            },
            "json_extract": .named("member", 2...2), "json_value": .named("member", 2...2),
            "jsonextractstring": .named("member", 2...2), "split_part": .named("split", 3...3)
        ]
        for (type, names) in [
            ("number", ["to_number", "tofloat64", "tofloat32", "todecimal32", "todecimal64"]),
            ("integer", ["toint64", "toint32", "touint64", "touint32", "toint8", "touint8"]),
            ("text", ["to_char", "tostring", "format", "str"]),
            ("date", ["date", "todate", "to_date"]),
            ("moment", ["todatetime", "to_timestamp", "timestamp", "datetime"])
        ] {
            for name in names {
                rules[name] = .built { call, context, reading in
                    guard (1...3).contains(call.arguments.count), let first = call.first else {
                        return nil
                    }
                    return reading.cast(first, to: type, context)
                }
            }
        }
        return rules
    }()

    // MARK: Of moments

    private static let moments: [String: FunctionRule] = {
        var rules: [String: FunctionRule] = [
            "date_part": part, "datepart": part,
            "date_trunc": .built { call, context, reading in
                guard (2...3).contains(call.arguments.count) else { return nil }
                return truncated(call.arguments[0], call.arguments[1], context, &reading)
            },
            "datediff": difference, "date_diff": difference, "timestampdiff": difference,
            "timestamp_diff": difference, "datetime_diff": difference, "age": difference,
            "dateadd": .named("date_add", 3...3), "date_add": .named("date_add", 2...3),
            "date_sub": .named("date_subtract", 2...3),
            "date_format": .named("date_format", 2...2),
            "strftime": .named("date_format", 2...2),
            "time_bucket": .named("truncated", 2...3),
            "unix_timestamp": .named("unix_time", 0...1),
            "from_unixtime": .named("moment_of", 1...2),
            "timestamp_sub": .named("date_subtract", 2...2),
            "timestamp_add": .named("date_add", 2...2),
            "last_day": .named("end_of_month", 1...1),
            "$__timefilter": .named("in_period", 1...2),
            "$__unixepochfilter": .named("in_period", 1...1),
            "$__timegroup": .named("truncated", 2...3),
            "$__timegroupalias": .named("truncated", 2...3),
            "$__timefrom": .named("start_of_selection", 0...0),
            "$__timeto": .named("end_of_selection", 0...0),
            "$__fromtime": .named("start_of_selection", 0...0),
            "$__totime": .named("end_of_selection", 0...0)
        ]
        for name in ["getdate", "getutcdate", "sysdate", "current_timestamp", "localtimestamp"] {
            rules[name] = .named("now", 0...1)
        }
        for name in ["curdate", "current_date", "yesterday"] {
            rules[name] = .named(name == "yesterday" ? "yesterday" : "today", 0...1)
        }
        for (name, unit) in [
            ("toyear", "year"), ("tomonth", "month"), ("toquarter", "quarter"),
            ("todayofweek", "weekday"), ("tohour", "hour"), ("dayofweek", "weekday"),
            ("todayofmonth", "day"), ("dayofmonth", "day")
        ] {
            rules[name] = .named(unit, 1...1)
        }
        for unit in ["day", "week", "month", "quarter", "year", "hour", "minute"] {
            rules["tostartof\(unit)"] = .built { call, context, reading in
                guard let first = call.first else { return nil }
                let name = Syntax(.text(unit), first.range)
                return truncated(name, first, context, &reading)
            }
        }
        rules["tomonday"] = rules["tostartofweek"]
        return rules
    }()

    /// The unit may stand first or last, in quotes or without.
    private static func unit(_ syntax: Syntax) -> String? {
        switch syntax.kind {
        case .text(let text): text.folded
        case .name(let path): path.count == 1 ? path[0].folded : nil
        default: nil
        }
    }

    private static let units: Set<String> = Set(SharedFunctions.seconds.keys).union([
        "month", "months", "mm", "quarter", "qq", "year", "years", "yy", "yyyy", "millisecond",
        "epoch", "dow", "weekday"
    ])

    private static func truncated(
        _ one: Syntax, _ other: Syntax, _ context: Context, _ reading: inout Reading
    ) -> Expression? {
        for (first, value) in [(one, other), (other, one)] {
            guard let unit = unit(first), units.contains(unit) else { continue }
            let text = Expression(.text(unit), range: first.range)
            return Expression(
                .function("truncated", [text, reading.meaning(of: value, context.exact)]))
        }
        return nil
    }

    private static let part: FunctionRule = .built { call, context, reading in
        guard call.arguments.count == 2, let unit = unit(call.arguments[0]) else { return nil }
        if unit == "epoch" {
            return Expression(
                .annotated(.cast("second"), reading.meaning(of: call.arguments[1], context)))
        }
        return reading.named(unit, [call.arguments[1]], context)
    }

    /// `DATEDIFF(unit, start, end)`, BigQuery's `DATE_DIFF(end, start, unit)`,
    /// MySQL's `DATEDIFF(end, start)` in days.
    private static let difference: FunctionRule = .built { call, context, reading in
        let parts = call.arguments
        if parts.count == 3, let unit = unit(parts[0]), units.contains(unit) {
            let start = reading.meaning(of: parts[1], context.exact)
            let end = reading.meaning(of: parts[2], context.exact)
            return SharedFunctions.difference(unit, from: start, to: end)
        }
        if parts.count == 3, let unit = unit(parts[2]), units.contains(unit) {
            let end = reading.meaning(of: parts[0], context.exact)
            let start = reading.meaning(of: parts[1], context.exact)
            return SharedFunctions.difference(unit, from: start, to: end)
        }
        guard parts.count == 2 else { return nil }
        let end = reading.meaning(of: parts[0], context.exact)
        let start = reading.meaning(of: parts[1], context.exact)
        return SharedFunctions.difference(
            call.name == "age" ? "second" : "day", from: start, to: end)
    }
}
