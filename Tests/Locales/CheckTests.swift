import Foundation
import Testing

/// Each kind of fault by itself, and what a person is shown of it.
@Suite struct CheckTests {
    private let file = "catalog/metrics/service-level.yaml"

    /// The sound metric with one stretch of text replaced.
    private func broken(_ old: String, _ new: String) -> String {
        SmallHome.serviceLevel.replacing(old, with: new)
    }

    @Test func saysNothingOfWhatIsSound() throws {
        #expect(try SmallHome.check([:]) == "")
    }

    @Test func showsABrokenFile() throws {
        let text = try SmallHome.check([file: broken("[phone]", "[phone")])
        #expect(
            text == """
                catalog/metrics/service-level.yaml:8:11: error: A comma or “]” is missing here [unreadable-file]
                 8 | parameters:
                   |           ^
                   = catalog/metrics/service-level.yaml:7:11: It was opened here
                """)
    }

    @Test func showsAFormulaThatCannotBeRead() throws {
        let text = try SmallHome.check([file: broken(" / count(calls)", " / count(calls")])
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        #expect(
            lines[0].hasPrefix(
                "catalog/metrics/service-level.yaml:1:73: error: “the end of the formula” stands where"
            ))
        #expect(lines[0].hasSuffix(") was expected [schema]"))
        #expect(
            lines[2] == String(repeating: " ", count: 3) + "| " + String(repeating: " ", count: 72)
                + "^")
    }

    @Test func suggestsTheKeyThatWasMeant() throws {
        let text = try SmallHome.check([file: broken("channels:", "chanels:")])
        #expect(
            text == """
                catalog/metrics/service-level.yaml:7:1: error: There is no “chanels” here [schema]
                 7 | chanels: [phone]
                   | ^~~~~~~
                   = Did you mean “channels”?
                """)
    }

    @Test func showsAUnitError() throws {
        let text = try SmallHome.check([
            file: broken("wait <= threshold", "cost <= threshold")
        ])
        #expect(
            text == """
                catalog/metrics/service-level.yaml:1:41: error: money and duration cannot be compared [unit-error]
                 1 | formula: count(calls where answered and cost <= threshold) / count(calls)
                   |                                         ^~~~~~~~~~~~~~~~~
                """)
    }

    @Test func showsAUnitThatIsNotDeclaredSo() throws {
        let text = try SmallHome.check([file: broken("unit: share", "unit: money")])
        #expect(
            text == """
                catalog/metrics/service-level.yaml:3:7: error: The formula gives share, but the unit declared is money [unit-error]
                 3 | unit: money
                   |       ^~~~~
                   = catalog/metrics/service-level.yaml:1:10: This is the formula
                """)
    }

    @Test func findsTheFaultWithinAFoldedFormula() throws {
        let folded = """
            formula: >-
              count(calls where answered and wait <= threshold)
              / count(calls where anwsered)
            """
        let text = try SmallHome.check([
            file: broken(
                "formula: count(calls where answered and wait <= threshold) / count(calls)", folded)
        ])
        #expect(
            text == """
                catalog/metrics/service-level.yaml:3:23: error: “calls” has no field “anwsered”; did you mean “answered”? [unknown-field]
                 3 |   / count(calls where anwsered)
                   |                       ^~~~~~~~
                """)
    }

    @Test func showsACycleOnce() throws {
        let other = SmallHome.serviceLevel
            .replacing(
                "count(calls where answered and wait <= threshold) / count(calls)",
                with: "service-level * 2"
            )
            .replacing("parameters:\n  threshold: {value: 20 s, source: general-usage}\n", with: "")
        let text = try SmallHome.check([
            file: broken("/ count(calls)", "/ count(calls) + other-level"),
            "catalog/metrics/other-level.yaml": other,
            "locales/en/metrics/other-level.yaml":
                "term: Other level\ndefinition: Twice that.\nreading: More is better.\n"
        ])
        #expect(
            text == """
                catalog/metrics/service-level.yaml:1:77: error: A metric cannot be defined by itself: service-level → other-level → service-level [cycle]
                 1 | formula: count(calls where answered and wait <= threshold) / count(calls) + other-level
                   |                                                                             ^~~~~~~~~~~
                """)
    }

    @Test func showsAnUnknownMetric() throws {
        let text = try SmallHome.check([
            file: SmallHome.serviceLevel
                + "relations:\n  - {type: drives, metric: servis-level, source: general-usage}\n"
        ])
        #expect(
            text == """
                catalog/metrics/service-level.yaml:12:28: error: There is no metric “servis-level” [unknown-metric]
                 12 |   - {type: drives, metric: servis-level, source: general-usage}
                    |                            ^~~~~~~~~~~~
                    = Did you mean “service-level”?
                """)
    }

    @Test func showsAMissingSource() throws {
        let text = try SmallHome.check([
            file: broken("{is: higher, source: \"d0#Service level\"}", "{is: higher}")
                .replacing(
                    "sources: [\"d0#Service level\"]",
                    with: "sources: [\"d0#Service levels\", \"d9#X\"]")
        ])
        #expect(
            text == """
                catalog/metrics/service-level.yaml:4:12: error: This statement says no source [missing-source]
                 4 | direction: {is: higher}
                   |            ^~~~~~~~~~~~
                   = Add “source:” with a document and its heading, d0#Heading, or general-usage

                catalog/metrics/service-level.yaml:10:11: error: The document d0 has no heading “Service levels” in sources.yaml [missing-source]
                 10 | sources: ["d0#Service levels", "d9#X"]
                    |           ^~~~~~~~~~~~~~~~~~~
                    = Did you mean “Service level”?

                catalog/metrics/service-level.yaml:10:32: error: sources.yaml has no document “d9” [missing-source]
                 10 | sources: ["d0#Service levels", "d9#X"]
                    |                                ^~~~~~
                    = Did you mean “d0”?
                """)
    }

    @Test func showsAMissingTranslation() throws {
        let text = try SmallHome.check([
            "locales/en/metrics/service-level.yaml":
                "term: Service level\nreading: More is better.\n",
            "locales/es/language.yaml": "name: español\nplurals: {one: n = 1}\n"
        ])
        let lines = text.split(separator: "\n").map(String.init)
        #expect(
            lines.contains(
                "locales/en/metrics/service-level.yaml:1:1: error: service-level has no “definition” in en [missing-translation]"
            ))
        #expect(
            lines.contains(
                "locales/es/metrics/service-level.yaml:1:1: error: service-level has no text in es [missing-translation]"
            ))
        #expect(
            lines.contains(
                "locales/es/themes.yaml:1:1: error: “speed” of themes.yaml has no text in es [missing-translation]"
            ))
        #expect(
            lines.contains(
                "locales/es/messages/check.yaml:1:1: warning: The messages of check.yaml are missing in es [missing-translation]"
            ))
    }

    @Test func showsATermThatNamesTwoMetrics() throws {
        let text = try SmallHome.check([
            "catalog/metrics/other-level.yaml": SmallHome.serviceLevel,
            "locales/en/metrics/other-level.yaml": SmallHome.serviceLevelText
                .replacing("term: Service level", with: "term: service  LEVEL")
        ])
        #expect(
            text == """
                locales/en/metrics/service-level.yaml:1:7: error: “Service level” names service-level and other-level in en [duplicate-term]
                 1 | term: Service level
                   |       ^~~~~~~~~~~~~
                   = locales/en/metrics/other-level.yaml:1:7: The first one is here
                """)
    }

    @Test func holdsNothingBackForOneBadFile() throws {
        let text = try SmallHome.check([
            "catalog/metrics/bad.yaml": "formula: [",
            "catalog/metrics/worse.yaml": "formula: count(calls) / bad\nunit: nonsense\n",
            "locales/en/metrics/bad.yaml": "term: Bad\n",
            file: broken("threshold: {value: 20 s,", "threshold: {value: 20,")
        ])
        let heads = text.split(separator: "\n").filter { $0.contains(": error:") }
        #expect(
            heads == [
                "catalog/metrics/bad.yaml:1:11: error: A value is missing here [unreadable-file]",
                "catalog/metrics/service-level.yaml:1:41: error: A duration is compared with a number that has no unit; write 20 s, 5 min or 2 h [unit-error]",
                "catalog/metrics/worse.yaml:1:1: error: “direction” is missing here [schema]",
                "catalog/metrics/worse.yaml:1:1: error: “themes” is missing here [schema]",
                "catalog/metrics/worse.yaml:1:1: error: “measured” is missing here [schema]",
                "catalog/metrics/worse.yaml:2:7: error: There is no unit “nonsense” [schema]"
            ])
    }
}

