//! The fuzz targets. Each reads bytes as one kind of hostile input, and panics if the code breaks a promise.
//!
//! `npm run fuzz -- decode` runs a target until it is stopped, `npm run fuzz -- decode -- -max_total_time=300` for five
//! minutes. They need `cargo install cargo-fuzz`, and run on stable Rust.

#[path = "../../src/api/documents.rs"]
#[allow(dead_code, reason = "the Rust tests use the rest")]
mod documents;
#[path = "../../src/client/decode/unpack.rs"]
mod unpack;

use coinport::{client, schema};

use std::time::SystemTime;

use client::config::base_url::{BaseUrl, DEFAULT_BASE_URL};
use client::decode::{Content, KnownTexts, decode as check, quote_decimals, read};
use client::request::{Params, Undeclared, check_path, is_segment};
use client::response::{Redactor, parse_retry_after};
use coinport::api::ENDPOINTS;
use documents::Writer;
use reqwest::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use schema::Type;
use serde::de::IgnoredAny;
use serde_json::Value;

/// The first byte chooses the endpoint, the others are the body of its response.
pub fn decode(data: &[u8]) {
    let Some((first, body)) = data.split_first() else { return };
    let ty: &'static Type = ENDPOINTS.get(usize::from(*first)).map_or(&Type::Any, |endpoint| &endpoint.result);
    let document = check(body, ty, None);
    let quoted = quote_decimals(body, ty);
    let result = read(body, ty, None, &KnownTexts::default());
    assert_eq!(result.is_ok(), document.is_ok(), "packing and checking disagree");
    let Ok(document) = document else { return };
    let text = std::str::from_utf8(body).expect("only UTF-8 is accepted");
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    assert!(serde_json::from_str::<IgnoredAny>(text).is_ok(), "accepted invalid JSON");
    assert!(serde_json::from_str::<IgnoredAny>(&document.text).is_ok(), "turned a response into invalid JSON");
    assert_eq!(without_quotes(text), without_quotes(&document.text), "changed more than quotes");
    assert_eq!(without_quotes(text), without_quotes(&quoted.expect("both checks agree").expect("it is JSON")));
    let again = check(document.text.as_bytes(), ty, None).expect("a typed response is accepted");
    assert_eq!(again.text, document.text, "changed a typed response");
    let again = read(document.text.as_bytes(), ty, None, &KnownTexts::default()).unwrap();
    let result = result.unwrap();
    assert_eq!(result.1, document.rows);
    assert_eq!(format!("{result:?}"), format!("{again:?}"), "the response and its typed form are packed differently");
    // serde_json reads no half of a surrogate pair and no number beyond a double.
    if let Ok(typed) = serde_json::from_str::<Value>(&document.text) {
        unpacks(body, ty, &typed);
    }
}

/// Unpacked, the response is `typed`, also once its texts are known.
fn unpacks(body: &[u8], ty: &'static Type, typed: &Value) {
    let known = KnownTexts::default();
    for _ in 0..3 {
        if let (Content::Packed(block), _) = read(body, ty, None, &known).unwrap() {
            assert_eq!(&unpack::unpack(&block, ty, &known.since(0)), typed, "packed differently");
        }
    }
}

/// Builds a response from the bytes, then changes one byte of it.
pub fn responses(data: &[u8]) {
    let [first, at, byte, choices @ ..] = data else { return };
    let ty = &ENDPOINTS[usize::from(*first) % ENDPOINTS.len()].result;
    let document = Writer::write(choices, ty);
    let typed = check(document.sent.as_bytes(), ty, None).expect("a documented response is accepted");
    assert_eq!(typed.text, document.typed);
    assert_eq!(quote_decimals(document.sent.as_bytes(), ty).unwrap().unwrap(), document.quoted);
    let _ = read(document.typed.as_bytes(), ty, None, &KnownTexts::default());
    let mut changed = vec![*first];
    changed.extend_from_slice(document.sent.as_bytes());
    let position = 1 + usize::from(*at) * 7 % document.sent.len();
    changed[position] = *byte;
    decode(&changed);
}

/// Up to two `Retry-After` headers and a `Date`, one a line.
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
        let sent: u64 = std::str::from_utf8(first).unwrap().parse().unwrap();
        assert_eq!(wait.unwrap(), sent.min(86_400));
    }
}

/// A base URL and a path, one a line.
pub fn urls(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (url, path) = text.split_once('\n').unwrap_or((DEFAULT_BASE_URL, text));
    let Ok(base) = BaseUrl::parse("baseUrl", url, false) else { return };
    assert!(base.is_encrypted() || base.is_loopback());
    assert!(base.as_str().starts_with(&base.origin()) && !base.host().is_empty());
    let Ok(relative) = check_path(path) else { return };
    assert!(relative.split('/').all(is_segment));
    let joined = base.join(relative, "a=1").expect("a checked path gives a URL");
    assert_eq!(joined.origin().ascii_serialization(), base.origin());
    assert!(joined.as_str().starts_with(base.as_str()) && joined.query() == Some("a=1") && joined.fragment().is_none());
    let below = joined.path().split('/').count();
    let base_path = base.as_str().split('/').count() - 3;
    assert_eq!(below, 1 + base_path + relative.split('/').count(), "lost or added a segment");
}

/// The first byte chooses the endpoint, the others are its params as a JSON object.
pub fn params(data: &[u8]) {
    let Some((first, json)) = data.split_first() else { return };
    let Ok(values) = serde_json::from_slice::<serde_json::Map<_, _>>(json) else { return };
    let endpoint = ENDPOINTS.get(usize::from(*first)).copied();
    let params = match endpoint {
        Some(endpoint) => Params::check(&values, endpoint.params, endpoint.paging, Undeclared::Send),
        None => Params::unchecked(&values),
    };
    let Ok(params) = params else { return };
    let query = params.query(&[]);
    assert!(query.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%=&[]".contains(&byte)), "{query}");
    let base = BaseUrl::parse("baseUrl", DEFAULT_BASE_URL, false).expect("the default is a base URL");
    let url = base.join("public/markets", &query).expect("a query gives a URL");
    assert_eq!(url.query().unwrap_or_default(), query);
}

/// A key on the first line, then a text that may contain it.
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

/// The check adds and removes nothing but quotes.
fn without_quotes(text: &str) -> Vec<u8> {
    text.bytes().filter(|byte| *byte != b'"').collect()
}
