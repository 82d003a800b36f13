internal import Formula

/// `CALCULATE` and the filters that it takes.
extension DAX {
    static let periods: [String: FunctionRule] = [
        "calculate": .built { call, _, reading in
            guard let value = call.first else { return nil }
            return calculated(value, call.arguments.dropFirst(), &reading)
        },
        "totalytd": toDate(.year), "totalqtd": toDate(.quarter), "totalmtd": toDate(.month),
        "closingbalancemonth": balance(.endOfPeriod),
        "closingbalancequarter": balance(.endOfPeriod),
        "closingbalanceyear": balance(.endOfPeriod),
        "openingbalancemonth": balance(.startOfPeriod),
        "openingbalancequarter": balance(.startOfPeriod),
        "openingbalanceyear": balance(.startOfPeriod),
        "lastnonblankvalue": .built { call, _, reading in
            guard call.arguments.count == 2 else { return nil }
            return reading.meaning(of: call.arguments[1], .shown)
                .filtered(by: [.moment(.endOfPeriod)])
        },
        "startofmonth": .named("start_of_month", 1...1),
        "startofquarter": .named("start_of_quarter", 1...1),
        "startofyear": .named("start_of_year", 1...2),
        "endofmonth": .named("end_of_month", 1...1),
        "endofquarter": .named("end_of_quarter", 1...1),
        "endofyear": .named("end_of_year", 1...2),
        "firstdate": .named("first_date", 1...1), "lastdate": .named("last_date", 1...1)
    ]

    private static func toDate(_ unit: CalendarUnit) -> FunctionRule {
        .built { call, _, reading in
            guard (2...3).contains(call.arguments.count) else { return nil }
            // A year that ends on another day is another year.
            if call.arguments.count == 3, case .text = call.arguments[2].kind { return nil }
            guard column(call.arguments[1], &reading) != nil else { return nil }
            return calculated(call.arguments[0], call.arguments.dropFirst(2), &reading)?
                .filtered(by: [.shift(.toDate(unit))])
        }
    }

    private static func balance(_ moment: Moment) -> FunctionRule {
        .built { call, _, reading in
            guard call.arguments.count == 2 else { return nil }
            return reading.meaning(of: call.arguments[0], .shown).filtered(by: [.moment(moment)])
        }
    }

    /// The value under the filters; not understood unless all of them are.
    private static func calculated(
        _ value: Syntax, _ arguments: ArraySlice<Syntax>, _ reading: inout Reading
    ) -> Expression? {
        var all: [Filter] = []
        for argument in arguments {
            guard let more = filters(argument, &reading) else { return nil }
            all += more
        }
        let outer = reading.isElsewhere
        reading.isElsewhere = outer || !all.isEmpty
        defer { reading.isElsewhere = outer }
        return reading.wholeMeaning(of: value, .shown)?.filtered(by: all)
    }

    // MARK: Filters

    /// What an argument of `CALCULATE` does; `nil` where that is not known.
    static func filters(_ syntax: Syntax, _ reading: inout Reading) -> [Filter]? {
        switch syntax.kind {
        case .call(let name, let arguments):
            if let shifts = shift(name, arguments, &reading) { return shifts }
            return filters(name, arguments, syntax, &reading)
        case .name(let path) where path.count == 1:
            return reading.variables[path[0].folded].flatMap { filters($0, &reading) }
        case .infix, .prefix, .form("in", _):
            return condition(syntax, &reading)
        default: return nil
        }
    }

    private static func condition(_ syntax: Syntax, _ reading: inout Reading) -> [Filter]? {
        guard let condition = reading.wholeMeaning(of: syntax, .row), !condition.containsAggregate,
            condition.isCondition || condition.isReference
        else { return nil }
        return condition.conjuncts.map { .condition($0) }
    }

