//! Failures and responses as JSON, from which the JavaScript layer makes objects.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use crate::client::pages::Page;
use crate::client::{Failure, Retry, hint};
use crate::error::{Error, Head, Phase};

/// The fields of the error object.
pub(super) fn describe(failure: &Failure) -> Value {
    let error = &failure.error;
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() {
            fields.insert(name.to_owned(), value);
        }
    };
    set("class", error.class().into());
    set("code", error.code().into());
    set("message", message(failure).into());
    let advice = hint(error, failure.outcome, failure.endpoint, &failure.url, failure.has_key);
    set("hint", advice.into());
    set("status", failure.status.into());
    set("attempts", failure.attempts.into());
    set("outcome", failure.outcome.map(|outcome| outcome.name()).into());
    set("method", failure.method.as_str().into());
    set("url", failure.url.as_str().into());
    set("timeout", failure.timeout_ms.into());
    match error {
        Error::Config(config) | Error::Param(config) => set("option", config.option.as_str().into()),
        Error::Response(response) => {
            let mut object = status_and_headers(&response.head);
            if let Some(object) = object.as_object_mut() {
                // JSON text as a string: the JavaScript layer parses it once more.
                object.insert("data".to_owned(), response.data.as_str().into());
            }
            set("response", object);
            set("errors", response.errors.as_slice().into());
            set("retryAfter", response.retry_after.into());
        }
        Error::Decode { path, response, .. } => {
            set("path", path.as_str().into());
            set("response", response.as_deref().map_or(Value::Null, status_and_headers));
        }
        Error::TooLarge { response, .. } => {
            set("path", "".into());
            set("response", status_and_headers(response));
        }
        Error::Timeout { phase, .. } | Error::Network { phase, .. } => set("phase", phase.name().into()),
        Error::ConnectTimeout { .. } => set("phase", Phase::Connect.name().into()),
        Error::QueueFull | Error::Internal(_) => {}
    }
    Value::Object(fields)
}

/// The fields of a line in the log about an attempt that is followed by another. Times are in milliseconds.
pub(super) fn retry_json(retry: &Retry<'_>) -> String {
    let Retry { attempt, error, duration, delay } = retry;
    let (duration, delay) = (duration.as_millis() as u64, delay.as_millis() as u64);
    let (status, code, reason) = (error.status(), error.code(), error.to_string());
    json!({ "attempt": attempt, "duration": duration, "delay": delay, "status": status, "code": code, "reason": reason })
        .to_string()
}

/// What went wrong, and with which request. The query is left out, because it may hold private values.
fn message(failure: &Failure) -> String {
    let url = failure.url.split('?').next().unwrap_or_default();
    if url.is_empty() { failure.error.to_string() } else { format!("{} ({} {url})", failure.error, failure.method) }
}

/// `{ status, statusText, headers }`.
fn status_and_headers(head: &Head) -> Value {
    serde_json::to_value(Response { head, attempts: None, page: None, rejection: None }).unwrap_or_default()
}

/// The response as JSON text. The number of attempts is for tracing, `page` is for lists, and `rejection` for requests of
/// other libraries.
pub(super) fn response_json(
    head: &Head,
    attempts: u32,
    page: Option<&Result<Page, String>>,
    rejection: Option<&Failure>,
) -> String {
    serde_json::to_string(&Response { head, attempts: Some(attempts), page, rejection }).unwrap_or_default()
}

struct Response<'h> {
    head: &'h Head,
    attempts: Option<u32>,
    page: Option<&'h Result<Page, String>>,
    rejection: Option<&'h Failure>,
}

impl Serialize for Response<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry("status", &self.head.status)?;
        fields.serialize_entry("statusText", self.head.status_text)?;
        fields.serialize_entry("headers", &Headers(&self.head.headers))?;
        if let Some(attempts) = self.attempts {
            fields.serialize_entry("attempts", &attempts)?;
        }
        match self.page {
            Some(Ok(Page { has_more, size, total, has_headers })) => {
                let mut page = json!({ "hasMore": has_more, "size": size, "hasHeaders": has_headers });
                if let (Some(total), Some(page)) = (total, page.as_object_mut()) {
                    page.insert("total".to_owned(), (*total).into());
                }
                fields.serialize_entry("page", &page)?;
            }
            Some(Err(message)) => fields.serialize_entry("page", &json!({ "mismatch": message }))?,
            None => {}
        }
        if let Some(rejection) = self.rejection {
            fields.serialize_entry("rejection", &describe(rejection))?;
        }
        fields.end()
    }
}

struct Headers<'h>(&'h [(String, String)]);

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// The description of an error outside of a call.
pub(super) fn describe_error(error: Error) -> String {
    describe(&Failure::before_request(error, 0)).to_string()
}
