internal import Formula

extension PromQL {
    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        switch syntax.kind {
        case .form("selector", let parts): return Self.series(parts, syntax.range, &reading)
        case .form(let kind, let parts) where kind.hasPrefix("bool "):
            guard let sign = ComparisonOperator(rawValue: String(kind.dropFirst(5))) else {
                return nil
            }
            let value = reading.meaning(of: parts[0], .shown)
            let limit = reading.meaning(of: parts[1], .shown)
            return Expression(
                .conditional(
                    condition: Expression(.comparison(sign, value, limit)), then: .number(1),
                    otherwise: .number(0)))
        case .form("offset", let parts), .form("offset later", let parts):
            let value = reading.meaning(of: parts[0], context)
            guard case .number(let text) = parts[1].kind, let seconds = Int(text),
                case .form(let kind, _) = syntax.kind
            else {
                let length = reading.meaning(of: parts[1], .shown)
                return Expression(.function("seconds_earlier", [value, length]))
            }
            return Self.earlier(value, by: kind == "offset" ? seconds : -seconds)
        case .form(let kind, let parts) where kind.hasPrefix("aggregate "):
            return Self.aggregated(
                String(kind.dropFirst(10)), Array(parts.dropFirst()), syntax.range, &reading)
        case .infix(let sign, let one, let other): return choice(sign, one, other, &reading)
        default: return nil
        }
    }

    /// Comparisons, which choose series, `or`, which fills in for them, and
    /// parts of a whole.
    private func choice(
        _ sign: String, _ one: Syntax, _ other: Syntax, _ reading: inout Reading
    ) -> Expression? {
        if sign == "/" {
            guard let dimensions = Self.dimensions(of: one, notOf: other) else { return nil }
            let left = reading.meaning(of: one, .shown)
            let right = reading.meaning(of: other, .shown)
            return ZeroGuard.quotient(left, right.across(dimensions))
        }
        guard sign.hasPrefix("series ") else { return nil }
        let sign = String(sign.dropFirst(7))
        if sign == "or" {
            guard case .call("vector", _) = other.kind,
                let number = reading.meaning(of: other, .shown).constant
            else { return nil }
            let value = reading.meaning(of: one, .shown)
            return Expression(.annotated(.missingReplaced(by: number), value))
        }
        guard let sign = ComparisonOperator(rawValue: sign) else { return nil }
        let value = reading.meaning(of: one, .shown)
        let limit = reading.meaning(of: other, .shown)
        return Expression(
            .conditional(
                condition: Expression(.comparison(sign, value, limit)), then: value,
                otherwise: nil))
    }

    /// Divided by a sum over fewer labels than it has itself, a sum is a part
    /// of the whole: the labels that the whole is not split by.
    private static func dimensions(of part: Syntax, notOf whole: Syntax) -> [Reference]? {
        guard let inner = labels(part), let outer = labels(whole), outer.isSubset(of: inner),
            outer != inner
        else { return nil }
        return inner.subtracting(outer).sorted().map { Reference([$0]) }
    }

    private static func labels(_ syntax: Syntax) -> Set<String>? {
        guard case .form(let kind, let parts) = syntax.kind, kind.hasPrefix("aggregate "),
            case .list(let labels) = parts.first?.kind
        else { return nil }
        return Set(
            labels.compactMap {
                if case .name(let path) = $0.kind { return path.first }
                return nil
            })
    }

    // MARK: Series

    /// A metric with its labels: a sum over its series.
    private static func series(
        _ parts: [Syntax], _ range: Range<Int>, _ reading: inout Reading
    ) -> Expression? {
        guard case .name(let path) = parts.first?.kind, let name = path.first,
            let first = parts.first
        else { return nil }
        let value = reading.resolve(Reference([name]), .column, first.range, .row)
        guard value.isReference else { return value }
        var condition: Expression?
        for part in parts.dropFirst() {
            guard case .infix(let sign, let label, let text) = part.kind,
                case .name(let path) = label.kind, case .text(let wanted) = text.kind
            else { return nil }
            let reference = reading.resolve(Reference(path), .column, label.range, .row)
            guard let test = matches(reference, sign, wanted, part.range) else { continue }
            if SQLPlaceholders.isIn(wanted) || wanted.hasPrefix("$") {
                reading.selection.append(test)
            } else {
                condition = Expression.joined(condition, test)
            }
        }
        return Expression(
            .aggregate(
                Aggregate(
                    .sum, value: value, where: condition,
                    at: isCounter(name) ? nil : .endOfPeriod)), range: range)
    }

    private static func isCounter(_ name: String) -> Bool {
        ["_total", "_count", "_sum", "_bucket", "_created"].contains { name.hasSuffix($0) }
    }

    /// A label's test; `nil` where every value passes it.
    private static func matches(
        _ label: Expression, _ sign: String, _ wanted: String, _ range: Range<Int>
    ) -> Expression? {
        let isNegated = sign.contains("!")
        let plain = Expression(.text(wanted))
        var test = Expression(
            .comparison(isNegated ? .unequal : .equal, label, plain), range: range)
        guard sign.contains("~") else { return test }
        if [".*", ".+"].contains(wanted), !isNegated { return nil }
        let words = wanted.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let isPlain = words.allSatisfy { word in
            !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "_-/ ".contains($0) }
        }
        if isPlain, words.count == 1 { return test }
        let kind: Expression.Kind =
            isPlain
            ? .membership(label, words.map { Expression(.text($0)) })
            : .function("matches", [label, plain])
        test = Expression(kind, range: range)
        return isNegated ? Expression(.not(test), range: range) : test
    }

    private static func earlier(_ value: Expression, by seconds: Int) -> Expression {
        let day = 86400
        if seconds % (7 * day) == 0 {
            return Expression(.shifted(value, .earlier(seconds / (7 * day), .week)))
        }
        if seconds % day == 0 {
            return Expression(.shifted(value, .earlier(seconds / day, .day)))
        }
        return Expression(.function("seconds_earlier", [value, .number(seconds)]))
    }

    // MARK: Aggregates

    private static func aggregated(
        _ name: String, _ arguments: [Syntax], _ range: Range<Int>, _ reading: inout Reading
    ) -> Expression? {
        guard let last = arguments.last else { return nil }
        let value = reading.meaning(of: last, .shown)
        switch (name, arguments.count) {
        case ("sum", 1):
            if value.isLinear { return value.placedWhole(range) }
            return reading.aggregate(.sum, of: value, range: range)
        case ("avg", 1): return over(.average, value, range, &reading)
        case ("count", 1): return over(.count, value, range, &reading)
        case ("min", 1): return over(.minimum, value, range, &reading)
        case ("max", 1): return over(.maximum, value, range, &reading)
        case ("quantile", 2):
            let level = reading.meaning(of: arguments[0], .shown)
            guard let level = level.constant else {
                return Expression(.function("percentile_at", [level, value]))
            }
            return over(.percentile, value, range, &reading, level: level)
        // Which series are shown is no matter of what is computed.
        case ("topk", 2), ("bottomk", 2), ("limitk", 2): return value.placedWhole(range)
        case ("count_values", 2), ("group", 1):
            return Expression(.function("series_" + name, [value]))
        case ("stddev", 1): return Expression(.function("standard_deviation_of_all", [value]))
        case ("stdvar", 1): return Expression(.function("variance_of_all", [value]))
        default: return nil
        }
    }

    /// Over the series that a value has: those of one metric themselves.
    private static func over(
        _ function: AggregateFunction, _ value: Expression, _ range: Range<Int>,
        _ reading: inout Reading, level: Rational? = nil
    ) -> Expression {
        guard case .aggregate(var series) = value.kind, series.function == .sum else {
            return reading.aggregate(function, of: value, level: level, range: range)
        }
        series.function = function
        series.level = level
        return Expression(.aggregate(series), range: range)
    }

    // MARK: Functions

    static let allFunctions: [String: FunctionRule] = {
        var rules: [String: FunctionRule] = [
            "rate": flow { $0.divided(by: $1) },
            "increase": flow { value, _ in value },
            "histogram_quantile": .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                let chosen = reading.meaning(of: call.arguments[0], context)
                let value = reading.meaning(of: call.arguments[1], context)
                guard let level = chosen.constant else {
                    return Expression(.function("percentile_at", [chosen, value]))
                }
                guard value.isLinear, var series = value.onlyAggregate,
                    case .reference(let metric) = series.value?.kind, var name = metric.path.last
                else { return nil }
                if name.hasSuffix("_bucket") { name.removeLast(7) }
                series.function = .percentile
                series.level = level
                series.value = .reference(name)
                return Expression(.aggregate(series), range: call.range)
            },
            "quantile_over_time": .built { call, context, reading in
                guard call.arguments.count == 2,
                    let level = reading.meaning(of: call.arguments[0], context).constant
                else { return nil }
                return stretch(call.arguments[1], &reading) { value, _, reading in
                    over(.percentile, value, call.range, &reading, level: level)
                }
            },
            "clamp_max": .named("least", 2...2), "clamp_min": .named("greatest", 2...2),
            "clamp": .named("clamp", 3...3), "absent": .named("absent", 1...1),
            "abs": .named("abs", 1...1), "ceil": .named("ceiling", 1...1),
            "floor": .named("floor", 1...1), "ln": .named("ln", 1...1),
            "exp": .named("exp", 1...1), "sqrt": .named("sqrt", 1...1),
            "log2": .named("log2", 1...1), "log10": .named("log10", 1...1),
            "time": .named("now", 0...0), "sgn": .named("sign", 1...1),
            "timestamp": .named("moment_of_value", 1...1), "pi": .named("pi", 0...0),
            "histogram_count": .named("histogram_count", 1...1),
            "histogram_sum": .named("histogram_sum", 1...1),
            "histogram_avg": .named("histogram_average", 1...1),
            "day_of_week": .named("weekday", 0...1), "day_of_month": .named("day", 0...1),
            "day_of_year": .named("day_of_year", 0...1),
            "days_in_month": .named("days_in_month", 0...1), "hour": .named("hour", 0...1),
            "minute": .named("minute", 0...1), "month": .named("month", 0...1),
            "year": .named("year", 0...1),
            "round": .built { call, context, reading in
                guard let value = call.first else { return nil }
                if call.arguments.count == 1 { return reading.rounded(value, to: nil, context) }
                return reading.meaning(of: value, context)
            }
        ]
        for name in ["scalar", "vector", "sort", "sort_desc", "label_replace", "label_join"] {
            rules[name] = .built { call, context, reading in
                call.first.map { reading.meaning(of: $0, context) }
            }
        }
        for (name, function) in [
            ("avg_over_time", AggregateFunction.average), ("min_over_time", .minimum),
            ("max_over_time", .maximum), ("sum_over_time", .sum), ("count_over_time", .count)
        ] {
            rules[name] = .built { call, _, reading in
                guard call.arguments.count == 1 else { return nil }
                return stretch(call.arguments[0], &reading) { value, _, reading in
                    guard case .aggregate(var series) = value.kind else {
                        return reading.aggregate(function, of: value, range: call.range)
                    }
                    series.moment = nil
                    let over = Expression(.aggregate(series), range: call.range)
                    return PromQL.over(function, over, call.range, &reading)
                }
            }
        }
        rules["last_over_time"] = flow { value, _ in value }
        for name in [
            "irate", "delta", "idelta", "deriv", "changes", "resets", "predict_linear",
            "stddev_over_time", "stdvar_over_time", "absent_over_time", "present_over_time",
            "mad_over_time", "holt_winters", "double_exponential_smoothing"
        ] {
            rules[name] = .built { call, _, reading in
                guard let first = call.first else { return nil }
                return stretch(first, &reading) { value, _, _ in
                    Expression(.function(name, [value]), range: call.range)
                }
            }
        }
        return rules
    }()

    /// `f(metric[5m])` of a counter, with the length of the stretch.
    private static func flow(
        _ build: @escaping @Sendable (Expression, Expression) -> Expression
    ) -> FunctionRule {
        .built { call, _, reading in
            guard call.arguments.count == 1 else { return nil }
            return stretch(call.arguments[0], &reading) { value, length, _ in
                build(
                    value.mapAggregates { series in
                        var series = series
                        if call.name != "last_over_time" { series.moment = nil }
                        return series
                    }, length)
            }
        }
    }

    private static func stretch(
        _ syntax: Syntax, _ reading: inout Reading,
        _ build: (Expression, Expression, inout Reading) -> Expression
    ) -> Expression? {
        switch syntax.kind {
        case .form("range", let parts):
            let value = reading.meaning(of: parts[0], .shown)
            let length = reading.meaning(of: parts[1], .shown)
            return build(value, length, &reading)
        // `metric[5m] offset 1w`
        case .form("offset", let parts):
            guard case .number(let text) = parts[1].kind, let seconds = Int(text) else {
                return nil
            }
            return stretch(parts[0], &reading, build).map { earlier($0, by: seconds) }
        default: return nil
        }
    }
}

