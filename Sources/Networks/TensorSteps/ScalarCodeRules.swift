// The two rules whose step of the last layer is in ScalarCode.

extension SlopeNewton: TensorRule {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        let lower = LowerLayersStep<Element>(layout: setting.layout, trust: trust)
        let kinks = setting.kinks
        return TensorStep(
            apply: { lower.apply($0) }, finish: { rate, parameters, rows in kinks?.newton(rate, parameters, rows) })
    }
}

extension Sobolev: TensorRule {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        let lower = LowerLayersStep<Element>(layout: setting.layout, trust: trust)
        let kinks = setting.kinks
        return TensorStep { request in
            kinks?.sobolev(request.learningRate, request.parameters, request.gradient, request.rows)
            lower.apply(request)
        }
    }
}
