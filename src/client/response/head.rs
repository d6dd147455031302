//! The status and headers of a response as callers see them.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::redact::Redactor;
use crate::error::Head;

/// Headers with credentials of the server or the caller, which are left out.
const SECRET_HEADERS: [&str; 5] =
    ["set-cookie", "authorization", "proxy-authorization", "proxy-authenticate", "x-auth-signature"];

/// The status and the redacted headers of a response.
pub(in crate::client) fn head(status: StatusCode, headers: &HeaderMap, redactor: &Redactor) -> Head {
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
