/// How names become those of environment variables: `web-server` is `WEB_SERVER`.
enum VariableName {
    /// Variables that shells and common tools obey: a machine of such a name must not change what a script does.
    private static let obeyed: Set<String> = [
        "CDPATH", "COLUMNS", "DISPLAY", "EDITOR", "ENV", "EUID", "FS", "GROUPS", "HISTFILE", "HOME", "HOSTNAME", "IFS",
        "LANG", "LANGUAGE", "LINES", "LOGNAME", "MAIL", "MAILPATH", "NODE_OPTIONS", "OLDPWD", "OPTARG", "OPTERR",
        "OPTIND",
        "PAGER", "PATH", "PERL5LIB", "PPID", "PROMPT_COMMAND", "PS1", "PS2", "PS3", "PS4", "PWD", "PYTHONHOME",
        "PYTHONPATH", "RANDOM", "REPLY", "RUBYLIB", "SECONDS", "SHELL", "SHELLOPTS", "SHLVL", "TERM", "TMPDIR", "TZ",
        "UID",
        "USER", "VISUAL",
    ]
    private static let obeyedBeginnings = ["BASH", "DYLD_", "GIT_", "LAB_", "LC_", "LD_", "SSH_"]
    private static let obeyedEnds = ["_PROXY"]

    /// Upper case, and an underscore for whatever is no letter and no digit.
    static func word(_ name: String) -> String {
        String(decoding: name.uppercased().utf8.map { $0.isLetterOrDigit ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
    }

    /// The machine's name as a word; with `LAB_MACHINE_` before it if it would begin with a digit or be obeyed.
    static func machine(_ name: String) -> String {
        let word = word(name)
        let isFree =
            word.utf8.first?.isDigit == false && !obeyed.contains(word)
            && !obeyedBeginnings.contains(where: word.hasPrefix) && !obeyedEnds.contains(where: word.hasSuffix)
        return isFree ? word : "LAB_MACHINE_" + word
    }
}
