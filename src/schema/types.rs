//! What a JSON value of the exchange looks like. One declaration serves the check of every response
//! and the generated TypeScript.

/// The type of a value.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// Any string.
    Text,
    /// A name that the exchange chooses (market id, currency code): 1 to 256 bytes, no control characters.
    Id,
    /// A string of which some values are known; others pass.
    OneOf(&'static [&'static str]),
    /// A decimal. A string in JavaScript, with exactly the characters that the exchange sent.
    Decimal,
    /// A whole number within ±(2^53−1). A number in JavaScript, whether sent as a number or a string.
    Integer,
    /// A whole number, or a text such as `N/A` in its place. A number in JavaScript where it is one.
    IntegerOrText,
    /// A whole number, or a power of ten up to 1e22, which a double holds exactly too.
    PowerOfTen,
    /// `true` or `false`, whether sent as such or as a string.
    Boolean,
    /// An object with named fields; fields that are not named pass unchanged.
    Object(&'static Object),
    /// A list of values of one type.
    Array(&'static Type),
    /// A list of exactly these values.
    Tuple(&'static [Element]),
    /// An object whose keys the exchange chooses (see [`Type::Id`]).
    Map(&'static Type),
    /// The value or `null`.
    Nullable(&'static Type),
    /// Any JSON value; passes unchanged.
    Any,
}

/// A place in a [`Type::Tuple`].
#[derive(Debug)]
pub struct Element {
    /// What stands there.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
}

/// An object with named fields.
#[derive(Debug)]
pub struct Object {
    /// The name of the TypeScript interface.
    pub name: &'static str,
    /// What it is, in one or two sentences.
    pub doc: &'static str,
    /// Its fields, in the order in which the exchange sends them. At most 64.
    pub fields: &'static [Field],
}

/// A named field.
#[derive(Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
    /// Whether the exchange may leave it out.
    pub optional: bool,
    /// Unit, meaning, and what `null` or absence says.
    pub doc: &'static str,
}

/// A field that is always there.
#[must_use]
pub const fn field(name: &'static str, ty: Type, doc: &'static str) -> Field {
    Field { name, ty, optional: false, doc }
}

/// A field that may be absent.
#[must_use]
pub const fn optional(name: &'static str, ty: Type, doc: &'static str) -> Field {
    Field { name, ty, optional: true, doc }
}