/// What a company's project file gets wrong.
@Suite struct ProjectCheckTests {
    @Test func acceptsWhatACompanyAdds() throws {
        let text = try SmallHome.check(
            [:],
            project: """
                company: Shop
                language: en
                currency: EUR
                time_zone: Europe/Madrid
                week_starts: sunday
                parameters: {service-level: {threshold: 1 min}}
                targets: {service-level: [{comparison: ">=", value: 85 %, period: month}]}
                entities: {calls: {fields: {paid: {type: boolean}}}}
                metrics:
                  paid-call-share:
                    formula: share(calls where paid)
                    unit: share
                    direction: {is: neutral}
                    names: {en: {term: Paid calls}}
                names: {en: {service-level: {aliases: [speed of answer]}}}
                data:
                  folder: data
                  period: {from: 2025-01-01, until: 2025-12-31}
                  tables:
                    calls:
                      file: calls.csv
                      columns: {id: no, wait: {column: w, unit: min}, answered: {column: s, is: [y]}}
                lint: {paths: [boards], severities: {unknown-metric: off}, ignore: [{rule: x, reason: y}]}
                """)
        #expect(text == "")
    }

    @Test(arguments: [
        ("compny: Shop", "1:1: error: There is no “compny” here [schema]"),
        (
            "language: deutsch!",
            "1:11: error: “deutsch!” is no language tag; write one such as es or pt-BR [schema]"
        ),
        (
            "currency: euro",
            "1:11: error: “euro” is no currency; write an ISO 4217 code such as EUR [schema]"
        ),
        (
            "time_zone: Europe/Madird",
            "1:12: error: There is no time zone “Europe/Madird”; write a name such as Europe/Madrid [schema]"
        ),
        (
            "week_starts: someday",
            "1:14: error: “someday” is none of the words that may stand here [schema]"
        ),
        ("variants: {service-level: x}", "1:27: error: Service level has no variant “x” [schema]"),
        (
            "variants: {servise-level: x}",
            "1:12: error: There is no metric “servise-level” [unknown-metric]"
        ),
        (
            "parameters: {service-level: {treshold: 30 s}}",
            "1:30: error: Service level has no parameter “treshold” [schema]"
        ),
        (
            "parameters: {service-level: {threshold: 30 %}}",
            "1:41: error: The parameter “threshold” is measured in duration, not in share [unit-error]"
        ),
        (
            "targets: {service-level: [{comparison: \">=\", value: 80 s}]}",
            "1:53: error: This metric is measured in share, not in s [unit-error]"
        ),
        (
            "targets: {service-level: [{comparison: \">=\", value: 80}]}",
            "1:53: error: 80 as a share is more than the whole [unit-error]"
        ),
        (
            "targets: {service-level: [{comparison: \"=>\", value: 80 %}]}",
            "1:40: error: “=>” is none of the words that may stand here [schema]"
        ),
        (
            "metrics: {service-level: {}}",
            "1:11: error: The catalog has a metric “service-level” already [schema]"
        ),
        (
            "metrics: {New: {}}",
            "1:11: error: “New” cannot be the id of a metric; use lower-case words joined by hyphens, such as gift-wrap-share [schema]"
        ),
        (
            "metrics: {a: {formula: count(calls), unit: calls, direction: {is: lower}}}",
            "1:11: warning: a has no name in any language [missing-translation]"
        ),
        ("data: {tables: {call: {}}}", "1:17: error: There is no entity “call” [unknown-field]"),
        (
            "data: {tables: {calls: {file: f, columns: {wiat: w}}}}",
            "1:44: error: “calls” has no field “wiat” [unknown-field]"
        ),
        (
            "data: {tables: {calls: {file: f, columns: {wait: {column: w, unit: \"%\"}}}}}",
            "1:68: error: “%” is no unit of “wait” [unit-error]"
        ),
        (
            "data: {tables: {calls: {file: f, columns: {channel: {column: c, values: {tel: fone}}}}}}",
            "1:79: error: “channel” is never “fone” [schema]"
        ),
        (
            "data: {period: {from: 2025-02-29}}",
            "1:23: error: “2025-02-29” is no day; write it as 2025-01-31 [schema]"
        ),
        (
            "data: {period: {from: 2025-02-02, until: 2025-02-01}}",
            "1:17: error: The period ends before it begins [schema]"
        ),
        ("lint: {ignore: [{rule: x}]}", "1:18: error: “reason” is missing here [schema]"),
        (
            "names: {xx-: {service-level: {term: x}}}",
            "1:9: error: “xx-” is no language tag; write one such as es or pt-BR [schema]"
        ),
        (
            "names: {en: {service-level: {terms: x}}}",
            "1:30: error: There is no “terms” here [schema]"
        ),
        ("- a", "1:1: error: Keys with values were expected here: “key: value” [schema]")
    ])
    func saysWhatIsWrong(project: String, expected: String) throws {
        let text = try SmallHome.check([:], project: project)
        #expect(text.split(separator: "\n").first.map(String.init) == "kpi.yaml:\(expected)")
        let findings = text.split(separator: "\n").filter { $0.contains(/: (error|warning):/) }
        #expect(findings.count == 1)
    }
}
