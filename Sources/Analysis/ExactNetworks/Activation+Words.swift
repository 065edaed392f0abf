internal import Diagnostics
package import Networks

extension Activation {
    /// The activation in a message, with the slope as it was meant: "relu", "leakyReLU of slope 0.1".
    ///
    /// A slope of single precision has the fewest digits that tell it from others of that precision.
    package var words: String {
        guard let slope = parameter else { return "\(self)" }
        let single = Double(Float(slope)) == slope ? Double("\(Float(slope))") : nil
        return "\(name) of slope \(NumberText.exact(single ?? slope))"
    }
}
