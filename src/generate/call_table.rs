//! `docs/calls.md`: a table of the calls for each group of the API.

use std::fmt::Write;

use super::COMMAND;
use crate::api::ENDPOINTS;
use crate::schema::{Auth, Endpoint, Paging};

/// The groups, by the first segment of their paths.
const GROUPS: [(&str, &str); 5] = [
    ("public", "Prices, markets and currencies"),
    ("account", "The account"),
    ("market", "The member's orders and trades"),
    ("coinmarketcap", "Data for CoinMarketCap"),
    ("coingecko", "Data for CoinGecko"),
];

const INTRODUCTION: &str = "\
Every call is a method of `CoinPort` and a function of the package. The parameters, units and pitfalls of each are in the
[typings](../index.d.ts), which an editor shows as you type.

A call with another method than `GET` changes something. It is sent once and never retried.

The column *list* says what awaiting a list gives: all its rows (*complete*), or one page of so many rows. `for await`
reads all pages of either kind: see [Lists](../README.md#lists).

`request(method, path, params, options)` reaches every other path. With a method and path of the table it gives what
the call gives, and also sends params that are not declared.
";

pub(super) fn document() -> String {
    let mut out = format!("<!-- Made by `{COMMAND}` from src/api. -->\n\n# All calls\n\n{INTRODUCTION}");
    for (group, title) in GROUPS {
        write!(out, "\n## {title}\n\n| call | method | path | key | list |\n|---|---|---|---|---|\n").unwrap();
        for endpoint in ENDPOINTS.iter().filter(|endpoint| group_of(endpoint) == group) {
            out.push_str(&row(endpoint));
        }
    }
    out
}

fn group_of(endpoint: &Endpoint) -> &str {
    endpoint.path.split('/').next().unwrap_or_default()
}

fn row(endpoint: &Endpoint) -> String {
    let params = endpoint.params.iter().any(|param| param.required).then_some("params");
    let arguments: Vec<&str> = endpoint.keys.iter().map(|key| key.name).chain(params).collect();
    let auth = if endpoint.auth == Auth::Key { "needed" } else { "" };
    let list = match endpoint.paging {
        Paging::None => String::new(),
        Paging::Complete { .. } => "complete".to_owned(),
        Paging::History { page_size, .. } => format!("pages of {page_size}"),
    };
    let (name, method, path) = (endpoint.name, endpoint.method.name(), endpoint.path);
    format!("| `{name}({})` | `{method}` | `{path}` | {auth} | {list} |\n", arguments.join(", "))
}

#[test]
fn every_endpoint_has_a_row() {
    let rows = document().lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, ENDPOINTS.len());
}