    private static func filters(
        _ name: String, _ arguments: [Syntax], _ syntax: Syntax, _ reading: inout Reading
    ) -> [Filter]? {
        switch name {
        case "keepfilters":
            guard arguments.count == 1 else { return nil }
            return filters(arguments[0], &reading)
        case "filter":
            guard arguments.count == 2, let condition = condition(arguments[1], &reading) else {
                return nil
            }
            switch arguments[0].kind {
            // A filter on some columns stands in for the one that was there.
            case .call("all", let columns) where columns.allSatisfy(isColumn),
                .call("values", let columns) where columns.allSatisfy(isColumn),
                .call("distinct", let columns) where columns.allSatisfy(isColumn):
                return condition
            case .name(let path) where path.count == 1:
                return reading.variables[path[0].folded] == nil ? condition : nil
            case .call: return filters(arguments[0], &reading).map { $0 + condition }
            default: return nil
            }
        case "all", "removefilters", "allselected", "allnoblankrow":
            return arguments.isEmpty ? [.fixed([])] : across(arguments, &reading)
        case "allexcept":
            var kept: [Expression] = []
            for argument in arguments.dropFirst() {
                guard let column = column(argument, &reading) else { return nil }
                kept.append(Expression(.reference(column), range: argument.range))
            }
            return [.fixed(kept)]
        case "values": return arguments.allSatisfy(isColumn) ? [] : nil
        case "userelationship":
            guard arguments.count == 2, let one = column(arguments[0], &reading),
                let other = column(arguments[1], &reading)
            else { return nil }
            // Which way a dimension is joined changes no total; which date is
            // meant changes the period of every row.
            if isDate(other) { return [.time(one)] }
            return isDate(one) ? [.time(other)] : []
        case "and": return condition(syntax, &reading)
        case "or", "not", "isblank", "containsstring", "true", "false":
            return condition(syntax, &reading)
        default: return nil
        }
    }

    private static func isColumn(_ syntax: Syntax) -> Bool {
        if case .name(let path) = syntax.kind { return path.count == 2 }
        return false
    }

    private static func across(_ arguments: [Syntax], _ reading: inout Reading) -> [Filter]? {
        var dimensions: [Reference] = []
        for argument in arguments {
            if case .name(let path) = argument.kind, path.count == 1 {
                dimensions.append(Reference(path))
            } else {
                guard let column = column(argument, &reading) else { return nil }
                dimensions.append(column)
            }
        }
        return [.across(dimensions)]
    }

    /// Whether a column belongs to the table of days that models have.
    private static func isDate(_ column: Reference) -> Bool {
        guard let table = column.path.first?.lowercased(), column.path.count > 1 else {
            return false
        }
        return ["date", "calend", "period", "time", "fecha", "ngày", "дат"].contains {
            table.contains($0)
        }
    }

    // MARK: Periods

    private static func shift(_ name: String, _ arguments: [Syntax], _ reading: inout Reading)
        -> [Filter]?
    {
        guard let dates = arguments.first else { return nil }
        let own: Filter
        switch name {
        case "sameperiodlastyear": own = .shift(.earlier(1, .year))
        case "dateadd", "parallelperiod":
            guard arguments.count == 3,
                let steps = reading.meaning(of: arguments[1], .row).constant,
                let count = Int(steps.description), let unit = unit(arguments[2])
            else { return nil }
            own = .shift(.earlier(-count, unit))
        case "previousday": own = .shift(.earlier(1, .day))
        case "previousmonth": own = .shift(.earlier(1, .month))
        case "previousquarter": own = .shift(.earlier(1, .quarter))
        case "previousyear": own = .shift(.earlier(1, .year))
        case "nextday": own = .shift(.earlier(-1, .day))
        case "nextmonth": own = .shift(.earlier(-1, .month))
        case "nextquarter": own = .shift(.earlier(-1, .quarter))
        case "nextyear": own = .shift(.earlier(-1, .year))
        case "datesytd", "datesqtd", "datesmtd":
            guard arguments.count == 1 else { return nil }
            own = .shift(
                .toDate(name == "datesytd" ? .year : name == "datesqtd" ? .quarter : .month))
        case "lastdate", "endofmonth", "endofquarter", "endofyear", "lastnonblank":
            own = .moment(.endOfPeriod)
        case "firstdate", "startofmonth", "startofquarter", "startofyear", "firstnonblank":
            own = .moment(.startOfPeriod)
        case "datesinperiod":
            guard arguments.count == 4,
                let length = reading.meaning(of: arguments[2], .row).constant,
                let unit = unit(arguments[3])
            else { return nil }
            return [
                .window(
                    Expression(
                        .function(
                            "stretch", [.number(length), Expression(.text(unit.rawValue))])))
            ]
        default: return nil
        }
        if column(dates, &reading) != nil { return [own] }
        guard case .call(let inner, let parts) = dates.kind,
            let before = shift(inner, parts, &reading)
        else { return nil }
        return [own] + before
    }

    private static func unit(_ syntax: Syntax) -> CalendarUnit? {
        guard case .name(let path) = syntax.kind, path.count == 1 else { return nil }
        return CalendarUnit(rawValue: path[0].lowercased())
    }
}
