internal import Formula

/// Datadog's metric queries: `sum:orders.count{env:prod} by {shop}.as_count()`.
struct DatadogQuery: Dialect {
    let id = "datadog"
    let name = "Datadog query"

    let lexicon = Lexicon(
        quotes: [.text("\"", doubled: false, backslash: true), .text("'")], symbols: [":"],
        nameBody: [UInt8(ascii: ".")],
        special: { bytes, start in
            // What stands in braces follows rules of its own.
            guard bytes[start] == UInt8(ascii: "{") else { return nil }
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
            return (
                .special, String(decoding: bytes[(start + 1)..<end], as: UTF8.self), end + 1
            )
        })

    private static let aggregators: [String: AggregateFunction] = [
        "sum": .sum, "avg": .average, "min": .minimum, "max": .maximum, "count": .count,
        "p50": .percentile, "p75": .percentile, "p90": .percentile, "p95": .percentile,
        "p99": .percentile
    ]

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        let token = parser.current
        let start = token.range.lowerBound
        guard token.kind == .name, parser.ahead(1).isSymbol(":"), parser.ahead(2).kind == .name,
            parser.ahead(3).kind == .special
        else { return nil }
        guard Self.aggregators[token.text.folded] != nil else { throw parser.unexpected() }
        let metric = parser.ahead(2)
        let filter = parser.ahead(3)
        for _ in 0..<4 { parser.advance() }
        if parser.accept(word: "by") {
            guard parser.current.kind == .special else { throw parser.unexpected() }
            parser.advance()
        }
        var isCount = false
        while parser.isAt("."), parser.ahead(1).kind == .name {
            parser.advance()
            isCount = isCount || parser.isAt(word: "as_count")
            parser.advance()
            _ = try parser.arguments()
        }
        let parts = [
            Syntax(.name([metric.text]), metric.range), Syntax(.text(filter.text), filter.range)
        ]
        return try parser.made(
            .form(token.text.folded + (isCount ? " counted" : ""), parts), from: start)
    }

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        guard case .form(let kind, let parts) = syntax.kind, case .name(let path) = parts[0].kind,
            case .text(let filter) = parts[1].kind,
            let word = kind.split(separator: " ").first.map(String.init),
            let function = Self.aggregators[word]
        else { return nil }
        let value = reading.resolve(Reference(path), .column, parts[0].range, .row)
        guard let condition = condition(filter, parts[1].range, &reading) else { return nil }
        let isFlow = kind.hasSuffix(" counted") || function == .count || function == .percentile
        var level: Rational?
        if function == .percentile { level = Rational(decimal: "0." + word.dropFirst()) }
        return Expression(
            .aggregate(
                Aggregate(
                    function, value: value, where: condition, level: level,
                    at: isFlow ? nil : .endOfPeriod)), range: syntax.range)
    }

    /// `env:prod,!shop:x,$region`; `.some(nil)` for every series.
    private func condition(
        _ filter: String, _ range: Range<Int>, _ reading: inout Reading
    ) -> Expression?? {
        guard !filter.contains("("), !filter.contains(" OR "), !filter.contains(" IN ") else {
            // Understood as a whole: two are the same where their texts are.
            return .some(
                Expression(.function("tags", [Expression(.text(filter), range: range)])))
        }
        var result: Expression?
        let plain = filter.replacing(" AND ", with: ",")
        for part in plain.split(separator: ",") {
            var tag = part.trimmed
            if tag == "*" || tag.isEmpty { continue }
            if tag.hasPrefix("$") {
                reading.selection.append(
                    Expression(.reference(Reference([String(tag)])), range: range))
                continue
            }
            let isNegated = tag.hasPrefix("!") || tag.hasPrefix("NOT ")
            if isNegated { tag = tag.drop { $0 != "!" && $0 != " " }.dropFirst().trimmed }
            let pair = tag.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { return nil }
            let name = Expression(.reference(Reference([String(pair[0])])), range: range)
            let text = Expression(.text(String(pair[1])), range: range)
            var test = Expression(.comparison(isNegated ? .unequal : .equal, name, text))
            if pair[1].contains("*") {
                test = Expression(.function("like", [name, text]))
                if isNegated { test = Expression(.not(test)) }
            }
            test.range = range
            if pair[1].hasPrefix("$") {
                reading.selection.append(test)
            } else {
                result = Expression.joined(result, test)
            }
        }
        return .some(result)
    }

    let functions = DatadogMath.rules
}

/// Datadog's formulas over the queries of a widget: `query1 / query2 * 100`.
struct DatadogMath: Dialect {
    let id = "datadog-math"
    let name = "Datadog formula"

    let lexicon = Lexicon(quotes: [.text("\""), .text("'")], symbols: [])

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        guard case .name(let path) = syntax.kind else { return nil }
        return reading.resolve(Reference(path), .measure, syntax.range, context)
    }

    let functions = DatadogMath.rules

    static let rules: [String: FunctionRule] = {
        var rules: [String: FunctionRule] = [
            "abs": .named("abs", 1...1), "log2": .named("log2", 1...1),
            "log10": .named("log10", 1...1),
            "default_zero": .built { call, context, reading in
                guard let value = call.first, call.arguments.count == 1 else { return nil }
                let inner = reading.meaning(of: value, context)
                return Expression(.annotated(.missingReplaced(by: .zero), inner))
            },
            "clamp_min": .named("greatest", 2...2), "clamp_max": .named("least", 2...2),
            // Which series are shown is no matter of what is computed.
            "top": .built { call, context, reading in
                call.first.map { reading.meaning(of: $0, context) }
            },
            "exclude_null": .built { call, context, reading in
                call.first.map { reading.meaning(of: $0, context) }
            },
            "cutoff_min": .named("greatest", 2...2), "cutoff_max": .named("least", 2...2),
            "timeshift": .named("seconds_later", 2...2),
            "calendar_shift": .named("calendar_shift", 2...3)
        ]
        for (name, shift) in [
            ("day_before", PeriodShift.earlier(1, .day)), ("week_before", .earlier(1, .week)),
            ("month_before", .earlier(1, .month))
        ] {
            rules[name] = .built { call, context, reading in
                guard let value = call.first, call.arguments.count == 1 else { return nil }
                return Expression(.shifted(reading.meaning(of: value, context), shift))
            }
        }
        for name in [
            "hour_before", "count_not_null", "count_nonzero", "cumsum", "integral", "dt", "diff",
            "derivative", "per_second", "per_minute", "per_hour", "ewma_3", "ewma_5", "ewma_7",
            "ewma_10", "ewma_20", "median_3", "median_5", "median_7", "median_9", "autosmooth",
            "monotonic_diff", "trend_line", "robust_trend", "fill", "rollup", "moving_rollup",
            "anomalies", "outliers", "forecast", "piecewise_constant", "throughput",
            "median_dev", "log1p"
        ] {
            rules[name] = .named("series_" + name, 1...4)
        }
        return rules
    }()
}

extension Substring {
    fileprivate var trimmed: Substring {
        var result = drop(while: \.isWhitespace)
        while result.last?.isWhitespace == true { result.removeLast() }
        return result
    }
}
