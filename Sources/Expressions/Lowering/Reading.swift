internal import Diagnostics
internal import Formula

/// One outside text on its way to a meaning, with all that is noted down
/// underway.
struct Reading {
    /// Longer texts are written by no person, and are opaque.
    static let longestText = 1 << 20
    /// How many nodes an expression may have with everything that it takes
    /// over from other formulas.
    static let nodeLimit = 10_000

    let text: String
    let scope: FormulaScope
    private(set) var bytes: [UInt8]
    private(set) var dialect: (any Dialect)?

    var mentions: [OutsideFormula.Mention] = []
    var gaps: [OutsideFormula.Gap] = []
    var selection: [Expression] = []
    var problems: [OutsideFormula.Problem] = []
    /// The variables that a formula defines, by their names in small letters.
    var variables: [String: Syntax] = [:]
    /// Whether what is read is computed over other rows than the variables were.
    var isElsewhere = false
    /// What is known within the query that is being read.
    var frame = QueryFrame()
    /// What was known within the query that was read last.
    var innermost = QueryFrame()

    /// The formulas that are being read, outermost first.
    private var open: [Reference] = []
    private var depth = 0
    private var nodes = 0

    init(_ text: String, scope: FormulaScope) {
        self.text = text
        self.scope = scope
        bytes = []
    }

    // MARK: The whole text

    mutating func formula(in language: OutsideLanguage) -> OutsideFormula {
        do {
            let columns = try language.read(&self)
            return formula(of: columns)
        } catch {
            let problem = problem(for: error)
            gaps = []
            return failed(problem)
        }
    }

    /// The words, the tree and its meaning.
    mutating func columns(of dialect: some Dialect) throws(SyntaxFailure)
        -> [OutsideFormula.Column]
    {
        guard text.utf8.count <= Self.longestText else {
            throw SyntaxFailure(.tooLong, at: 0..<text.utf8.count)
        }
        self.dialect = dialect
        bytes = Array(text.utf8)
        let syntax = try dialect.syntax(of: bytes)
        return dialect.columns(syntax, &self)
    }

    private func formula(of columns: [OutsideFormula.Column]) -> OutsideFormula {
        let columns = columns.map { column in
            var column = column
            column.expression = column.expression.filled(with: column.range)
            return column
        }
        let chosen = columns.first { $0.isAggregate } ?? columns.first
        return OutsideFormula(
            expression: chosen?.expression ?? Expression(.opaque(text), range: whole),
            columns: columns, references: uniqueMentions, opaque: gaps,
            selection: selection.map { $0.filled(with: whole) }, problems: problems)
    }

    /// In the order of the text; what was read twice stands once.
    private var uniqueMentions: [OutsideFormula.Mention] {
        var seen: Set<OutsideFormula.Mention> = []
        return mentions.filter { seen.insert($0).inserted }.sorted {
            ($0.range.lowerBound, $0.range.upperBound)
                < ($1.range.lowerBound, $1.range.upperBound)
        }
    }

    private var whole: Range<Int> { 0..<text.utf8.count }

    /// The text as one opaque node.
    mutating func failed(_ problem: OutsideFormula.Problem) -> OutsideFormula {
        let expression = Expression(.opaque(text), range: whole)
        return OutsideFormula(
            expression: expression,
            columns: [.init(name: nil, expression: expression, range: whole)], references: [],
            opaque: [.init(text: text, range: whole)], selection: [],
            problems: problems + [problem])
    }

    private func problem(for failure: SyntaxFailure) -> OutsideFormula.Problem {
        .init(
            failure.reason.rawValue, ["found": .text(shortText(failure.range))], at: failure.range)
    }

    /// What stands there, cut to what fits into a message.
    private func shortText(_ range: Range<Int>) -> String {
        String(source(range).prefix(40))
    }

    /// What stands there.
    func source(_ range: Range<Int>) -> String {
        let range = range.clamped(to: 0..<bytes.count)
        return String(decoding: bytes[range], as: UTF8.self)
    }

    // MARK: Gaps

    /// An opaque node for what is not understood.
    mutating func gap(_ range: Range<Int>, _ key: String = "not-understood") -> Expression {
        let text = source(range)
        gaps.append(.init(text: text, range: range))
        problems.append(.init(key, ["found": .text(shortText(range))], at: range))
        return Expression(.opaque(text), range: range)
    }

    // MARK: Names

    /// What a name stands for; a formula is taken over whole.
    mutating func resolve(
        _ reference: Reference, _ kind: OutsideFormula.Mention.Kind, _ range: Range<Int>,
        _ context: Context
    ) -> Expression {
        switch scope.meaning(reference) {
        case .column(let column):
            mentions.append(.init(reference, .column, range: range, isResolved: true))
            return Expression(.reference(column), range: range)
        case .parameter(let parameter):
            mentions.append(.init(reference, .parameter, range: range, isResolved: true))
            return Expression(.reference(parameter), range: range)
        case .formula(let text, let language):
            mentions.append(.init(reference, .measure, range: range, isResolved: true))
            return takenOver(reference, text, language, range, context)
        case nil:
            mentions.append(.init(reference, kind, range: range, isResolved: false))
            return Expression(.reference(reference), range: range)
        }
    }

