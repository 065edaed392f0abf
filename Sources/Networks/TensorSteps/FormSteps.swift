// Rules whose step is entry by entry, but that the kernels do not have: they step as an own rule does.
// Each writes it out, so that its step is compiled for its own type.

extension MomentumForm: TensorRule {
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        CustomRule(self).tensorStep(setting)
    }
}

extension RMSPropForm: TensorRule {
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        CustomRule(self).tensorStep(setting)
    }
}

extension AdamForm: TensorRule {
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        CustomRule(self).tensorStep(setting)
    }
}

extension AdadeltaForm: TensorRule {
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        CustomRule(self).tensorStep(setting)
    }
}

extension LionForm: TensorRule {
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        CustomRule(self).tensorStep(setting)
    }
}
