//! The journal of the calls that add something, for `lib/reconcile`. Numbers of calls are small enough for a JavaScript
//! number.

use std::time::Duration;

use napi_derive::napi;

use serde_json::Value;

use super::error::describe_error;
use crate::api::ENDPOINTS;
use crate::client::decode;
use crate::client::journal::{Identity, Row, Settlement, Token, shared};
use crate::client::request::Params;
use crate::error::Error;

/// Which rows are those of a call: see [`Settlement`].
#[napi(object)]
pub struct SettlementObject {
    /// `absent`, `claimed`, `ambiguous` or `running`.
    pub kind: String,
    /// The positions of the rows.
    pub rows: Vec<u32>,
}

/// Notes a call that starts. Returns its number.
#[napi(catch_unwind)]
pub fn begin_write(exchange: String, account: String, request: String, sent_at: f64, timeout: u32) -> f64 {
    let timeout = Duration::from_millis(timeout.into());
    number(shared().begin(Identity { exchange, account, request }, sent_at, timeout))
}

/// Notes that a call has ended with a known outcome, and the name and time of the row that it added: see [`Row`].
#[napi(catch_unwind)]
pub fn complete_write(call: f64, name: Option<String>, time: f64) {
    shared().complete(token(call), name.map(|name| Row { name, time }).as_ref());
}

/// Notes that a call has ended with an unknown outcome. Returns the time that tells it from identical calls.
#[napi(catch_unwind)]
pub fn leave_write(call: f64) -> Option<f64> {
    shared().leave(token(call))
}

/// Begins to reconcile a call that failed in this process. Returns false if it is not in the journal.
#[napi(catch_unwind)]
pub fn resume_write(call: f64, exchange: String, account: String, request: String) -> bool {
    shared().resume(token(call), &Identity { exchange, account, request })
}

/// Begins to reconcile a call that the caller has noted. Returns its number.
#[napi(catch_unwind)]
pub fn adopt_write(exchange: String, account: String, request: String, sent_at: f64) -> f64 {
    number(shared().adopt(Identity { exchange, account, request }, sent_at))
}

/// Ends reconciling a call.
#[napi(catch_unwind)]
pub fn release_write(call: f64, is_absent: bool) {
    shared().release(token(call), is_absent);
}

/// The number of the latest call.
#[napi(catch_unwind)]
pub fn latest_write() -> f64 {
    number(shared().mark())
}

/// Decides which row is that of a call. The rows are given by their names and times.
#[napi(catch_unwind)]
pub fn settle_write(call: f64, names: Vec<String>, times: Vec<f64>, mark: f64) -> SettlementObject {
    let object = |kind: &str, rows: Vec<usize>| SettlementObject {
        kind: kind.to_owned(),
        rows: rows.into_iter().filter_map(|row| u32::try_from(row).ok()).collect(),
    };
    let rows: Vec<Row> = names.into_iter().zip(times).map(|(name, time)| Row { name, time }).collect();
    match shared().settle(token(call), &rows, token(mark)) {
        Settlement::Absent => object("absent", Vec::new()),
        Settlement::Claimed(row) => object("claimed", vec![row]),
        Settlement::Ambiguous(rows) => object("ambiguous", rows),
        Settlement::Running => object("running", Vec::new()),
    }
}

/// Checks the params that the caller has noted of a call of the endpoint with this index. They are a JSON object without
/// secret ones. Returns the description of an error if they cannot be used.
#[napi(catch_unwind)]
pub fn check_noted_params(endpoint: u32, params: String) -> Option<String> {
    let error = match (ENDPOINTS.get(endpoint as usize), serde_json::from_str(&params)) {
        (Some(endpoint), Ok(Value::Object(values))) => Params::check_noted(&values, endpoint).err()?,
        _ => Error::bad_option("params", "must be valid Unicode"),
    };
    Some(describe_error(error))
}

/// Whether two decimals have the same value, whatever their form.
#[napi(catch_unwind)]
pub fn same_decimal(a: String, b: String) -> bool {
    decode::same_decimal(&a, &b)
}

#[allow(clippy::cast_precision_loss, reason = "no process makes 2^53 calls")]
fn number(token: Token) -> f64 {
    token as f64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was made from a number of a call")]
fn token(number: f64) -> Token {
    number as Token
}
