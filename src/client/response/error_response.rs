//! Reads the body of an error response. It may be anything: JSON, HTML or incomplete.

use std::time::SystemTime;

use reqwest::header::HeaderMap;
use serde_json::Value;

use super::printable::make_printable;
use super::redact::Redactor;
use super::retry_after;
use crate::error::{Head, ResponseError};

/// The rest of a longer body is dropped.
const MAX_ERROR_BODY: usize = 64 * 1024;
const MAX_ERROR_CODES: usize = 16;
const MAX_CODE_LENGTH: usize = 128;

/// The error of a response with these parts. The key is redacted.
pub(super) fn read(head: Head, headers: &HeaderMap, body: &[u8], redactor: &Redactor) -> ResponseError {
    let retry_after = retry_after::parse(headers, SystemTime::now());
    let cut = body.get(..MAX_ERROR_BODY);
    let body = cut.unwrap_or(body);
    let mut data =
        serde_json::from_slice(body).unwrap_or_else(|_| Value::String(String::from_utf8_lossy(body).into_owned()));
    // Before redaction, because a key with such a character inside would not be found.
    make_printable(&mut data);
    match (cut, &mut data) {
        (Some(_), Value::String(text)) => *text = redactor.cut_text(text),
        _ => redactor.json(&mut data),
    }
    ResponseError { head, errors: codes(&data), data: data.to_string(), retry_after }
}

/// The exchange's codes, from `errors`, `error` or `message`. Each may be a list or a single text.
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
