//! Prepares requests: checks what the caller passed, and builds everything that is sent.

mod authorize;
mod headers;
mod param_value;
mod params;
mod path;
mod target;
mod variants;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::client::config::credentials::Credentials;
use crate::error::Error;
use crate::schema::{Auth, Endpoint, Paging};
pub(super) use authorize::credentials_for;
pub(super) use headers::parse_headers;
pub use params::{Params, Undeclared};
pub use path::{check_path, is_segment};
pub(super) use target::parse_method;
use target::{Resolved, resolve};
pub use target::{Target, auth_of};

/// A request that is ready to be sent.
pub(super) struct PreparedRequest {
    pub(super) method: Method,
    pub(super) path: String,
    /// The endpoint of this method and path, if it is declared.
    pub(super) endpoint: Option<&'static Endpoint>,
    /// The query. Empty for a request that changes something, whose params are in its body.
    pub(super) params: Params,
    /// Additional headers of the caller.
    pub(super) headers: HeaderMap,
    /// `None` for a request that only reads.
    pub(super) body: Option<Bytes>,
    /// One-time passwords and PINs in the body.
    pub(super) codes: Vec<Zeroizing<String>>,
    /// The fields of the result that repeat what was sent, and what they must be.
    pub(super) echoes: Vec<(&'static str, String)>,
    pub(super) credentials: Option<Credentials>,
}

impl PreparedRequest {
    /// Prepares the request of a call. `credentials` selects the key for the given [`Auth`].
    pub(super) fn new(
        target: Target,
        params: Map<String, Value>,
        headers: &[(String, String)],
        credentials: impl FnOnce(Auth) -> Result<Option<Credentials>, Error>,
    ) -> Result<Self, Error> {
        let checked = check_arguments(target, &params).map_err(Error::into_param)?;
        let Checked { resolved: (method, path, endpoint), query, body, echoes } = checked;
        let codes = codes_in(&params, endpoint);
        // A request to any path sends what it is given.
        let body = body.or_else(|| (method != Method::GET).then(|| Bytes::from(Value::Object(params).to_string())));
        Ok(Self {
            credentials: credentials(auth_of(&path, endpoint))?,
            headers: parse_headers(headers)?,
            params: query,
            body,
            codes,
            echoes,
            method,
            path,
            endpoint,
        })
    }

    /// Whether the request changes something at the exchange.
    pub(super) fn writes(&self) -> bool {
        self.body.is_some()
    }

    /// Whether the request cancels orders.
    pub(super) fn cancels(&self) -> bool {
        self.endpoint.is_some_and(|endpoint| endpoint.cancels)
    }

    /// The page size and the fields that identify a row, if all pages of a list are requested.
    pub(super) fn complete_list(&self) -> Option<(u32, &'static [&'static str])> {
        match self.endpoint?.paging {
            Paging::Complete { page_size, identity } if self.page_limit().is_none() => Some((page_size, identity)),
            _ => None,
        }
    }

    /// The requested rows per page, if a single page of a list is requested.
    pub(super) fn page_limit(&self) -> Option<u32> {
        self.endpoint?.paging.page_size().and_then(|_| self.params.number("limit"))
    }

    /// The headers of one attempt. Each attempt has a new signature.
    pub(super) fn headers(&self, user_agent: &HeaderValue) -> HeaderMap {
        let has_body = self.body.as_ref().is_some_and(|body| !body.is_empty());
        headers::for_attempt(user_agent, has_body, &self.headers, self.credentials.as_ref())
    }
}

/// The values of the params that the endpoint declares as secret.
fn codes_in(params: &Map<String, Value>, endpoint: Option<&Endpoint>) -> Vec<Zeroizing<String>> {
    let declared = endpoint.into_iter().flat_map(|endpoint| endpoint.params).filter(|param| param.secret);
    let codes = declared.filter_map(|param| match params.get(param.name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    codes.map(Zeroizing::new).collect()
}

/// The arguments of a call after their check.
struct Checked {
    resolved: Resolved,
    query: Params,
    /// The body of a declared call that changes something.
    body: Option<Bytes>,
    echoes: Vec<(&'static str, String)>,
}

fn check_arguments(target: Target, params: &Map<String, Value>) -> Result<Checked, Error> {
    let undeclared = match target {
        Target::Endpoint(..) => Undeclared::Refuse,
        Target::Path { .. } => Undeclared::Send,
    };
    let resolved = resolve(target)?;
    let (mut query, mut body, mut echoes) = (Params::default(), None, Vec::new());
    match &resolved {
        (method, _, Some(endpoint)) if *method == Method::GET => {
            query = Params::check(params, endpoint.params, endpoint.paging, undeclared)?;
        }
        (method, _, None) if *method == Method::GET => query = Params::unchecked(params)?,
        (.., Some(endpoint)) if undeclared == Undeclared::Refuse => {
            let checked = Params::check_change(params, endpoint)?;
            echoes = checked.echoes(endpoint);
            body = Some(Bytes::from(checked.body()));
        }
        _ => {}
    }
    Ok(Checked { resolved, query, body, echoes })
}
