//! The endpoints as JavaScript: their list for the class `CoinPort`, a function for each, their fingerprint, and limits.

use std::fmt::Write;

use super::COMMAND;
use crate::api::{ENDPOINTS, fingerprint};
use crate::client::config::base_url::DEFAULT_BASE_URL;
use crate::client::config::{MAX_MILLISECONDS, MAX_STRING_LENGTH};
use crate::client::journal::{CLOCK_MARGIN, DEFAULT_WAIT};
use crate::schema::{Auth, Effect, Endpoint, Key, Method, Paging, Param, ParamKind, When, id, param, required};

pub(super) fn list() -> String {
    let mut out = format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/api: the endpoints. The addon knows them by their index.\n\nmodule.exports = [\n"
    );
    for endpoint in ENDPOINTS {
        writeln!(out, "  {},", row(endpoint)).unwrap();
    }
    out + "]\n"
}

fn row(endpoint: &Endpoint) -> String {
    let keys = endpoint.keys.iter().map(|key| {
        let numeric = if key.numeric { ", numeric: true" } else { "" };
        format!("{{ name: '{}'{numeric} }}", key.name)
    });
    let keys = keys.collect::<Vec<_>>().join(", ");
    let auth = if endpoint.auth == Auth::Key { "key" } else { "public" };
    let changes = if endpoint.changes() { ", changes: true" } else { "" };
    let secret: Vec<&str> = endpoint.params.iter().filter(|param| param.secret).map(|param| param.name).collect();
    let secret = if secret.is_empty() { String::new() } else { format!(", secret: {}", texts(&secret)) };
    let echo: Vec<String> =
        endpoint.params.iter().filter_map(|param| Some(format!("{}: '{}'", param.name, param.echo?))).collect();
    let echo = if echo.is_empty() { String::new() } else { format!(", echo: {{ {} }}", echo.join(", ")) };
    let params = endpoint.params.iter().filter(|param| param.kind == ParamKind::Seconds);
    let seconds = match params.map(|param| param.name).collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        names => format!(", seconds: {}", texts(names)),
    };
    let defaults: Vec<String> = endpoint
        .variants
        .iter()
        .filter_map(|variant| match variant.when {
            When::IsByDefault(name, value) => Some(format!("{name}: '{value}'")),
            _ => None,
        })
        .collect();
    let defaults =
        if defaults.is_empty() { String::new() } else { format!(", defaults: {{ {} }}", defaults.join(", ")) };
    let list = match endpoint.paging {
        Paging::None => String::new(),
        Paging::Complete { page_size, identity } => {
            format!(", list: {{ complete: true, pageSize: {page_size}, identity: {} }}", texts(identity))
        }
        Paging::History { page_size, identity, sorted_by } => {
            format!(", list: {{ pageSize: {page_size}, identity: {}, sortedBy: '{sorted_by}' }}", texts(identity))
        }
    };
    let (name, method, path) = (endpoint.name, endpoint.method.name(), endpoint.path);
    format!(
        "{{ name: '{name}', method: '{method}', path: '{path}', keys: [{keys}], auth: '{auth}'{changes}{secret}{echo}{seconds}{defaults}{list} }}"
    )
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
        "'use strict'\n\n// Made by `{COMMAND}` from src/client: limits and defaults that the addon has too, times in milliseconds.\n\nmodule.exports = {{\n  DEFAULT_BASE_URL: '{DEFAULT_BASE_URL}',\n  MAX_MILLISECONDS: {MAX_MILLISECONDS},\n  MAX_RESPONSE_SIZE: {MAX_STRING_LENGTH},\n  CLOCK_MARGIN: {CLOCK_MARGIN},\n  DEFAULT_WAIT: {DEFAULT_WAIT},\n}}\n"
    )
}

#[test]
fn an_endpoint_that_changes_something_says_so_with_its_method() {
    const ID: Key = id("id", "");
    const PARAMS: &[Param] = &[
        required("otp", ParamKind::Code(6, 6), "").secret(),
        param("volume", ParamKind::Amount, "").echoed_as("origin_volume"),
    ];
    let endpoint = Endpoint {
        name: "cancelOrder",
        method: Method::Delete,
        effect: Effect::Sets,
        path: "market/orders/{id}",
        keys: &[ID],
        auth: Auth::Key,
        params: PARAMS,
        ..Endpoint::PLAIN
    };
    let expected = "{ name: 'cancelOrder', method: 'DELETE', path: 'market/orders/{id}', \
                    keys: [{ name: 'id', numeric: true }], auth: 'key', changes: true, secret: ['otp'], \
                    echo: { volume: 'origin_volume' } }";
    assert_eq!(row(&endpoint), expected);
}
