//! The declaration of one endpoint: everything there is to know about it, in one place.

use super::schema::Type;

/// One call of the API.
#[derive(Debug)]
pub struct Endpoint {
    /// The name of the JavaScript function.
    pub name: &'static str,
    /// The path below the base URL, with `{key}` where a key goes.
    pub path: &'static str,
    /// Who may call it.
    pub auth: Auth,
    /// The parameters that it takes.
    pub params: &'static [Param],
    /// The checked shape of its answer.
    pub result: Type,
    /// Whether the answer comes in pages.
    pub paging: Paging,
    /// What it gives, its units, order and traps: Markdown for the typings.
    pub doc: &'static str,
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
    },
}

/// A parameter of an endpoint.
#[derive(Debug)]
pub struct Param {
    /// The name on the wire.
    pub name: &'static str,
    /// What it takes.
    pub kind: ParamKind,
    /// Meaning, unit and default.
    pub doc: &'static str,
}

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// Text that is not empty.
    Text,
    /// Text or a list of texts, sent as `name[]=a&name[]=b`.
    Texts,
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// `true` or `false`.
    Flag,
    /// An object of these names with text, sent as `name[key]=value`.
    Search(&'static [&'static str]),
    /// Not sent: only these keys of the answer reach JavaScript.
    Select,
}

/// A parameter; all are optional.
#[must_use]
pub const fn param(name: &'static str, kind: ParamKind, doc: &'static str) -> Param {
    Param { name, kind, doc }
}
