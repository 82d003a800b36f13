import Diagnostics
import Testing

@testable import Site

/// The Mustache that templates are written in (mustache(5) and its specification).
@Suite struct TemplateTests {
    private func text(
        _ source: String, _ model: Value, with others: [String: String] = [:]
    ) throws -> String {
        var templates = [try Template(source, name: "page")]
        for (name, text) in others { templates.append(try Template(text, name: name)) }
        let bytes = try TemplateLibrary(templates).render("page", [model])
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func sectionsRunOverListsAndStandForWhatIsThere() throws {
        let model: Value = [
            "items": [["n": "1"], ["n": "2"]], "none": [], "off": false, "on": true,
            "unit": ["name": "calls"]
        ]
        #expect(try text("{{#items}}{{n}},{{/items}}", model) == "1,2,")
        #expect(try text("{{^items}}-{{/items}}{{^none}}-{{/none}}", model) == "-")
        #expect(try text("{{#off}}a{{/off}}{{#on}}b{{/on}}", model) == "b")
        #expect(try text("{{unit.name}}{{#unit}} {{name}}{{/unit}}", model) == "calls calls")
        #expect(try text("{{#hasItems}}y{{/hasItems}}{{#hasNone}}n{{/hasNone}}", model) == "y")
    }

    @Test func aNameIsLookedUpFromTheInnermostOutwards() throws {
        let model: Value = ["a": "outer", "list": [["a": "inner"], ["a": .none], ["b": "x"]]]
        // What is said to be not there is not taken from the surroundings.
        #expect(try text("{{#list}}[{{a}}]{{/list}}", model) == "[inner][][outer]")
    }

    @Test func aValueDecidesWhetherItIsEscaped() throws {
        let model: Value = ["text": "<&\"'>", "markup": .markup("<b>")]
        #expect(
            try text("{{text}}{{{text}}}{{&text}}", model)
                == String(repeating: "&lt;&amp;&quot;&#39;&gt;", count: 3))
        #expect(try text("{{markup}}", model) == "<b>")
    }

    @Test func parentsAreFilledAndPartialsPutIn() throws {
        let others = [
            "layout": "<{{$title}}none{{/title}}|{{$body}}{{/body}}>", "part": "({{n}})"
        ]
        #expect(
            try text("{{<layout}}{{$body}}{{>part}}{{/body}}{{/layout}}", ["n": "7"], with: others)
                == "<none|(7)>")
    }

    @Test func linesOfNothingButTagsLeaveNoBlankLines() throws {
        #expect(
            try text("a\n{{#on}}\n  b\n{{/on}}\n{{! why }}\nc\n", ["on": true]) == "a\n  b\nc\n")
        #expect(try text("a {{#on}}b{{/on}} c\n", ["on": true]) == "a b c\n")
    }

    @Test(arguments: [
        ("a\n{{#open}}b", "site.template-open"), ("{{/never}}", "site.template-closes"),
        ("{{#a}}{{/b}}", "site.template-closes"), ("{{", "site.template-tag"),
        ("{{}}", "site.template-tag"), ("{{>other}}", "site.template-unknown"),
        ("{{>page}}", "site.template-circle")
    ])
    func aWrongTemplateIsRefusedWithItsReason(source: String, key: String) {
        let error = #expect(throws: SiteError.self) {
            _ = try TemplateLibrary([Template(source, name: "page")])
        }
        #expect(error?.message.key == key)
    }
}
