import Foundation

/// Says on standard error that something is under way, once it has taken a
/// second; nothing where that is no terminal.
struct Progress {
    private let task: Task<Void, any Error>?
    private let start = ContinuousClock.now

    init(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else {
            task = nil
            return
        }
        task = Task { [start] in
            let width = 12
            var step = 0
            try await Task.sleep(for: .seconds(1))
            while true {
                // How much is left no engine tells; the block goes round.
                let cells = (0..<width).map { (step - $0 + width) % width < 4 ? "█" : "░" }
                let seconds = start.duration(to: .now).components.seconds
                Terminal.note("\r\(text) \(cells.joined()) \(seconds) s ", terminator: "")
                step = (step + 1) % width
                try await Task.sleep(for: .milliseconds(150))
            }
        }
    }

    /// Ends it, and leaves no trace; a second time does nothing.
    func end() {
        guard let task, !task.isCancelled else { return }
        task.cancel()
        if start.duration(to: .now) >= .seconds(1) { Terminal.note("\r\u{1B}[K", terminator: "") }
    }
}
