import Diagnostics
import Yams

/// What the YAML parser complains about, as findings.
enum YAMLProblem {
    static func finding(for error: any Error, in source: SourceText) -> Finding {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            var finding = syntax(
                problem, at: source.offset(line: mark.line, column: mark.column), source)
            if let context, unclosed.contains(where: problem.contains) {
                let start = source.offset(line: context.mark.line, column: context.mark.column)
                finding.related = [
                    Finding.Related(
                        place: source.place(start..<min(start + 1, source.bytes.count)),
                        message: Message("check.yaml.opened-here"))
                ]
            }
            return finding
        case YamlError.reader(let problem, let offset, _, _):
            return syntax(problem, at: offset ?? 0, source)
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            return duplicate(keys.first ?? "", mark: context.mark, source)
        default:
            return syntax("", at: 0, source)
        }
    }

    private static func syntax(_ problem: String, at offset: Int, _ source: SourceText) -> Finding {
        let key = messages.first { problem.contains($0.problem) }?.key ?? "other"
        return Finding(
            rule: YAMLReader.unreadable, severity: .error,
            place: source.place(offset..<min(offset + 1, source.bytes.count)),
            message: Message("check.yaml.\(key)"))
    }

    private static func duplicate(_ key: String, mark: Mark, _ source: SourceText) -> Finding {
        let first = source.offset(line: mark.line, column: mark.column)
        let length = key.utf8.count
        // The parser names the first of the two; the second is the surprise.
        let second = nextKey(key, after: first + length, column: mark.column, in: source)
        let place = source.place((second ?? first)..<((second ?? first) + length))
        var finding = Finding(
            rule: YAMLReader.schema, severity: .error, place: place,
            message: Message("check.yaml.duplicate-key", ["key": .text(key)]))
        if second != nil {
            finding.related = [
                Finding.Related(
                    place: source.place(first..<(first + length)),
                    message: Message("check.yaml.first-here"))
            ]
        }
        return finding
    }

    /// The next line that has the key at the same column.
    private static func nextKey(
        _ key: String, after offset: Int, column: Int, in source: SourceText
    ) -> Int? {
        let line = source.position(of: offset).line
        let lines = source.position(of: source.bytes.count).line
        guard line < lines else { return nil }
        let wanted = Array(key.utf8)
        for number in (line + 1)...lines {
            let start = source.offset(line: number, column: column)
            guard source.position(of: start) == (number, column) else { continue }
            let rest = source.bytes[start...]
            if rest.starts(with: wanted), rest.dropFirst(wanted.count).first == UInt8(ascii: ":") {
                return start
            }
        }
        return nil
    }

    /// What libyaml says where something was opened long before.
    private static let unclosed = ["expected ',' or", "unexpected end of stream"]

    /// What libyaml says and the message that says it better; the first that fits.
    private static let messages: [(problem: String, key: String)] = [
        ("could not find expected ':'", "missing-colon"),
        ("mapping values are not allowed", "unexpected-colon"),
        ("cannot start any token", "bad-start"),
        ("did not find expected ',' or ']'", "unclosed-sequence"),
        ("did not find expected ',' or '}'", "unclosed-mapping"),
        ("unexpected end of stream", "unclosed-quote"),
        ("unexpected document indicator", "unclosed-quote"),
        ("undefined alias", "undefined-alias"),
        ("block sequence entries are not allowed", "unexpected-dash"),
        ("did not find expected '-' indicator", "expected-dash"),
        ("did not find expected key", "expected-key"),
        ("did not find expected node content", "expected-value"),
        ("unknown escape character", "bad-escape"),
        ("hexdecimal", "bad-escape"),
        ("invalid Unicode character", "bad-escape"),
        ("Maximum nesting level", "too-deep"),
        ("control characters", "control-character"),
        ("tab character", "tab"),
        ("another document", "several-documents")
    ]
}
