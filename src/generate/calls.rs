//! The calls as JavaScript: a list for the methods of `CoinPort`, and a function for each.

use std::fmt::Write;

use super::COMMAND;
use crate::api::ENDPOINTS;
use crate::client::endpoint::{Auth, Endpoint};

/// The names of the keys in an endpoint's path.
pub(super) fn keys(endpoint: &Endpoint) -> Vec<&'static str> {
    let segments = endpoint.path.split('/');
    segments.filter_map(|segment| segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))).collect()
}

pub(super) fn list() -> String {
    let mut out = format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/api: the calls, in the order in which the addon knows them.\n\nmodule.exports = [\n"
    );
    for endpoint in ENDPOINTS {
        let keys: Vec<String> = keys(endpoint).iter().map(|key| format!("'{key}'")).collect();
        let auth = if endpoint.auth == Auth::Key { "key" } else { "public" };
        writeln!(out, "  {{ name: '{}', keys: [{}], auth: '{auth}' }},", endpoint.name, keys.join(", ")).unwrap();
    }
    out + "]\n"
}

pub(super) fn functions() -> String {
    let mut out = format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/api: each call on the default client. Listed one by one, so that `import` sees the names.\n\nconst {{ callDefault }} = require('./default-client.js')\n\n"
    );
    for name in ENDPOINTS.iter().map(|endpoint| endpoint.name).chain(["request"]) {
        writeln!(out, "exports.{name} = (...args) => callDefault('{name}', args)").unwrap();
    }
    out
}
