internal import CSockets

/// The memory of this process.
public enum ProcessMemory {
    /// Gives back to the system what was freed and may not be needed again, as after start-up.
    public static func giveBackUnused() {
        csockets_give_back_memory()
    }
}
