import Locales

/// Writes XML 1.0 element by element, indented, with everything escaped that
/// has to be.
struct XMLWriter {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var open: [String] = []

    typealias Attributes = KeyValuePairs<String, String?>

    /// An element with others in it.
    mutating func element(
        _ name: String, _ attributes: Attributes = [:], _ content: (inout XMLWriter) -> Void
    ) {
        start(name, attributes, end: ">")
        text += "\n"
        open.append(name)
        content(&self)
        open.removeLast()
        text += margin + "</\(name)>\n"
    }

    /// An element with text in it, or with nothing.
    mutating func element(_ name: String, _ attributes: Attributes = [:], text content: String?) {
        guard let content, !content.isEmpty else {
            start(name, attributes, end: "/>")
            text += "\n"
            return
        }
        start(name, attributes, end: ">")
        text += XMLText.escaped(content) + "</\(name)>\n"
    }

    /// An element whose content is written already.
    mutating func element(_ name: String, _ attributes: Attributes = [:], markup: String) {
        start(name, attributes, end: ">")
        text += markup + "</\(name)>\n"
    }

    private var margin: String { String(repeating: "  ", count: open.count) }

    private mutating func start(_ name: String, _ attributes: Attributes, end: String) {
        text += margin + "<\(name)"
        for (key, value) in attributes {
            if let value { text += " \(key)=\"\(XMLText.escaped(value))\"" }
        }
        text += end
    }
}
