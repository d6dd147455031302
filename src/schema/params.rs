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
    /// Whether the value is a secret, such as a one-time password. It is sent, but never kept or shown.
    pub secret: bool,
    /// Whether the call acts on less if it is given. `null` and `undefined` are then refused: left out by mistake, the call
    /// would act on everything.
    pub narrows: bool,
    /// The field of the result that repeats the value.
    pub echo: Option<&'static str>,
    /// Markdown for the typings: meaning, unit and default.
    pub doc: &'static str,
}

impl Param {
    /// A secret value.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// A parameter that narrows what the call acts on.
    #[must_use]
    pub const fn narrows(self) -> Self {
        Self { narrows: true, ..self }
    }

    /// A value that this field of the result repeats.
    #[must_use]
    pub const fn echoed_as(self, field: &'static str) -> Self {
        Self { echo: Some(field), ..self }
    }
}

/// The values that a parameter accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// A string that is not empty.
    Text,
    /// A string of at most so many characters. It may be empty.
    ShortText(usize),
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
    /// An amount of money or a price: a string of digits above zero, with at most 16 before and 16 after the point. It is
    /// sent as it is.
    Amount,
    /// A code that people type: a string of so many digits, from the first number to the second. It is sent as a string.
    Code(usize, usize),
    /// The id of an item: a whole number, or a string of its digits. It is sent as a number.
    Entity,
    /// An object of strings.
    Fields,
    /// A list of keys that is not sent. Only these keys of the response reach JavaScript.
    Select,
}

/// A parameter that may be left out.
#[must_use]
pub const fn param(name: &'static str, kind: ParamKind, doc: &'static str) -> Param {
    Param { name, kind, required: false, secret: false, narrows: false, echo: None, doc }
}

/// A parameter that must be given.
#[must_use]
pub const fn required(name: &'static str, kind: ParamKind, doc: &'static str) -> Param {
    Param { required: true, ..param(name, kind, doc) }
}