extension Expression {
    fileprivate func divided(by length: Expression) -> Expression {
        Expression(.arithmetic(.divide, self, length))
    }

    /// The same, at the place of the whole form that it stands for.
    fileprivate func placedWhole(_ range: Range<Int>) -> Expression {
        Expression(kind, range: range)
    }

    /// Whether the sum over its groups is the same expression over all rows.
    fileprivate var isLinear: Bool {
        switch kind {
        case .aggregate(let aggregate): return aggregate.function == .sum
        case .arithmetic(.add, let one, let other), .arithmetic(.subtract, let one, let other):
            return one.isLinear && other.isLinear
        case .arithmetic(.multiply, let one, let other):
            return one.isLinear && other.isFree || one.isFree && other.isLinear
        case .arithmetic(.divide, let one, let other): return one.isLinear && other.isFree
        case .negative(let inner), .shifted(let inner, _): return inner.isLinear
        default: return false
        }
    }

    /// Whether it is the same for every series: a number or what is chosen.
    private var isFree: Bool {
        if case .reference(let reference) = kind { return reference.path[0].hasPrefix("$") }
        return constant != nil
    }

    fileprivate var onlyAggregate: Aggregate? {
        if case .aggregate(let aggregate) = kind { return aggregate }
        let found = children.compactMap(\.onlyAggregate)
        return found.count == 1 ? found[0] : nil
    }
}
