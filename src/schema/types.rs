//! The types of the exchange's JSON values. Responses are checked against them, and the TypeScript typings are generated
//! from them.

/// The type of a value.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// Any string.
    Text,
    /// A name that the exchange chooses (market id, currency code): 1 to 256 bytes, no control characters.
    Id,
    /// A string. The typings suggest the known values, but others are accepted.
    OneOf(&'static [&'static str]),
    /// A decimal. A string in JavaScript, with exactly the characters that the exchange sent.
    Decimal,
    /// A whole number within ±(2^53−1), sent as a number or as a string. A number in JavaScript.
    Integer,
    /// A [`Type::Integer`], or another string such as `N/A`, which stays a string.
    IntegerOrText,
    /// A [`Type::Integer`], or a power of ten up to 1e22. A double holds these powers exactly.
    PowerOfTen,
    /// `true` or `false`, sent as a boolean or as a string. A boolean in JavaScript.
    Boolean,
    /// An object with declared fields. Other fields pass unchanged.
    Object(&'static Object),
    /// A list of values of one type.
    Array(&'static Type),
    /// A list of exactly these elements.
    Tuple(&'static [Element]),
    /// An object whose keys the exchange chooses. The rules of [`Type::Id`] apply to its keys.
    Map(&'static Type),
    /// The value or `null`.
    Nullable(&'static Type),
    /// Any JSON value. It passes unchanged.
    Any,
    /// No body. `null` in JavaScript.
    Nothing,
}

/// An element of a [`Type::Tuple`].
#[derive(Debug)]
pub struct Element {
    /// The name in errors and typings.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
}

/// An object with declared fields.
#[derive(Debug)]
pub struct Object {
    /// The name of the TypeScript interface.
    pub name: &'static str,
    /// Markdown for the typings: what it is, in one or two sentences.
    pub doc: &'static str,
    /// Its fields, in the order in which the exchange sends them. At most 64, because a check marks those that it has seen
    /// in a `u64`.
    pub fields: &'static [Field],
}

/// A declared field.
#[derive(Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
    /// Whether the exchange may leave it out.
    pub optional: bool,
    /// Markdown for the typings: meaning, unit, and what `null` or absence means.
    pub doc: &'static str,
}

/// A field that is always present.
#[must_use]
pub const fn field(name: &'static str, ty: Type, doc: &'static str) -> Field {
    Field { name, ty, optional: false, doc }
}

/// A field that may be absent.
#[must_use]
pub const fn optional(name: &'static str, ty: Type, doc: &'static str) -> Field {
    Field { name, ty, optional: true, doc }
}
