//! Limits the nesting depth. serde_json does not limit the depth of fields that it skips, but `JSON.parse` in JavaScript
//! would read them.

use super::mismatch::Mismatch;

/// The recursion limit of serde_json, applied to undeclared fields too.
const MAX_DEPTH: usize = 128;

pub(super) fn check(text: &str) -> Result<(), Mismatch> {
    check_inside(0, text)
}

/// Checks a value inside `depth` levels.
pub(super) fn check_inside(mut depth: usize, text: &str) -> Result<(), Mismatch> {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => skip_string(&mut bytes),
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Mismatch::new("", format!("is nested deeper than {MAX_DEPTH} levels")));
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

fn skip_string(bytes: &mut std::str::Bytes<'_>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
}
