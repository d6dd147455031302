//! The parameters that an endpoint takes.

/// A parameter of an endpoint.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// The name on the wire.
    pub name: &'static str,
    /// What it takes.
    pub kind: ParamKind,
    /// Whether the exchange does without.
    pub required: bool,
    /// Meaning, unit and default.
    pub doc: &'static str,
}

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// Text that is not empty.
    Text,
    /// Text or a list of texts, sent as `name[]=a&name[]=b`. Some values are known; others pass.
    Texts(&'static [&'static str]),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// One of these whole numbers.
    WholeOneOf(&'static [i64]),
    /// Whole seconds since 1970.
    Seconds,
    /// `true` or `false`.
    Flag,
    /// An object of these names with text, sent as `name[key]=value`.
    Search(&'static [&'static str]),
    /// Not sent: only these keys of the response reach JavaScript.
    Select,
}

/// A parameter that may be left out.
#[must_use]
pub const fn param(name: &'static str, kind: ParamKind, doc: &'static str) -> Param {
    Param { name, kind, required: false, doc }
}

/// A parameter that must be given.
#[must_use]
pub const fn required(name: &'static str, kind: ParamKind, doc: &'static str) -> Param {
    Param { name, kind, required: true, doc }
}
