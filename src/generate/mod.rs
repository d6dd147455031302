//! Writes the files that follow from the declared endpoints and the limits of the client (`npm run generate`). A test
//! checks that they are current.

mod builders;
mod calls;
mod readme;
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
        ("README.md", readme::with_functions(include_str!("../../README.md"))),
        ("lib/generated/builders.js", builders::builders()),
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
