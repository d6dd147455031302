//! The parameters that an endpoint takes.

/// A parameter of an endpoint.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// The name on the wire.
    pub name: &'static str,
    /// The values that it accepts.
    pub kind: ParamKind,
    /// Whether it must be given.
    pub required: bool,
    /// Markdown for the typings: meaning, unit and default.
    pub doc: &'static str,
}

/// The values that a parameter accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// A string that is not empty.
    Text,
    /// A string, or a list of strings that is sent as `name[]=a&name[]=b`. The typings suggest the known values, but others
    /// are accepted.
    Texts(&'static [&'static str]),
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A whole number from the first value to the second, both included.
    Whole(i64, i64),
    /// One of these whole numbers.
    WholeOneOf(&'static [i64]),
    /// Whole seconds since 1970.
    Seconds,
    /// `true` or `false`.
    Flag,
    /// An object of strings with some of these keys, sent as `name[key]=value`.
    Search(&'static [&'static str]),
    /// A list of keys that is not sent. Only these keys of the response reach JavaScript.
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
