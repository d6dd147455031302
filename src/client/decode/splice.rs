//! Applies edits to the text of a response: adds and removes the quotes of values.

use std::borrow::Cow;
use std::ops::Range;

use super::scalar::Change;

/// A value whose quotes change.
#[derive(Debug)]
pub(super) struct Edit {
    /// The byte range of the value in the text.
    pub(super) span: Range<usize>,
    pub(super) change: Change,
}

/// A selected entry of the outermost object.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    /// The byte range of the value in the text.
    pub(super) value: Range<usize>,
}

/// `text` with all `edits`.
pub(super) fn whole<'b>(text: &'b str, edits: &[Edit]) -> Cow<'b, str> {
    if edits.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 2 * edits.len());
    apply(&mut out, text, 0..text.len(), edits);
    Cow::Owned(out)
}

/// A JSON object of `entries` with the `edits` inside them.
pub(super) fn object(text: &str, entries: &[Entry], edits: &[Edit]) -> String {
    let mut out = String::from("{");
    for (index, entry) in entries.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&serde_json::Value::from(entry.key.as_str()).to_string());
        out.push(':');
        let first = edits.partition_point(|edit| edit.span.start < entry.value.start);
        let end = edits.partition_point(|edit| edit.span.start < entry.value.end);
        apply(&mut out, text, entry.value.clone(), edits.get(first..end).unwrap_or_default());
    }
    out.push('}');
    out
}

fn apply(out: &mut String, text: &str, range: Range<usize>, edits: &[Edit]) {
    let mut at = range.start;
    let push = |out: &mut String, span: Range<usize>| out.push_str(text.get(span).unwrap_or_default());
    for Edit { span, change } in edits {
        push(out, at..span.start);
        match change {
            Change::Nothing => push(out, span.clone()),
            Change::AddQuotes => {
                out.push('"');
                push(out, span.clone());
                out.push('"');
            }
            Change::RemoveQuotes => push(out, span.start + 1..span.end - 1),
        }
        at = span.end;
    }
    push(out, at..range.end);
}