    private mutating func takenOver(
        _ reference: Reference, _ text: String, _ id: String, _ range: Range<Int>,
        _ context: Context
    ) -> Expression {
        guard !open.contains(reference) else {
            return gap(range, "cycle")
        }
        guard let language = OutsideLanguage.named(id) else {
            return gap(range, "unknown-language")
        }
        var inner = Reading(text, scope: scope.within(reference) ?? scope)
        inner.open = open + [reference]
        inner.depth = depth + 1
        inner.nodes = nodes
        guard inner.depth < SyntaxParser.depthLimit else { return gap(range, "too-deep") }
        let formula = inner.formula(in: language)
        nodes = inner.nodes
        for hole in formula.opaque { gaps.append(.init(text: hole.text, range: range)) }
        for problem in formula.problems {
            var problem = problem
            problem.range = range
            problems.append(problem)
        }
        selection += formula.selection
        // Within a formula that is taken over itself, whoever takes that over
        // gives everything its place.
        return open.isEmpty ? formula.expression.placed(at: range) : formula.expression
    }

    // MARK: Meanings

    /// The meaning of a part. What is not understood is opaque.
    mutating func meaning(of syntax: Syntax, _ context: Context) -> Expression {
        depth += 1
        nodes += 1
        defer { depth -= 1 }
        guard depth <= SyntaxParser.depthLimit, nodes <= Self.nodeLimit else {
            return gap(syntax.range, "too-deep")
        }
        let before = (gaps: gaps.count, problems: problems.count)
        guard var expression = knownMeaning(of: syntax, context) else {
            // Names within it were seen all the same; what its parts lack is
            // within the one gap that it is now.
            gaps.removeSubrange(before.gaps...)
            problems.removeSubrange(before.problems...)
            return gap(syntax.range)
        }
        if expression.range == nil { expression.range = syntax.range }
        return expression
    }

    /// The meaning of a part that nothing else may stand in for, or `nil`.
    mutating func wholeMeaning(of syntax: Syntax, _ context: Context) -> Expression? {
        let before = gaps.count
        let expression = meaning(of: syntax, context)
        return gaps.count == before ? expression : nil
    }

    /// The meaning of a part, or its text where it has none: what is understood by name
    /// only is the same where its arguments are written the same.
    mutating func meaningOrText(of syntax: Syntax, _ context: Context) -> Expression {
        let before = (gaps: gaps.count, problems: problems.count)
        let expression = meaning(of: syntax, context)
        guard gaps.count > before.gaps else { return expression }
        gaps.removeSubrange(before.gaps...)
        problems.removeSubrange(before.problems...)
        let words = source(syntax.range).split(whereSeparator: \.isWhitespace)
        return Expression(.text(words.joined(separator: " ")), range: syntax.range)
    }

    private mutating func knownMeaning(of syntax: Syntax, _ context: Context) -> Expression? {
        let range = syntax.range
        switch syntax.kind {
        case .number(let text): return Rational(decimal: text).map { Expression(.number($0)) }
        case .text(let text): return Expression(.text(text))
        case .boolean(let value): return Expression(.boolean(value))
        case .missing: return Expression(.missing)
        case .variable(let name):
            return resolve(Reference([name]), .parameter, range, context)
        case .prefix(let sign, let inner): return prefixed(sign, inner, context)
        case .infix(let sign, let one, let other):
            if let own = dialect?.meaning(syntax, context, &self) { return own }
            return infix(sign, one, other, context)
        case .conditional(let branches, let otherwise):
            return conditional(branches[...], otherwise, context, range)
        case .call(let name, let arguments):
            if let own = dialect?.meaning(syntax, context, &self) { return own }
            return call(Call(name: name, arguments: arguments, range: range), context)
        case .name, .star, .list, .form, .query:
            return dialect?.meaning(syntax, context, &self)
        }
    }

    private mutating func prefixed(_ sign: String, _ inner: Syntax, _ context: Context)
        -> Expression?
    {
        switch sign {
        case "-": return Expression(.negative(meaning(of: inner, context)))
        case "+": return meaning(of: inner, context)
        case "not": return Expression(.not(meaning(of: inner, context.condition)))
        default: return nil
        }
    }

    // MARK: Functions

    /// What a function's rule makes of it.
    mutating func call(_ call: Call, _ context: Context) -> Expression? {
        guard let rule = dialect?.functions[call.name] else { return nil }
        switch rule {
        case .aggregate(let function):
            guard call.arguments.count == 1, let value = call.first else { return nil }
            return aggregate(function, value, range: call.range)
        case .named(let name, let arity):
            guard arity.contains(call.arguments.count) else { return nil }
            return named(name, call.arguments, context)
        case .cast(let type):
            guard call.arguments.count == 1, let value = call.first else { return nil }
            return cast(value, to: type, context)
        case .built(let build): return build(call, context, &self)
        }
    }

    /// A function that is understood by name only.
    mutating func named(_ name: String, _ arguments: [Syntax], _ context: Context) -> Expression? {
        var parts: [Expression] = []
        for argument in arguments { parts.append(meaning(of: argument, context.exact)) }
        return Expression(.function(name, parts))
    }
}

extension Expression {
    /// The same with every part that has no place at that of what it is part of.
    fileprivate func filled(with range: Range<Int>) -> Expression {
        let own = self.range ?? range
        var filled = mapChildren { $0.filled(with: own) }
        filled.range = own
        return filled
    }

    /// The same with every part at one place.
    func placed(at range: Range<Int>) -> Expression {
        var placed = mapChildren { $0.placed(at: range) }
        placed.range = range
        return placed
    }
}
