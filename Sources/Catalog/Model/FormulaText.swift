public import Diagnostics
public import Formula

/// A formula as it stands in a catalog file.
public struct FormulaText: Hashable, Sendable {
    public var text: String
    public var expression: Expression
    public var place: Place
    /// Where each byte of the text stands in the file.
    var map: ScalarMap

    init(text: String, expression: Expression, place: Place, map: ScalarMap) {
        self.text = text
        self.expression = expression
        self.place = place
        self.map = map
    }

    /// A formula that stands in no file.
    public init(text: String, expression: Expression, file: String = "") {
        self.init(text: text, expression: expression, place: Place(file: file), map: .none)
    }

    /// Where a part of the formula, given in UTF-8 offsets into its text, stands
    /// in the file: also within quoted and folded YAML.
    public func place(of range: Range<Int>?) -> Place {
        guard let range else { return place }
        return map.place(of: range) ?? place
    }
}
