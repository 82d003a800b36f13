public import Diagnostics

/// A text for something that another file defines or shows: a translation.
public struct Translation: Sendable {
    /// The table or object that the thing belongs to, where the text is for no other's.
    public var scope: String?
    /// The thing's own name, or one of a use's ``MetricUse/translationKeys``.
    public var name: String
    public var label: Label

    public init(scope: String? = nil, name: String, label: Label) {
        self.scope = scope
        self.name = name
        self.label = label
    }
}

extension Formats {
    /// Makes the files that belong together known to each other: a report sees the
    /// measures of its model, and what is shown gets the texts of its translations.
    ///
    /// - Parameter dashboards: all files of one run, in their order.
    public static func link(_ dashboards: [Dashboard]) -> [Dashboard] {
        var members: [String: [Int]] = [:]
        for (index, dashboard) in dashboards.enumerated() {
            for family in dashboard.families { members[family, default: []].append(index) }
        }
        var linked = dashboards
        for (_, indices) in members.sorted(by: { $0.key < $1.key }) where indices.count > 1 {
            var fields = FieldScope()
            var translations: [String: [Translation]] = [:]
            for index in indices {
                for field in dashboards[index].fields.all { fields.add(field) }
                for translation in dashboards[index].translations {
                    translations[translation.name.lowercased(), default: []].append(translation)
                }
            }
            for index in indices {
                if !fields.all.isEmpty, !linked[index].isSelfContained {
                    linked[index].fields.join(fields)
                }
                guard !translations.isEmpty else { continue }
                for number in linked[index].uses.indices {
                    linked[index].uses[number].take(translations)
                }
            }
        }
        return linked
    }
}

extension MetricUse {
    /// The texts for what this shows.
    fileprivate mutating func take(_ translations: [String: [Translation]]) {
        for name in [internalName].compactMap({ $0 }) + translationKeys {
            for translation in translations[name.lowercased()] ?? [] {
                guard
                    translation.scope == nil
                        || translation.scope?.lowercased() == scope?.lowercased(),
                    !labels.contains(where: { $0.place == translation.label.place })
                else { continue }
                labels.append(translation.label)
            }
        }
    }
}
