//! The calls as JavaScript: a list for the methods of `CoinPort`, a function for each, and the fingerprint of all.

use std::fmt::Write;

use super::COMMAND;
use crate::api::{ENDPOINTS, fingerprint};
use crate::schema::{Auth, Paging};

pub(super) fn list() -> String {
    let mut out = format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/api: the calls, in the order in which the addon knows them.\n\nmodule.exports = [\n"
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
        let (name, path, keys) = (endpoint.name, endpoint.path, keys.join(", "));
        writeln!(out, "  {{ name: '{name}', path: '{path}', keys: [{keys}], auth: '{auth}'{list} }},").unwrap();
    }
    out + "]\n"
}

fn texts(names: &[&str]) -> String {
    format!("['{}']", names.join("', '"))
}

pub(super) fn functions() -> String {
    let mut out = format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/api: each call on the default client. Listed one by one, so that `import` sees the names.\n\nconst {{ callDefault }} = require('../default-client.js')\n\n"
    );
    for name in ENDPOINTS.iter().map(|endpoint| endpoint.name).chain(["request"]) {
        writeln!(out, "exports.{name} = (...args) => callDefault('{name}', args)").unwrap();
    }
    out
}

pub(super) fn declarations() -> String {
    let declarations = fingerprint::declarations();
    format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/api: the version and the fingerprint of the declarations that the generated files were\n// made from. The addon must have been built from the same (see addon.js).\n\nmodule.exports = '{declarations}'\n"
    )
}
