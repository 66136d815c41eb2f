internal import Glibc

/// Telling the network's managers, where they run, that their files have changed.
enum Services {
    /// - Parameter profiles: NetworkManager's connections that must be up again.
    /// - Returns: what was run, as it would be typed; empty if the manager does not run.
    static func tell(_ manager: Manager, profiles: [String]) throws(AgentProblem) -> [String] {
        guard run("systemctl", ["is-active", "--quiet", "\(manager.rawValue).service"]) == 0 else { return [] }
        let commands: [(String, [String])] =
            switch manager {
            // Reads the units again and reconfigures the interfaces that a changed one is for.
            case .networkd: [("networkctl", ["reload"])]
            case .networkManager:
                [("nmcli", ["connection", "reload"])] + profiles.map { ("nmcli", ["connection", "up", "id", $0]) }
            }
        var told: [String] = []
        for (program, words) in commands {
            let status = run(program, words)
            let text = "\(program) \(words.joined(separator: " "))"
            guard status == 0 else { throw .notTold(program: text, status: status ?? 127) }
            told.append(text)
        }
        return told
    }

    /// - Returns: the exit status, or `nil` if there is no such program.
    private static func run(_ program: String, _ words: [String]) -> Int32? {
        let folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
        let places: [String] = folders.map { folder in "\(folder)/\(program)" }
        guard let path = places.first(where: { place in access(place, X_OK) == 0 }) else { return nil }
        let arguments = strings([program] + words)
        let environment = strings(["PATH=\(folders.joined(separator: ":"))", "LC_ALL=C"])
        defer { for text in arguments + environment { free(text) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        // Standard output is the report's.
        posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
        var process: pid_t = 0
        guard posix_spawn(&process, path, &actions, nil, arguments, environment) == 0 else { return 126 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return 126 }
        }
        // The exit status, or the signal as a shell tells it (WIFEXITED, WEXITSTATUS, WTERMSIG).
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    /// As C wants them: ended by a null pointer, and to be freed.
    private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { text -> UnsafeMutablePointer<CChar>? in strdup(text) } + [nil]
    }
}
