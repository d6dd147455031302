//! The declaration of one endpoint: everything there is to know about it, in one place.

use super::schema::Type;

/// One call of the API.
#[derive(Debug)]
pub struct Endpoint {
    /// The name of the JavaScript function.
    pub name: &'static str,
    /// The path below the base URL, with `{key}` where a key goes.
    pub path: &'static str,
    /// The keys of its path, in their order.
    pub keys: &'static [Key],
    /// Who may call it.
    pub auth: Auth,
    /// The parameters that it takes.
    pub params: &'static [Param],
    /// The checked shape of its answer.
    pub result: Type,
    /// Whether the answer comes in pages.
    pub paging: Paging,
    /// Whether a passing failure is met with another attempt.
    pub retried: bool,
    /// What it gives, its units, order and traps: Markdown for the typings.
    pub doc: &'static str,
}

impl Endpoint {
    /// What most endpoints have in common; a block says only what is different.
    pub const PLAIN: Self = Self {
        name: "",
        path: "",
        keys: &[],
        auth: Auth::Public,
        params: &[],
        result: Type::Any,
        paging: Paging::None,
        retried: true,
        doc: "",
    };
}

/// A key in the path: the name of one thing.
#[derive(Debug)]
pub struct Key {
    /// The name that stands in braces in the path.
    pub name: &'static str,
    /// Whether it may be given as a number.
    pub numeric: bool,
    /// How the exchange writes it.
    pub doc: &'static str,
}

/// A key that is text.
#[must_use]
pub const fn key(name: &'static str, doc: &'static str) -> Key {
    Key { name, numeric: false, doc }
}

/// A key that is a number, or text.
#[must_use]
pub const fn id(name: &'static str, doc: &'static str) -> Key {
    Key { name, numeric: true, doc }
}

/// Whether a call carries the client's credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// Open to everybody; only a key that is given for this very call is sent.
    Public,
    /// Sent with the client's key, and refused before any request where there is none.
    Key,
    /// Sent with the client's key where there is one: a path that is in no table.
    IfAny,
}

/// How the answer is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paging {
    /// One answer.
    None,
    /// Every page is read, unless the caller asks for one, with this many rows a page.
    Complete {
        /// The most that the server takes.
        page_size: u32,
        /// The fields that tell one row from the others, and do not change.
        identity: &'static [&'static str],
    },
    /// One page, the first unless the caller says otherwise, with this many rows.
    History {
        /// The most that the server takes.
        page_size: u32,
        /// The fields that tell one row from the others, and do not change.
        identity: &'static [&'static str],
        /// The field by which rows are sorted, falling unless the caller asks otherwise.
        sorted_by: &'static str,
    },
}

impl Paging {
    /// Rows per page, where there are pages.
    #[must_use]
    pub fn page_size(self) -> Option<u32> {
        match self {
            Self::None => None,
            Self::Complete { page_size, .. } | Self::History { page_size, .. } => Some(page_size),
        }
    }
}

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
    /// Not sent: only these keys of the answer reach JavaScript.
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
