import Foundation

/// Where answers and progress go.
enum Terminal {
    /// Whether standard output is a terminal that wants colours (no-color.org).
    static var isColoured: Bool {
        isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR") == nil && variable("TERM") != "dumb"
    }

    /// How many columns a page of text may take: those of the terminal, within
    /// what reads well; 80 where there is none.
    static var width: Int {
        var size = winsize()
        if let columns = variable("COLUMNS").flatMap({ Int($0) }), columns > 0 {
            return min(max(columns, 30), 100)
        }
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return min(max(Int(size.ws_col), 30), 100)
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether standard error is one.
    static var isErrorColoured: Bool {
        isatty(STDERR_FILENO) == 1 && variable("NO_COLOR") == nil && variable("TERM") != "dumb"
    }

    /// How many columns a table may take: those of the terminal, however many;
    /// 120 where there is none.
    static var tableWidth: Int {
        var size = winsize()
        if let columns = variable("COLUMNS").flatMap({ Int($0) }), columns > 0 {
            return max(columns, 30)
        }
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 120
        }
        return max(Int(size.ws_col), 30)
    }

    /// An answer, to standard output.
    static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

    /// A note beside the answer, to standard error.
    static func note(_ text: String, terminator: String = "\n") {
        FileHandle.standardError.write(Data((text + terminator).utf8))
    }
}
