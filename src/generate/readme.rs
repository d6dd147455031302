//! The README's table of functions.

use std::fmt::Write;

use crate::api::ENDPOINTS;
use crate::schema::{Auth, Endpoint, Paging};

const START: &str = "<!-- functions: made by `npm run generate` -->\n";
const END: &str = "<!-- end of functions -->\n";

/// The README with its table made anew.
pub(super) fn with_functions(readme: &str) -> String {
    let (before, rest) = readme.split_once(START).expect("README.md has the mark where the table starts");
    let (_, after) = rest.split_once(END).expect("README.md has the mark where the table ends");
    format!("{before}{START}{}{END}{after}", table())
}

fn table() -> String {
    let mut out = "| function | `GET` | key | list |\n|---|---|---|---|\n".to_owned();
    for endpoint in ENDPOINTS {
        let keys: Vec<&str> = endpoint.keys.iter().map(|key| key.name).collect();
        let auth = if endpoint.auth == Auth::Key { "needed" } else { "" };
        writeln!(
            out,
            "| `{}({})` | `{}` | {auth} | {} |",
            endpoint.name,
            keys.join(", "),
            endpoint.path,
            list(endpoint)
        )
        .unwrap();
    }
    out
}

fn list(endpoint: &Endpoint) -> String {
    match endpoint.paging {
        Paging::None => String::new(),
        Paging::Complete { .. } => "complete".to_owned(),
        Paging::History { page_size, .. } => format!("{page_size} a page"),
    }
}
