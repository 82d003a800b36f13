// How a card is written into a snapshot: field after field, in the order in
// which they are declared.

extension MetricCard: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(language)
        packer.add(name)
        packer.add(aliases)
        packer.add(definition)
        packer.add(reading)
        formula.pack(into: &packer)
        packer.add(formulaSources)
        unit.pack(into: &packer)
        direction.pack(into: &packer)
        packer.add(directionSources)
        packer.add(additivity)
        packer.add(themes)
        packer.add(channels)
        packer.add(measured)
        packer.add(parameters)
        packer.add(scale)
        packer.add(splitBy)
        packer.add(variants)
        packer.add(chosenVariant)
        packer.add(targets)
        packer.add(benchmarks)
        packer.add(relations)
        packer.add(advice)
        packer.add(confusedWith)
        packer.add(sources)
        packer.add(isOwn)
        packer.add(borrowed)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        id = try unpacker.text()
        language = try unpacker.text()
        name = try unpacker.text()
        aliases = try unpacker.list()
        definition = try unpacker.optional()
        reading = try unpacker.optional()
        formula = try unpacker.item()
        formulaSources = try unpacker.list()
        unit = try unpacker.item()
        direction = try unpacker.item()
        directionSources = try unpacker.list()
        additivity = try unpacker.optional()
        themes = try unpacker.list()
        channels = try unpacker.list()
        measured = try unpacker.text()
        parameters = try unpacker.list()
        scale = try unpacker.optional()
        splitBy = try unpacker.list()
        variants = try unpacker.list()
        chosenVariant = try unpacker.optional()
        targets = try unpacker.list()
        benchmarks = try unpacker.list()
        relations = try unpacker.list()
        advice = try unpacker.list()
        confusedWith = try unpacker.list()
        sources = try unpacker.list()
        isOwn = try unpacker.flag()
        borrowed = try unpacker.list()
    }
}

extension MetricCard.Name: Packable {
    func pack(into packer: inout Packer) {
        packer.add(term)
        packer.add(kind)
        packer.add(note)
        packer.add(sources)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        term = try unpacker.text()
        kind = try unpacker.text()
        note = try unpacker.optional()
        sources = try unpacker.list()
    }
}

extension MetricCard.Term: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(name)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        id = try unpacker.text()
        name = try unpacker.text()
    }
}

extension MetricCard.FormulaForms: Packable {
    func pack(into packer: inout Packer) {
        packer.add(text)
        packer.add(display)
        packer.add(mathML)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        text = try unpacker.text()
        display = try unpacker.text()
        mathML = try unpacker.text()
    }
}

extension MetricCard.Unit: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(name)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        id = try unpacker.text()
        name = try unpacker.text()
    }
}

extension MetricCard.Scale: Packable {
    func pack(into packer: inout Packer) {
        packer.add(least)
        packer.add(greatest)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        least = try unpacker.text()
        greatest = try unpacker.text()
    }
}

extension MetricCard.Parameter: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(name)
        packer.add(explanation)
        value.pack(into: &packer)
        packer.add(sources)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        id = try unpacker.text()
        name = try unpacker.text()
        explanation = try unpacker.optional()
        value = try unpacker.item()
        sources = try unpacker.list()
    }
}

extension MetricCard.Value: Packable {
    func pack(into packer: inout Packer) {
        packer.add(number)
        packer.add(unit)
        packer.add(text)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        number = try unpacker.text()
        unit = try unpacker.optional()
        text = try unpacker.text()
    }
}

extension MetricCard.Variant: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(name)
        packer.add(explanation)
        formula.pack(into: &packer)
        unit.pack(into: &packer)
        direction.pack(into: &packer)
        packer.add(scale)
        packer.add(splitBy)
        packer.add(parameters)
        packer.add(differs)
        packer.add(metric)
        packer.add(sources)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        id = try unpacker.text()
        name = try unpacker.text()
        explanation = try unpacker.optional()
        formula = try unpacker.item()
        unit = try unpacker.item()
        direction = try unpacker.item()
        scale = try unpacker.optional()
        splitBy = try unpacker.list()
        parameters = try unpacker.list()
        differs = try unpacker.text()
        metric = try unpacker.optional()
        sources = try unpacker.list()
    }
}

extension MetricCard.Figure: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(comparison)
        value.pack(into: &packer)
        packer.add(period)
        packer.add(parameters)
        packer.add(variant)
        packer.add(population)
        packer.add(text)
        packer.add(sources)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        id = try unpacker.text()
        comparison = try unpacker.optional()
        value = try unpacker.item()
        period = try unpacker.optional()
        parameters = try unpacker.list()
        variant = try unpacker.optional()
        population = try unpacker.optional()
        text = try unpacker.optional()
        sources = try unpacker.list()
    }
}

extension MetricCard.Relation: Packable {
    func pack(into packer: inout Packer) {
        packer.add(kind)
        metric.pack(into: &packer)
        packer.add(sources)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        kind = try unpacker.text()
        metric = try unpacker.item()
        sources = try unpacker.list()
    }
}

extension MetricCard.Advice: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(when)
        packer.add(text)
        packer.add(sources)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        id = try unpacker.text()
        when = try unpacker.text()
        text = try unpacker.optional()
        sources = try unpacker.list()
    }
}

extension MetricCard.Confusion: Packable {
    func pack(into packer: inout Packer) {
        metric.pack(into: &packer)
        packer.add(note)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        metric = try unpacker.item()
        note = try unpacker.optional()
    }
}

extension MetricCard.Source: Packable {
    func pack(into packer: inout Packer) {
        packer.add(document)
        packer.add(file)
        packer.add(title)
        packer.add(heading)
        packer.add(language)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        document = try unpacker.text()
        file = try unpacker.optional()
        title = try unpacker.optional()
        heading = try unpacker.optional()
        language = try unpacker.optional()
    }
}

extension MetricCard.Borrowed: Packable {
    func pack(into packer: inout Packer) {
        packer.add(field)
        packer.add(language)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        field = try unpacker.text()
        language = try unpacker.text()
    }
}

extension MetricCard.Direction: Packable {
    func pack(into packer: inout Packer) { packer.add(rawValue) }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        guard let direction = Self(rawValue: try unpacker.text()) else { throw SnapshotDamage() }
        self = direction
    }
}
