//! What an answer says: its head as callers see it, and an error body read leniently.

use std::time::SystemTime;

use reqwest::header::HeaderMap;
use serde_json::Value;

use super::redact::Redactor;
use super::retry_after;
use crate::error::{Head, ResponseError};

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
        let values: Vec<_> =
            headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        let value = redactor.text(&values.join(", ")).into_owned();
        shown.push((redactor.text(name.as_str()).into_owned(), value));
    }
    Head { status: status.as_u16(), status_text: status.canonical_reason().unwrap_or_default(), headers: shown }
}

pub(super) fn error(head: Head, headers: &HeaderMap, body: &[u8], redactor: &Redactor) -> ResponseError {
    let retry_after = retry_after::parse(headers, SystemTime::now()).map(|wait| wait.as_secs());
    let body = body.get(..MAX_ERROR_BODY).unwrap_or(body);
    let mut data =
        serde_json::from_slice(body).unwrap_or_else(|_| Value::String(printable(&String::from_utf8_lossy(body))));
    redactor.json(&mut data);
    ResponseError { head, errors: codes(&data), data: data.to_string(), retry_after }
}

/// The exchange's codes: `errors` or `error`, as a list or a single text.
fn codes(data: &Value) -> Vec<String> {
    let found = ["errors", "error"].iter().find_map(|name| data.get(name));
    let items = match found {
        Some(Value::Array(items)) => items.as_slice(),
        Some(single) => std::slice::from_ref(single),
        None => &[],
    };
    let texts = items
        .iter()
        .filter_map(Value::as_str)
        .map(|text| text.chars().filter(|c| !c.is_control()).take(MAX_CODE_LENGTH).collect());
    texts.take(MAX_ERROR_CODES).collect()
}

/// Without control characters: a server must not write to a person's terminal.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
