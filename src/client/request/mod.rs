//! A call before it is sent: from what the caller gave to a request that only waits for its turn.

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
pub(super) use headers::checked_headers;
pub use params::Params;
pub use path::{check_path, is_segment};
pub use target::{Target, auth_of};
pub(super) use target::{method_of, resolve};

/// A request whose every part has been checked.
pub(super) struct PreparedRequest {
    pub(super) method: Method,
    pub(super) path: String,
    /// The endpoint that method and path belong to, if one does.
    pub(super) endpoint: Option<&'static Endpoint>,
    pub(super) params: Params,
    /// The caller's own headers.
    pub(super) headers: HeaderMap,
    /// JSON text. `None` for a request that only reads.
    pub(super) body: Option<Bytes>,
    pub(super) credentials: Option<Credentials>,
}

impl PreparedRequest {
    /// Prepares the request of a call. `credentials` finds the key for what is called.
    pub(super) fn new(
        target: Target,
        params: Map<String, Value>,
        headers: &[(String, String)],
        credentials: impl FnOnce(Auth) -> Result<Option<Credentials>, Error>,
    ) -> Result<Self, Error> {
        let (method, path, endpoint) = resolve(target)?;
        let reads = method == Method::GET;
        let query = match endpoint {
            _ if !reads => Params::default(),
            Some(endpoint) => Params::check(&params, endpoint.params, endpoint.paging)?,
            None => Params::unchecked(&params)?,
        };
        Ok(Self {
            credentials: credentials(auth_of(&path, endpoint))?,
            headers: checked_headers(headers)?,
            body: (!reads).then(|| Bytes::from(Value::Object(params).to_string())),
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

    /// The endpoint whose documented type the response must have.
    pub(super) fn typed(&self) -> Option<&'static Endpoint> {
        self.endpoint.filter(|_| !self.writes())
    }

    /// Rows per page and the fields that identify a row, for a list that is read to its end.
    pub(super) fn whole_list(&self) -> Option<(u32, &'static [&'static str])> {
        match self.endpoint?.paging {
            Paging::Complete { page_size, identity } if self.page_limit().is_none() => Some((page_size, identity)),
            _ => None,
        }
    }

    /// Rows per page, if one page of a list is asked for.
    pub(super) fn page_limit(&self) -> Option<u32> {
        self.typed()?.paging.page_size().and_then(|_| self.params.number("limit"))
    }

    /// The headers of one attempt. A signature is made anew for each.
    pub(super) fn headers(&self, user_agent: &HeaderValue) -> HeaderMap {
        let has_body = self.body.as_ref().is_some_and(|body| !body.is_empty());
        headers::of_attempt(user_agent, has_body, &self.headers, self.credentials.as_ref())
    }
}
