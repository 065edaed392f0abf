internal import Diagnostics
package import Experiments
package import Networks

extension DataRounding {
    /// "rounded to float32: 0.1 becomes 0.10000000149011612; 528 values change".
    package func sentence(in precision: Precision) -> String {
        let type = precision == .float64 ? "float64" : "float32"
        return
            "rounded to \(type): \(NumberText.exact(value)) becomes \(NumberText.exact(rounded)); \(NumberText.plural(values, "value")) "
            + (values == 1 ? "changes" : "change")
    }
}
