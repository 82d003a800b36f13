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
                }
            }
        }
        if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
            for (index, item) in array.enumerated() {
                result += faults(in: item, items, "\(path)[\(index)]")
            }
        }
        return result
    }

    private static func isSame(_ one: Any, _ other: Any) -> Bool {
        one is NSNull && other is NSNull || (one as? String).map { $0 == other as? String } ?? false
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
