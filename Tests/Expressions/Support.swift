import Formula
import Testing

@testable import Expressions

/// The meaning of an outside text, in the catalog's own language.
func meaning(_ text: String, _ language: String, scope: FormulaScope = .empty) -> String {
    OutsideLanguage.parse(text, language: language, scope: scope).expression.description
        .replacing("( where", with: "(where").replacing("per )", with: "per)")
}

/// A text of an outside language and what it means.
struct Sample: CustomTestStringConvertible, Sendable {
    var text: String
    var expected: String

    init(_ text: String, _ expected: String) {
        self.text = text
        self.expected = expected
    }

    var testDescription: String { text }
}

/// The annotations of an expression, outermost first.
func annotations(_ text: String, _ language: String) -> [Annotation] {
    var found: [Annotation] = []
    OutsideLanguage.parse(text, language: language).expression.visit {
        if case .annotated(let annotation, _) = $0.kind { found.append(annotation) }
    }
    return found
}

/// A scope that knows some formulas of one language, by name.
func formulas(_ known: [String: String], _ language: String) -> FormulaScope {
    FormulaScope { reference in
        reference.path.last.flatMap { known[$0] }.map { .formula(text: $0, language: language) }
    }
}
