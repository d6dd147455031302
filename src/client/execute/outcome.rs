//! Decides whether a failed call may have changed something at the exchange. This is the only place that does.

use serde_json::Value;

use crate::client::transport::Progress;
use crate::error::{Error, Outcome, Phase, ResponseError};

/// The end of the codes that the exchange also sends after it has stored an order, a withdrawal or a transfer, such as
/// `market.order.create_error`.
const AMBIGUOUS: &str = "_error";

/// The outcome of a canceled call, or `None` if it only reads. `changes` says whether the call may change something.
/// `progress` is `None` if the call had already ended. Also withholds the body, so that it is not sent afterwards.
#[must_use]
pub fn of_canceled(changes: bool, progress: Option<&Progress>) -> Option<Outcome> {
    let withheld = progress.is_some_and(Progress::withhold_body);
    changes.then_some(if withheld { Outcome::NotSent } else { Outcome::Unknown })
}

/// The outcome of a call that panicked, or `None` if no part of a body was sent. Also withholds the body.
#[must_use]
pub fn of_panicked(progress: &Progress) -> Option<Outcome> {
    (!progress.withhold_body()).then_some(Outcome::Unknown)
}

/// The outcome of a call that failed with `error`. `body_withheld` says that no part of its body was sent.
pub(super) fn of(error: &Error, body_withheld: bool) -> Outcome {
    match error {
        _ if body_withheld => Outcome::NotSent,
        // An empty body counts as sent before there is a connection: see `transport/send.rs`.
        Error::Network { phase: Phase::Connect, .. } | Error::ConnectTimeout { .. } => Outcome::NotSent,
        Error::Response(response) => of_response(response),
        _ => Outcome::Unknown,
    }
}

/// The outcome of a request whose response has a status that is not a success.
fn of_response(response: &ResponseError) -> Outcome {
    let codes = codes(&response.data);
    let text = |code: &Value| code.as_str().is_some_and(|text| !text.trim().is_empty());
    if codes.iter().filter_map(Value::as_str).any(|code| code.trim_end().ends_with(AMBIGUOUS)) {
        return Outcome::Unknown;
    }
    match response.head.status {
        // A 429 comes from a gateway before the exchange, so the request has not reached the exchange.
        429 => Outcome::Rejected,
        408 | 409 | 425 => Outcome::Unknown,
        400..=499 if !codes.is_empty() && codes.iter().all(text) => Outcome::Rejected,
        _ => Outcome::Unknown,
    }
}

/// The exchange's codes in the body of an error response. A body without them is not the exchange's: a firewall may replace
/// the response to a request that was carried out.
fn codes(data: &str) -> Vec<Value> {
    let data: Value = serde_json::from_str(data).unwrap_or_default();
    match data.get("errors").or_else(|| data.get("error")) {
        Some(Value::Array(codes)) => codes.clone(),
        Some(code) => vec![code.clone()],
        None => Vec::new(),
    }
}

#[cfg(test)]
#[path = "outcome_tests.rs"]
mod tests;
