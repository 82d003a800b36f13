import ArgumentParser

/// How a command that looks something up answers.
enum AnswerFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}
