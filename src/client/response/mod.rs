//! What an answer says: its head as callers see it, and an error body read leniently.

mod hint;
mod received;
mod redact;
mod retry_after;
mod unescape;

use std::time::SystemTime;

use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::error::{Head, ResponseError};
pub use hint::hint;
pub(super) use received::{RawResponse, Success};
pub use redact::Redactor;
pub use retry_after::parse as parse_retry_after;

/// More of an error body than this is of no use to anybody.
const MAX_ERROR_BODY: usize = 64 * 1024;
const MAX_ERROR_CODES: usize = 16;
const MAX_CODE_LENGTH: usize = 128;

/// Headers that are never shown: they carry credentials, of the server or of the caller.
const SECRET_HEADERS: [&str; 5] =
    ["set-cookie", "authorization", "proxy-authorization", "proxy-authenticate", "x-auth-signature"];

pub(super) fn head(status: reqwest::StatusCode, headers: &HeaderMap, redactor: &Redactor) -> Head {
    let mut shown: Vec<(String, String)> = Vec::with_capacity(headers.len());
    for name in headers.keys().filter(|name| !SECRET_HEADERS.contains(&name.as_str())) {
        let mut values = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        let mut value = values.next().unwrap_or_default();
        for more in values {
            value.to_mut().extend([", ", &*more]);
        }
        shown.push((redactor.text(name.as_str()).into_owned(), redactor.text(&value).into_owned()));
    }
    Head { status: status.as_u16(), status_text: status.canonical_reason().unwrap_or_default(), headers: shown }
}

pub(super) fn error(head: Head, headers: &HeaderMap, body: &[u8], redactor: &Redactor) -> ResponseError {
    let retry_after = retry_after::parse(headers, SystemTime::now());
    let cut = body.get(..MAX_ERROR_BODY);
    let body = cut.unwrap_or(body);
    let mut data =
        serde_json::from_slice(body).unwrap_or_else(|_| Value::String(String::from_utf8_lossy(body).into_owned()));
    // First, so that what it takes out cannot have hidden a key.
    make_printable(&mut data);
    match (cut, &mut data) {
        (Some(_), Value::String(text)) => *text = redactor.cut_text(text),
        _ => redactor.json(&mut data),
    }
    ResponseError { head, errors: codes(&data), data: data.to_string(), retry_after }
}

/// The exchange's codes: `errors`, `error` or `message`, as a list or a single text.
fn codes(data: &Value) -> Vec<String> {
    let found = ["errors", "error", "message"].iter().find_map(|name| data.get(name));
    let items = match found {
        Some(Value::Array(items)) => items.as_slice(),
        Some(single) => std::slice::from_ref(single),
        None => &[],
    };
    let texts = items
        .iter()
        .filter_map(Value::as_str)
        .map(|text| text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_CODE_LENGTH).collect());
    texts.take(MAX_ERROR_CODES).collect()
}

/// Takes out of all text what a server must not write to a person's terminal.
fn make_printable(value: &mut Value) {
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

/// Text of a server as a person may see it.
pub(super) fn shown(text: &str, redactor: &Redactor) -> String {
    let printable: String = text.chars().filter(|c| is_printable(*c)).collect();
    redactor.text(&printable).into_owned()
}

/// Control characters move the cursor, and marks of direction make text read as what it is not.
fn is_printable(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !turns && (!c.is_control() || matches!(c, '\n' | '\t'))
}
