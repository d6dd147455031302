//! Removes characters that a server must not write to a terminal.

use serde_json::Value;

/// Removes these characters from all texts and names in `value`.
pub(super) fn make_printable(value: &mut Value) {
    match value {
        Value::String(text) => text.retain(is_printable),
        Value::Array(items) => items.iter_mut().for_each(make_printable),
        Value::Object(fields) => {
            for (mut name, mut item) in std::mem::take(fields) {
                name.retain(is_printable);
                make_printable(&mut item);
                fields.insert(name, item);
            }
        }
        _ => {}
    }
}

/// Control characters move the cursor, and direction marks change the order in which text is read.
pub(super) fn is_printable(c: char) -> bool {
    let is_direction_mark = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !is_direction_mark && (!c.is_control() || matches!(c, '\n' | '\t'))
}
