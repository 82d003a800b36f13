import Diagnostics
import Formula

/// The catalog as a company uses it: with its own metrics, entities, targets
/// and parameters, and the variants that it means.
public struct Workspace: Hashable, Sendable {
    /// The catalog with the company's additions merged in.
    public var catalog: Catalog
    /// The catalog as its own files state it, without the company's additions.
    public let stated: Catalog
    /// `nil` where there is no project file.
    public var project: Project?

    /// Merges the project into the catalog. Whether the two fit is for
    /// ``CatalogCheck`` to say.
    public init(catalog: Catalog, project: Project? = nil) {
        self.catalog = catalog
        stated = catalog
        self.project = project
        guard let project else { return }
        for entity in project.entities {
            if let known = self.catalog.entities[entity.id] {
                self.catalog.entities[entity.id] = known.extended(by: entity)
            } else {
                self.catalog.entities[entity.id] = entity
            }
            let unit = UnitDefinition.implied(by: entity.entity.noun, place: entity.place)
            if self.catalog.units[unit.id] == nil { self.catalog.units[unit.id] = unit }
        }
        for metric in project.metrics { self.catalog.metrics[metric.id] = metric }
        for (id, targets) in project.targets { self.catalog.metrics[id]?.targets = targets }
        for (id, values) in project.parameters {
            for (name, value) in values {
                self.catalog.metrics[id]?.parameters[name]?.value = value
                self.catalog.metrics[id]?.parameters[name]?.citations = [
                    Citation(.company, place: value.place)
                ]
            }
        }
    }

    /// The variant that the company means by a metric; `nil` for the standard formula.
    public func chosenVariant(of metric: String) -> Variant? {
        guard let choice = project?.variants[metric] else { return nil }
        return catalog.metrics[metric]?.variant(choice.variant)
    }

    /// The formula that the company means by a metric.
    public func formula(of metric: String) -> FormulaText? {
        chosenVariant(of: metric)?.formula ?? catalog.metrics[metric]?.formula
    }

    /// The values of a metric's parameters, by name, with the company's own.
    public func parameters(of metric: String) -> [String: Quantity] {
        catalog.metrics[metric]?.parameters.mapValues(\.value) ?? [:]
    }
}
