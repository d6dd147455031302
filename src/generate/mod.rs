//! Writes everything that follows from the declared endpoints: the typings, the JavaScript in `lib/generated`, and
//! `docs/calls.md`. `npm run generate` writes the files; a test compares them.

mod builders;
mod call_table;
mod calls;
mod params;
mod typings;

use std::fs;
use std::path::Path;

const COMMAND: &str = "npm run generate";

fn files() -> [(&'static str, String); 7] {
    [
        ("index.d.ts", typings::index()),
        ("lib/generated/endpoints.js", calls::list()),
        ("lib/generated/functions.js", calls::functions()),
        ("lib/generated/declarations.js", calls::declarations()),
        ("lib/generated/limits.js", calls::limits()),
        ("lib/generated/builders.js", builders::builders()),
        ("docs/calls.md", call_table::document()),
    ]
}

#[test]
fn generated_files_are_current() {
    let write = std::env::var_os("COINPORT_GENERATE").is_some();
    for (name, expected) in files() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        if write {
            fs::write(&path, &expected).unwrap();
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == expected, "{name} is out of date: run `{COMMAND}`");
    }
}
