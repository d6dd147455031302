//! The fuzz targets: each reads bytes as one kind of hostile input and panics where a promise is broken.
//!
//! `npm run fuzz -- decode` runs one until it is stopped, `npm run fuzz -- decode -- -max_total_time=300` for five
//! minutes. It needs `cargo install cargo-fuzz`; stable Rust will do.

#[path = "../../src/api/documents.rs"]
#[allow(dead_code, reason = "the Rust tests use more of it")]
mod documents;

use coinport::{client, schema};

use std::time::SystemTime;

use client::config::base_url::{BaseUrl, DEFAULT_BASE_URL};
use client::decode::{decode as check, quote_decimals, read};
use client::request::{Params, check_path, is_segment};
use client::response::{Redactor, parse_retry_after};
use coinport::api::ENDPOINTS;
use documents::Writer;
use reqwest::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use schema::Type;
use serde::de::IgnoredAny;

/// The first byte chooses the endpoint that gives the rest as its answer.
pub fn decode(data: &[u8]) {
    let Some((first, body)) = data.split_first() else { return };
    let ty = ENDPOINTS.get(usize::from(*first)).map_or(&Type::Any, |endpoint| &endpoint.result);
    let document = check(body, ty, None);
    let quoted = quote_decimals(body, ty);
    let handed_over = read(body, ty, None);
    assert_eq!(handed_over.is_ok(), document.is_ok(), "packing and checking disagree");
    let Ok(document) = document else { return };
    let text = std::str::from_utf8(body).expect("only UTF-8 is accepted");
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    assert!(serde_json::from_str::<IgnoredAny>(text).is_ok(), "what is not JSON was accepted");
    assert!(serde_json::from_str::<IgnoredAny>(&document.text).is_ok(), "an answer was made into what is not JSON");
    assert_eq!(without_quotes(text), without_quotes(&document.text), "more than quotes changed");
    assert_eq!(without_quotes(text), without_quotes(&quoted.expect("both checks agree").expect("it is JSON")));
    let again = check(document.text.as_bytes(), ty, None).expect("a typed answer is an answer");
    assert_eq!(again.text, document.text, "a typed answer changes no more");
    let (handed_over, again) = (handed_over.unwrap(), read(document.text.as_bytes(), ty, None).unwrap());
    assert_eq!(handed_over.1, document.rows);
    assert_eq!(format!("{handed_over:?}"), format!("{again:?}"), "what was sent and what is declared differ packed");
}

/// An answer of an endpoint that the bytes after the first choose, and the same with one byte changed.
pub fn answers(data: &[u8]) {
    let [first, at, byte, choices @ ..] = data else { return };
    let ty = &ENDPOINTS[usize::from(*first) % ENDPOINTS.len()].result;
    let document = Writer::write(choices, ty);
    let typed = check(document.sent.as_bytes(), ty, None).expect("an answer of an endpoint is accepted");
    assert_eq!(typed.text, document.typed);
    assert_eq!(quote_decimals(document.sent.as_bytes(), ty).unwrap().unwrap(), document.quoted);
    let _ = read(document.typed.as_bytes(), ty, None);
    let mut changed = vec![*first];
    changed.extend_from_slice(document.sent.as_bytes());
    let place = 1 + usize::from(*at) * 7 % document.sent.len();
    changed[place] = *byte;
    decode(&changed);
}

/// One or two `Retry-After` headers and perhaps a `Date`, on lines of their own.
pub fn retry_after(data: &[u8]) {
    let mut lines = data.split(|byte| *byte == b'\n').map(HeaderValue::from_bytes);
    let mut headers = HeaderMap::new();
    for name in [RETRY_AFTER, DATE, RETRY_AFTER] {
        if let Some(Ok(value)) = lines.next() {
            headers.append(name, value);
        }
    }
    let wait = parse_retry_after(&headers, SystemTime::now());
    assert!(wait.is_none_or(|seconds| seconds <= 86_400));
    let first = headers.get(RETRY_AFTER).map_or(&b""[..], HeaderValue::as_bytes);
    if wait.is_some() && first.iter().all(u8::is_ascii_digit) {
        let told: u64 = std::str::from_utf8(first).unwrap().parse().unwrap();
        assert_eq!(wait.unwrap(), told.min(86_400));
    }
}

/// A base URL and a path on lines of their own.
pub fn urls(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (url, path) = text.split_once('\n').unwrap_or((DEFAULT_BASE_URL, text));
    let Ok(base) = BaseUrl::parse("baseUrl", url, false) else { return };
    assert!(base.is_encrypted() || base.is_loopback());
    assert!(base.as_str().starts_with(&base.origin()) && !base.host().is_empty());
    let Ok(relative) = check_path(path) else { return };
    assert!(relative.split('/').all(is_segment));
    let joined = base.join(relative, "a=1").expect("a checked path makes a URL");
    assert_eq!(joined.origin().ascii_serialization(), base.origin());
    assert!(joined.as_str().starts_with(base.as_str()) && joined.query() == Some("a=1") && joined.fragment().is_none());
    let below = joined.path().split('/').count();
    let base_path = base.as_str().split('/').count() - 3;
    assert_eq!(below, 1 + base_path + relative.split('/').count(), "a segment was lost or made");
}

/// The first byte chooses the endpoint that is called with the rest, a JSON object, as its params.
pub fn params(data: &[u8]) {
    let Some((first, json)) = data.split_first() else { return };
    let Ok(values) = serde_json::from_slice::<serde_json::Map<_, _>>(json) else { return };
    let endpoint = ENDPOINTS.get(usize::from(*first)).copied();
    let params = match endpoint {
        Some(endpoint) => Params::check(&values, endpoint.params, endpoint.paging),
        None => Params::unchecked(&values),
    };
    let Ok(params) = params else { return };
    let query = params.query(&[]);
    assert!(query.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%=&[]".contains(&byte)), "{query}");
    let base = BaseUrl::parse("baseUrl", DEFAULT_BASE_URL, false).expect("the default is a base URL");
    let url = base.join("public/markets", &query).expect("a query makes a URL");
    assert_eq!(url.query().unwrap_or_default(), query);
}

/// A key on the first line, and a text in which it may stand.
pub fn redact(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((key, text)) = text.split_once('\n') else { return };
    if key.len() < 8 || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return;
    }
    let planted = format!("{text}{key}{text}");
    let clean = Redactor::new(Some(key)).text(&planted).into_owned();
    assert!(clean.split("[redacted]").all(|kept| !kept.contains(key)), "{clean}");
    if let Ok(mut value) = serde_json::from_str(text) {
        Redactor::new(Some(key)).json(&mut value);
    }
}

/// Quotes are all that the check adds or removes.
fn without_quotes(text: &str) -> Vec<u8> {
    text.bytes().filter(|byte| *byte != b'"').collect()
}
