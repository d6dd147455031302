//! The target of a call: a declared endpoint, or any path below the base URL.

use reqwest::Method;

use super::path::{check_path, is_segment};
use crate::error::Error;
use crate::schema::{self, Auth, Endpoint, market_id};

/// The target of a call.
pub enum Target {
    /// A declared endpoint, and the values for the keys in its path.
    Endpoint(&'static Endpoint, Vec<String>),
    /// Any path below the base URL.
    Path {
        /// The HTTP method in capitals.
        method: String,
        /// The path as the caller wrote it.
        path: String,
        /// The endpoint of this method and path, if it is declared.
        endpoint: Option<&'static Endpoint>,
    },
}

/// The method, the path, and the endpoint if it is declared.
pub(super) type Resolved = (Method, String, Option<&'static Endpoint>);

/// Method, path and endpoint of `target`.
pub(super) fn resolve(target: Target) -> Result<Resolved, Error> {
    match target {
        Target::Endpoint(endpoint, keys) => {
            Ok((http_method(endpoint.method), fill_in(endpoint.path, keys)?, Some(endpoint)))
        }
        Target::Path { method, path, endpoint } => {
            Ok((parse_method(&method)?, check_path(&path)?.to_owned(), endpoint))
        }
    }
}

/// The path of an endpoint, with `keys` in place of the names in braces.
fn fill_in(path: &str, keys: Vec<String>) -> Result<String, Error> {
    let mut keys = keys.into_iter();
    let segments = path.split('/').map(|segment| {
        let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            return Ok(segment.to_owned());
        };
        let key = keys.next().unwrap_or_default();
        if is_segment(&key) && key.len() <= 256 {
            Ok(key)
        } else {
            Err(Error::bad_option(name, &unusable_key(name, &key)))
        }
    });
    Ok(segments.collect::<Result<Vec<_>, _>>()?.join("/"))
}

/// What is expected of the key `name` instead of `key`.
fn unusable_key(name: &str, key: &str) -> String {
    match market_id(key).filter(|_| name == "market") {
        Some(id) => format!("must be as the exchange writes it: {id}"),
        None => "must be a name as the exchange writes it, such as btcaud".to_owned(),
    }
}

/// The HTTP method with this name.
pub(in crate::client) fn parse_method(name: &str) -> Result<Method, Error> {
    let known = schema::Method::ALL.into_iter().find(|method| method.name() == name);
    known.map(http_method).ok_or_else(|| Error::bad_option("method", "must be GET, POST, PUT, PATCH or DELETE"))
}

fn http_method(method: schema::Method) -> Method {
    match method {
        schema::Method::Get => Method::GET,
        schema::Method::Post => Method::POST,
        schema::Method::Put => Method::PUT,
        schema::Method::Patch => Method::PATCH,
        schema::Method::Delete => Method::DELETE,
    }
}

/// Whether a request to `path` carries a key. `endpoint` is the endpoint of the path, if it is declared.
#[must_use]
pub fn auth_of(path: &str, endpoint: Option<&Endpoint>) -> Auth {
    const PUBLIC: [&str; 3] = ["public", "coinmarketcap", "coingecko"];
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    match endpoint {
        Some(endpoint) => endpoint.auth,
        None if PUBLIC.contains(&first) => Auth::Public,
        None => Auth::IfAny,
    }
}
