//! The endpoints as JavaScript: their list for the class `CoinPort`, a function for each, their fingerprint, and limits.

use std::fmt::Write;

use super::COMMAND;
use crate::api::{ENDPOINTS, fingerprint};
use crate::client::config::MAX_MILLISECONDS;
use crate::schema::{Auth, Paging};

pub(super) fn list() -> String {
    let mut out = format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/api: the endpoints. The addon knows them by their index.\n\nmodule.exports = [\n"
    );
    for endpoint in ENDPOINTS {
        let keys: Vec<String> = endpoint
            .keys
            .iter()
            .map(|key| format!("{{ name: '{}'{} }}", key.name, if key.numeric { ", numeric: true" } else { "" }))
            .collect();
        let auth = if endpoint.auth == Auth::Key { "key" } else { "public" };
        let list = match endpoint.paging {
            Paging::None => String::new(),
            Paging::Complete { page_size, identity } => {
                format!(", list: {{ complete: true, pageSize: {page_size}, identity: {} }}", texts(identity))
            }
            Paging::History { page_size, identity, sorted_by } => {
                format!(", list: {{ pageSize: {page_size}, identity: {}, sortedBy: '{sorted_by}' }}", texts(identity))
            }
        };
        let changes = if endpoint.changes() { ", changes: true" } else { "" };
        let (name, method, path, keys) = (endpoint.name, endpoint.method.name(), endpoint.path, keys.join(", "));
        writeln!(
            out,
            "  {{ name: '{name}', method: '{method}', path: '{path}', keys: [{keys}], auth: '{auth}'{changes}{list} }},"
        )
        .unwrap();
    }
    out + "]\n"
}

fn texts(names: &[&str]) -> String {
    format!("['{}']", names.join("', '"))
}

pub(super) fn functions() -> String {
    let mut out = format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/api: each call on the default client. Each is exported by\n// name, because `import` finds no other exports.\n\nconst {{ callDefault }} = require('../default-client.js')\n\n"
    );
    for name in ENDPOINTS.iter().map(|endpoint| endpoint.name).chain(["request"]) {
        writeln!(out, "exports.{name} = (...args) => callDefault('{name}', args)").unwrap();
    }
    out
}

pub(super) fn declarations() -> String {
    let declarations = fingerprint::declarations();
    format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/api: the version and the fingerprint of the declarations. The addon must have the same\n// (see native/addon.js).\n\nmodule.exports = '{declarations}'\n"
    )
}

pub(super) fn limits() -> String {
    format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/client/config: limits that the addon checks.\n\nmodule.exports = {{ MAX_MILLISECONDS: {MAX_MILLISECONDS} }}\n"
    )
}
