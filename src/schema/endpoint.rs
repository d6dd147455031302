//! The declaration of an endpoint.

use super::paging::{Paging, page_params};
use super::params::Param;
use super::types::Type;
use super::variant::Variant;

/// An endpoint of the API.
#[derive(Debug)]
pub struct Endpoint {
    /// The name of the JavaScript function.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// What a request does at the exchange.
    pub effect: Effect,
    /// The path below the base URL. A name in braces stands for a key.
    pub path: &'static str,
    /// The keys in `path`, in the same order.
    pub keys: &'static [Key],
    /// Whether a request carries the client's credentials.
    pub auth: Auth,
    /// Its parameters, without those of [`Paging`].
    pub params: &'static [Param],
    /// The forms that its parameters can have. Empty if there is only one.
    pub variants: &'static [Variant],
    /// Whether it cancels orders. Such a call lowers the risk of the member, so it does not wait behind others.
    pub cancels: bool,
    /// The type that a successful response must have.
    pub result: Type,
    /// Whether the response is a list with pages.
    pub paging: Paging,
    /// Whether a request is retried after a temporary failure. A request that may change something never is, whatever this
    /// says.
    pub retried: bool,
    /// Advice for errors of this endpoint. It replaces the general advice.
    pub hints: &'static [Hint],
    /// Markdown for the typings: what the call returns, its units and order, and what may surprise.
    pub doc: &'static str,
}

impl Endpoint {
    /// The defaults. A declaration sets only the fields that differ.
    pub const PLAIN: Self = Self {
        name: "",
        method: Method::Get,
        effect: Effect::Reads,
        path: "",
        keys: &[],
        auth: Auth::Public,
        params: &[],
        variants: &[],
        cancels: false,
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

    /// All parameters, including those of [`Paging`].
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
    /// All methods.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// The name in HTTP, in capitals.
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

/// Advice for people about one kind of error. The advice is the last value of each variant.
#[derive(Debug)]
pub enum Hint {
    /// For this status.
    Status(u16, &'static str),
    /// For this code of the exchange.
    Code(&'static str, &'static str),
    /// For this code of the exchange, if the query of the request has this parameter.
    CodeWithParam(&'static str, &'static str, &'static str),
}

impl Hint {
    /// The advice, if it applies to an error with this `status` and these `codes`. `query` is that of the request.
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

/// A key in a path, which selects a single item such as a market.
#[derive(Debug)]
pub struct Key {
    /// The name in braces in the path.
    pub name: &'static str,
    /// Whether JavaScript may pass it as a number.
    pub numeric: bool,
    /// Markdown for the typings: how the exchange writes the key.
    pub doc: &'static str,
}

/// A key that is a string.
#[must_use]
pub const fn key(name: &'static str, doc: &'static str) -> Key {
    Key { name, numeric: false, doc }
}

/// A key that is a number or a string.
#[must_use]
pub const fn id(name: &'static str, doc: &'static str) -> Key {
    Key { name, numeric: true, doc }
}

/// Whether a request carries the client's credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// It does not. A key is sent only if it is passed for this call.
    Public,
    /// It does. Without a key, the call fails before anything is sent.
    Key,
    /// It does if the client has a key. For paths that are not declared.
    IfAny,
}
