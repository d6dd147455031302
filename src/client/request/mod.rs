//! Prepares requests: checks what the caller passed, and builds everything that is sent.

mod authorize;
mod headers;
mod params;
mod path;
mod target;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::{Map, Value};

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
    pub(super) params: Params,
    /// Additional headers of the caller.
    pub(super) headers: HeaderMap,
    /// `None` for a request that only reads.
    pub(super) body: Option<Bytes>,
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
        let (resolved, query) = check_arguments(target, &params).map_err(Error::into_param)?;
        let (method, path, endpoint) = resolved;
        Ok(Self {
            credentials: credentials(auth_of(&path, endpoint))?,
            headers: parse_headers(headers)?,
            body: (method != Method::GET).then(|| Bytes::from(Value::Object(params).to_string())),
            params: query,
            method,
            path,
            endpoint,
        })
    }

    /// Whether the request changes something at the exchange.
    pub(super) fn writes(&self) -> bool {
        self.body.is_some()
    }

    /// The endpoint whose result type the response must have. `None` if any response is accepted.
    pub(super) fn typed_endpoint(&self) -> Option<&'static Endpoint> {
        self.endpoint.filter(|_| !self.writes())
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
        self.typed_endpoint()?.paging.page_size().and_then(|_| self.params.number("limit"))
    }

    /// The headers of one attempt. Each attempt has a new signature.
    pub(super) fn headers(&self, user_agent: &HeaderValue) -> HeaderMap {
        let has_body = self.body.as_ref().is_some_and(|body| !body.is_empty());
        headers::for_attempt(user_agent, has_body, &self.headers, self.credentials.as_ref())
    }
}

/// Method, path and endpoint of `target`, and the query that `params` become.
fn check_arguments(target: Target, params: &Map<String, Value>) -> Result<(Resolved, Params), Error> {
    let undeclared = match target {
        Target::Endpoint(..) => Undeclared::Refuse,
        Target::Path { .. } => Undeclared::Send,
    };
    let resolved = resolve(target)?;
    let query = match &resolved {
        (method, ..) if *method != Method::GET => Params::default(),
        (.., Some(endpoint)) => Params::check(params, endpoint.params, endpoint.paging, undeclared)?,
        (.., None) => Params::unchecked(params)?,
    };
    Ok((resolved, query))
}
