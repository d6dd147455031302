//! The modules of the client that read what others wrote, taken from its own source: the addon is a `cdylib`, which
//! nothing can depend on.

#[path = "../../src/client/base_url.rs"]
pub mod base_url;
#[path = "../../src/client/decode/mod.rs"]
pub mod decode;
#[path = "../../src/client/endpoint.rs"]
pub mod endpoint;
#[path = "../../src/client/params.rs"]
mod params;
#[path = "../../src/client/redact.rs"]
mod redact;
#[path = "../../src/client/retry_after.rs"]
mod retry_after;
#[path = "../../src/client/schema.rs"]
pub mod schema;
#[path = "../../src/client/unescape.rs"]
mod unescape;

use std::borrow::Cow;
use std::time::SystemTime;

use reqwest::header::HeaderMap;
use serde_json::{Map, Value};

use crate::error::Error;
use endpoint::Endpoint;

pub(crate) fn wait(headers: &HeaderMap, now: SystemTime) -> Option<u64> {
    retry_after::parse(headers, now)
}

pub(crate) fn redacted<'t>(key: &str, text: &'t str) -> Cow<'t, str> {
    redact::Redactor::new(Some(key)).text(text)
}

pub(crate) fn redacted_json(key: &str, value: &mut Value) {
    redact::Redactor::new(Some(key)).json(value);
}

/// The query of a call to `endpoint`, or to a path that is in no table.
pub(crate) fn query(endpoint: Option<&Endpoint>, values: &Map<String, Value>) -> Result<String, Error> {
    let params = match endpoint {
        Some(endpoint) => params::Params::check(values, endpoint.params, endpoint.paging),
        None => params::Params::unchecked(values),
    };
    Ok(params?.query(&[]))
}
