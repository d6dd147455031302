//! The headers of a request.

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use crate::client::config::credentials::Credentials;
use crate::error::Error;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// All headers of one attempt. Headers of the caller replace the defaults, but not the credentials.
pub(super) fn for_attempt(
    user_agent: &HeaderValue,
    has_body: bool,
    additional: &HeaderMap,
    credentials: Option<&Credentials>,
) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(8);
    headers.insert(ACCEPT, JSON);
    headers.insert(USER_AGENT, user_agent.clone());
    if has_body {
        headers.insert(CONTENT_TYPE, JSON);
    }
    for (name, value) in additional {
        headers.insert(name, value.clone());
    }
    if let Some(credentials) = credentials {
        credentials.apply(&mut headers);
    }
    headers
}

/// Checks the names and values of additional headers.
pub(in crate::client) fn parse_headers(given: &[(String, String)]) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::with_capacity(given.len());
    for (name, value) in given {
        let refuse = || Error::bad_option("headers", "must have names and values that HTTP allows");
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refuse())?;
        headers.insert(name, HeaderValue::from_str(value).map_err(|_| refuse())?);
    }
    Ok(headers)
}
