import Diagnostics
import Formula

/// What readers need to know of the rest of the catalog.
struct ReadingContext {
    var units: UnitTable
    /// `nil` where they could not be read, so that none is called unknown.
    var themes: Set<String>?
    var channels: Set<String>?
    /// A company's own project file, where sources may be left out.
    var isProject: Bool
}

extension YAMLNode {
    /// A formula; `nil`, with a finding at the very place, where it cannot be read.
    func formula(_ findings: Findings) -> FormulaText? {
        guard let text = text(findings), let scalar else { return nil }
        do {
            let expression = try FormulaParser.parse(text)
            return FormulaText(text: text, expression: expression, place: place, map: scalar.map)
        } catch {
            let place = error.range.isEmpty ? nil : scalar.place(of: error.range)
            findings.add(
                YAMLReader.schema, at: place ?? endPlace(of: scalar, error.range),
                error.message.key, error.message.arguments)
            return nil
        }
    }

    /// The place of an empty range, such as that of a formula's missing end.
    private func endPlace(of scalar: YAMLScalar, _ range: Range<Int>) -> Place {
        guard range.lowerBound > 0,
            let before = scalar.place(of: (range.lowerBound - 1)..<range.lowerBound)
        else { return place }
        return Place(
            file: before.file, line: before.endLine, column: before.endColumn,
            endLine: before.endLine, endColumn: before.endColumn)
    }

    func declaredUnit(_ context: ReadingContext, _ findings: Findings) -> DeclaredUnit? {
        guard let text = text(findings) else { return nil }
        do {
            let (above, below, measure) = try context.units.parse(text)
            let single = above.count == 1 && below.isEmpty ? context.units.units[above[0]] : nil
            return DeclaredUnit(
                numerator: above, denominator: below, measure: measure, kind: single?.kind,
                place: place)
        } catch {
            reportUnknown(error, context, findings)
            return nil
        }
    }

    private func reportUnknown(
        _ error: UnitTable.UnknownUnit, _ context: ReadingContext, _ findings: Findings
    ) {
        findings.schema(
            place, "unknown-unit", ["unit": .text(error.name)],
            advice: Advices.forName(error.name, among: Array(context.units.units.keys)))
    }

    /// Reads `80 %`, `20 s`, `60000 visits/agents`, `15 EUR` or a bare number.
    func quantity(_ context: ReadingContext, _ findings: Findings) -> Quantity? {
        guard let text = text(findings)?.trimmed else { return nil }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || "+-.".contains($0)) }
        guard let number = Rational(decimal: digits) else {
            findings.schema(place, "expected-quantity", ["value": .text(text)])
            return nil
        }
        let unit = String(text.dropFirst(digits.count)).trimmed
        if unit.isEmpty {
            return Quantity(value: number, measure: .one, unit: nil, place: place)
        }
        if let literal = context.units.literal(unit) {
            return Quantity(
                value: number * literal.factor, measure: literal.measure, unit: unit, place: place)
        }
        if unit.utf8.count == 3, unit.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
            return Quantity(
                value: number, measure: .money, unit: unit, currency: unit, place: place)
        }
        do {
            let measure = try context.units.parse(unit).measure
            return Quantity(value: number, measure: measure, unit: unit, place: place)
        } catch {
            reportUnknown(error, context, findings)
            return nil
        }
    }

    /// Reads `[0, 10]` or `[0 %, 100 %]`.
    func scale(_ context: ReadingContext, _ findings: Findings) -> ClosedRange<Rational>? {
        let ends = list(findings)
        guard ends.count == 2 else {
            findings.schema(firstPlace, "expected-scale")
            return nil
        }
        guard let low = ends[0].quantity(context, findings),
            let high = ends[1].quantity(context, findings)
        else { return nil }
        guard low.value < high.value, low.measure == high.measure else {
            findings.schema(firstPlace, "expected-scale")
            return nil
        }
        return low.value...high.value
    }

    /// Reads `d0#Heading`, `general-usage`, or a list of them.
    package func citations(_ findings: Findings) -> [Citation] {
        items(findings).compactMap { item in
            guard let text = item.text(findings) else { return nil }
            if text == "general-usage" { return Citation(.generalUsage, place: item.place) }
            if text == "company" { return Citation(.company, place: item.place) }
            guard let sign = text.firstIndex(of: "#"), sign > text.startIndex else {
                findings.schema(item.place, "expected-source", ["value": .text(text)])
                return nil
            }
            let heading = String(text[text.index(after: sign)...])
            return Citation(.document(String(text[..<sign]), heading: heading), place: item.place)
        }
    }
}

extension MappingReader {
    /// The sources of a statement; a company's statements are its own where
    /// they name none.
    mutating func citations(
        _ context: ReadingContext, key: String = "source"
    ) -> [Citation] {
        if let node = optional(key) { return node.citations(findings) }
        return context.isProject ? [Citation(.company, place: place)] : []
    }

    mutating func quantities(_ key: String, _ context: ReadingContext) -> [String: Quantity] {
        var result: [String: Quantity] = [:]
        for entry in optional(key)?.entries(findings) ?? [] {
            result[entry.key] = entry.value.quantity(context, findings)
        }
        return result
    }

    mutating func references(_ key: String) -> [Reference]? {
        optional(key).map { node in
            node.items(findings).compactMap { $0.text(findings) }.map(Reference.init(dotted:))
        }
    }
}

extension Reference {
    /// Reads `order.placed_at`.
    init(dotted text: String) {
        self.init(text.split(separator: ".", omittingEmptySubsequences: false).map(String.init))
    }
}
