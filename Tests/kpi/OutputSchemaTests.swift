import Catalog
import Foundation
import Locales
import Testing

@testable import kpi

/// What the commands answer in JSON, against the published schemas.
struct OutputSchemaTests {
    @Test(arguments: ["en", "es", "pt-BR", "ru", "vi"])
    func show(language: String) throws {
        let schema = try Schema("show")
        for id in Answers.knowledge.workspace.catalog.metricIDs {
            let answer = try Answers.to(
                .show(name: id, variant: nil), in: language, isJSON: true)
            #expect(try schema.faults(in: answer.text).isEmpty, "\(id)")
        }
    }

    @Test(arguments: ["csat", "rate", "diem", "xqzwvk", "звонок"])
    func search(words: String) throws {
        let answer = try Answers.to(.search(words: words, limit: 10), in: "es", isJSON: true)
        #expect(try Schema("search").faults(in: answer.text).isEmpty)
    }

    @Test func list() throws {
        let answer = try Answers.to(.list(theme: nil), in: "vi", isJSON: true)
        #expect(try Schema("list").faults(in: answer.text).isEmpty)
        #expect(answer.text.count { $0 == "\n" } > 33)
    }

    /// Everything that eval may tell about a value, on the example shop.
    @Test(arguments: [
        ["--by", "month"], ["--by", "quarter", "--group", "channel", "--top", "2", "--totals"],
        ["--by", "fiscal-month", "--compare", "previous"], ["--by", "week", "--from", "2025-12-20"]
    ])
    func eval(options: [String]) async throws {
        let answer = try await Program.run(
            ["eval", "service-level", "escalation-rate", "call-volume", "net-promoter-score"]
                + options + ["--format", "json"],
            in: Answers.root.appending(path: "examples/shop").path)
        #expect(try Schema("eval").faults(in: answer.output).isEmpty)
        #expect(answer.output.count { $0 == "\n" } > 3, "\(answer.errors)")
        for (old, new) in [
            ("\"value\"", "\"worth\""), ("\"interval\": [", "\"interval\": [\"0\", ")
        ] {
            let broken = answer.output.replacing(old, with: new, maxReplacements: 1)
            #expect(try !Schema("eval").faults(in: broken).isEmpty)
        }
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let answer = try Answers.to(
            .show(name: "service-level", variant: nil), in: "en", isJSON: true)
        let schema = try Schema("show")
        for (old, new) in [
            ("\"id\": \"service-level\"", "\"identifier\": \"service-level\""),
            ("\"higher-is-better\"", "\"up\""), ("\"value\": 20", "\"value\": \"20\"")
        ] {
            #expect(answer.text.contains(old))
            #expect(try !schema.faults(in: answer.text.replacing(old, with: new)).isEmpty)
        }
    }
}

/// As much of JSON Schema as the schemas of the answers use.
private struct Schema {
    private let root: [String: Any]

    init(_ name: String) throws {
        let file = Answers.root.appending(path: "catalog/schemas/output/\(name).schema.json")
        root =
            try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
    }

    func faults(in text: String) throws -> [String] {
        faults(
            in: try JSONSerialization.jsonObject(
                with: Data(text.utf8), options: .fragmentsAllowed), root, "$")
    }

    private func faults(in value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        if let reference = schema["$ref"] as? String {
            let name = String(reference.split(separator: "/").last ?? "")
            let definitions = root["$defs"] as? [String: [String: Any]]
            return definitions?[name].map { faults(in: value, $0, path) } ?? ["\(path): \(name)"]
        }
        var result: [String] = []
        if let choices = schema["oneOf"] as? [[String: Any]],
            choices.count(where: { faults(in: value, $0, path).isEmpty }) != 1
        {
            result.append("\(path): none of the choices")
        }
        if let allowed = schema["enum"] as? [Any],
            !allowed.contains(where: { Self.isSame($0, value) })
        {
            result.append("\(path): \(value)")
        }
        if let type = schema["type"] {
            let types = type as? [String] ?? [type as? String ?? ""]
            if !types.contains(where: { Self.isOf($0, value) }) { result.append("\(path): type") }
        }
        if let object = value as? [String: Any] {
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            for key in schema["required"] as? [String] ?? [] where object[key] == nil {
                result.append("\(path): \(key) is missing")
            }
            for (key, member) in object {
                if let property = properties[key] {
                    result += faults(in: member, property, "\(path).\(key)")
                } else if schema["additionalProperties"] as? Bool == false {
                    result.append("\(path): \(key) is too much")
                } else if let others = schema["additionalProperties"] as? [String: Any] {
                    result += faults(in: member, others, "\(path).\(key)")
                }
            }
        }
        if let pattern = schema["pattern"] as? String, let text = value as? String,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            result.append("\(path): \(text) does not fit \(pattern)")
        }
        if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
            for (index, item) in array.enumerated() {
                result += faults(in: item, items, "\(path)[\(index)]")
            }
        }
        return result
    }

    private static func isSame(_ one: Any, _ other: Any) -> Bool {
        if one is NSNull { return other is NSNull }
        if let text = one as? String { return text == other as? String }
        return (one as? Bool).map { $0 == other as? Bool } ?? false
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "number": value is NSNumber
        case "null": value is NSNull
        default: false
        }
    }
}
