//! The declaration of one endpoint: all that is known about it, in one place.

use super::paging::{Paging, page_params};
use super::params::Param;
use super::types::Type;

/// One call of the API.
#[derive(Debug)]
pub struct Endpoint {
    /// The name of the JavaScript function.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// What a request does at the exchange.
    pub effect: Effect,
    /// The path below the base URL, with `{key}` where a key goes.
    pub path: &'static str,
    /// The keys of its path, in their order.
    pub keys: &'static [Key],
    /// Who may call it.
    pub auth: Auth,
    /// The parameters that it takes.
    pub params: &'static [Param],
    /// The shape that its response is checked against.
    pub result: Type,
    /// Whether the response comes in pages.
    pub paging: Paging,
    /// Whether a request that failed for a passing reason is sent again. Only calls that read ever are.
    pub retried: bool,
    /// Advice for errors of this endpoint only.
    pub hints: &'static [Hint],
    /// What it gives, its units, order and traps: Markdown for the typings.
    pub doc: &'static str,
}

impl Endpoint {
    /// What most endpoints have in common; a block says only what is different.
    pub const PLAIN: Self = Self {
        name: "",
        method: Method::Get,
        effect: Effect::Reads,
        path: "",
        keys: &[],
        auth: Auth::Public,
        params: &[],
        result: Type::Any,
        paging: Paging::None,
        retried: true,
        hints: &[],
        doc: "",
    };

    /// Whether a request may change something at the exchange.
    #[must_use]
    pub fn changes(&self) -> bool {
        self.effect != Effect::Reads
    }

    /// Its own parameters, and those of its pages.
    #[must_use]
    pub fn known_params(&self) -> Vec<Param> {
        self.params.iter().copied().chain(page_params(self.paging).into_iter().flatten()).collect()
    }
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// The name in capitals, as HTTP writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// What a request does at the exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It only reads.
    Reads,
    /// It sets a state. Sending it again does no harm.
    Sets,
    /// It adds something, such as an order. Sending it again adds another one.
    Adds,
}

/// Advice for a person about one kind of error of an endpoint.
#[derive(Debug)]
pub enum Hint {
    /// For this status.
    Status(u16, &'static str),
    /// For this code of the exchange.
    Code(&'static str, &'static str),
    /// For this code of the exchange, if the request had this parameter.
    CodeWithParam(&'static str, &'static str, &'static str),
}

impl Hint {
    /// The advice, if it is meant for an error with this status and these codes, of a request with this query.
    #[must_use]
    pub fn advice(&self, status: u16, codes: &[String], query: &str) -> Option<&'static str> {
        let has_code = |code: &str| codes.iter().any(|known| known == code);
        let has_param = |name: &str| query.split('&').any(|pair| pair.split('=').next() == Some(name));
        let (applies, advice) = match *self {
            Self::Status(expected, advice) => (status == expected, advice),
            Self::Code(code, advice) => (has_code(code), advice),
            Self::CodeWithParam(code, param, advice) => (has_code(code) && has_param(param), advice),
        };
        applies.then_some(advice)
    }
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
