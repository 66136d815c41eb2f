/// The version of the product, as `namesake --version` prints it.
enum Version {
    static let text = "0.1.0"
}
