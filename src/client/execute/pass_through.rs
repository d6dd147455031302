//! Passes through a request of another library, such as axios, which handles errors and retries itself. Every status is
//! a success here. Connections and redaction are those of other calls; the options of the client decide the rest.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use reqwest::Method;
use tokio::time::{Duration, Instant};
use zeroize::Zeroizing;

use super::attempts::retry;
use super::deadline::{failure, within_deadline};
use super::executor::Executor;
use super::prepared_call::PreparedCall;
use super::reply::{Failure, Reply};
use crate::client::admission::SequenceNumber;
use crate::client::blocking::large_body;
use crate::client::config::CallConfig;
use crate::client::config::credentials::Credentials;
use crate::client::decode::{Content, Mismatch, quote_decimals};
use crate::client::request::{
    Params, PreparedRequest, auth_of, check_path, credentials_for, parse_headers, parse_method,
};
use crate::client::response::{RawResponse, Success};
use crate::client::transport::Progress;
use crate::error::{Error, Head, ResponseError};
use crate::schema::{Endpoint, Type};

/// An error body that must be redacted is cut to this length. Messages of the exchange are shorter.
const MAX_ERROR_BODY: usize = 256 * 1024;

/// A request as the other library made it.
pub struct PassThrough {
    /// Its position among all calls of the process.
    pub sequence: SequenceNumber,
    /// Shared with the code that may cancel the request.
    pub progress: Arc<Progress>,
    /// The HTTP method in capitals.
    pub method: String,
    /// The path below the base URL. It may end with a slash.
    pub path: String,
    /// The encoded query, without the question mark.
    pub query: String,
    /// Names and values, without credentials.
    pub headers: Vec<(String, String)>,
    /// The body. It is not sent with GET.
    pub body: String,
    /// The endpoint of this method and path, if it is declared.
    pub endpoint: Option<&'static Endpoint>,
    /// The Bearer key of the request.
    pub key: Option<Zeroizing<String>>,
    /// Whether a request without a key gets that of the client, if it takes one.
    pub adds_key: bool,
    /// Whether the response is checked against the declared type, and its decimals are quoted.
    pub exact: bool,
    /// Whether the request waits for admission: for its turn, the rate limit and the end of a cooldown.
    pub limited: bool,
    /// The timeout in milliseconds, if it differs from that of the client.
    pub timeout: Option<u64>,
}

/// Sends `request` and returns the response, whatever its status. The text of a 2xx response is what the exchange sent,
/// except that `exact` quotes decimals.
pub(in crate::client) async fn pass_through(executor: &Executor, request: PassThrough) -> Result<Reply, Box<Failure>> {
    let query = request.query.clone();
    let (exact, limited) = (request.exact, request.limited);
    let call = prepare(executor, request, Instant::now()).map_err(|error| executor.refused(error))?;
    let mut rejection = None;
    let run = Box::pin(async {
        let response = match send(executor, &call, &query, limited).await {
            Ok(response) => response,
            // The request was not sent: an earlier response started a cooldown that it cannot wait for.
            Err(Error::Response(earlier)) => return Ok(cooldown_response(*earlier)),
            Err(error) => return Err(error),
        };
        if call.request.writes() && !is_ok(response.head.status) {
            rejection = Some(Error::Response(Box::new(response.error(&call.redactor))));
        }
        let complete = complete(response, executor.config.max_response_size)?;
        let text = read(&call, &complete, exact).await?;
        Ok((complete.head, Content::Text(text)))
    });
    let reply = within_deadline(executor, &call, &query, run).await?;
    let rejection = rejection.map(|error| failure(executor, &call, &query, error));
    // Always text, because the other library parses it.
    Ok(Reply { endpoint: None, rejection, ..reply })
}

const fn is_ok(status: u16) -> bool {
    matches!(status, 200..300)
}

fn prepare(executor: &Executor, given: PassThrough, started: Instant) -> Result<PreparedCall, Error> {
    let method = parse_method(&given.method)?;
    check_path(given.path.strip_suffix('/').unwrap_or(&given.path))?;
    let credentials = match given.key {
        Some(key) => Some(Credentials::verbatim("Authorization", &key)?),
        None if given.adds_key => credentials_for(auth_of(&given.path, given.endpoint), None, &executor.config.key)?,
        None => None,
    };
    let context = executor.key_context(credentials.as_ref());
    let timeout = given.timeout.map_or(executor.config.call.timeout, Duration::from_millis);
    Ok(PreparedCall {
        sequence: given.sequence,
        config: CallConfig { timeout, ..executor.config.call },
        deadline: started + timeout,
        progress: given.progress,
        on_retry: None,
        redactor: context.redactor,
        admission: context.admission,
        request: PreparedRequest {
            headers: parse_headers(&given.headers)?,
            body: (method != Method::GET).then(|| Bytes::from(given.body)),
            endpoint: given.endpoint,
            params: Params::default(),
            codes: Vec::new(),
            echoes: Vec::new(),
            method,
            path: given.path,
            credentials,
        },
    })
}

/// Sends the request of `call`. If retries do not help, returns the last response.
async fn send(executor: &Executor, call: &PreparedCall, query: &str, limited: bool) -> Result<RawResponse, Error> {
    let refused = Mutex::new(None);
    let attempt = async || {
        let response =
            if limited { executor.send(call, query).await } else { executor.send_admitted(call, query).await };
        let mut refused = refused.lock().unwrap_or_else(PoisonError::into_inner);
        *refused = None;
        let response = response?;
        if is_ok(response.head.status) && response.body.is_ok() {
            return Ok(response);
        }
        let error = match &response.body {
            Err(error) if is_ok(response.head.status) => error.clone(),
            _ => Error::Response(Box::new(response.error(&call.redactor))),
        };
        *refused = Some(response);
        Err(error)
    };
    let sent = retry(call, attempt).await;
    match refused.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(response) => Ok(response),
        None => sent,
    }
}

/// The text of a response.
async fn read(call: &PreparedCall, complete: &Success, exact: bool) -> Result<String, Error> {
    if !is_ok(complete.head.status) {
        return Ok(match (&call.request.credentials, complete.body.get(..MAX_ERROR_BODY)) {
            (Some(_), Some(cut)) => call.redactor.cut_text(&to_text(cut)),
            (Some(_), None) => call.redactor.text(&to_text(&complete.body)).into_owned(),
            (None, _) => to_text(&complete.body).into_owned(),
        });
    }
    let endpoint = call.request.endpoint.filter(|_| exact && !complete.body.is_empty());
    let result = endpoint.map(|endpoint| &endpoint.result);
    let text = large_body::read(&complete.body, move |body| typed_text(body, result)).await?;
    text.map_err(|mismatch| call.mismatch_error(complete, mismatch))
}

/// The text of `body`, with its decimals quoted if it has a type.
fn typed_text(body: &[u8], result: Option<&Type>) -> Result<String, Mismatch> {
    let quoted = result.map(|result| quote_decimals(body, result)).transpose()?.flatten();
    Ok(quoted.unwrap_or_else(|| to_text(body)).into_owned())
}

/// The response with its complete body. If the body is incomplete, the error still shows the status, because it proves
/// that the exchange has received the request.
fn complete(response: RawResponse, max_size: usize) -> Result<Success, Error> {
    if let Err(Error::Network { message, .. }) = &response.body {
        let message = format!("is incomplete: {message}");
        return Err(Error::Decode { path: String::new(), message, response: Some(Box::new(response.head)) });
    }
    response.into_success(max_size)
}

/// The response that started a cooldown, with the remaining time as its `Retry-After`.
fn cooldown_response(earlier: ResponseError) -> (Head, Content) {
    let mut head = earlier.head;
    if let (Some(seconds), Some((_, value))) =
        (earlier.retry_after, head.headers.iter_mut().find(|(name, _)| name == "retry-after"))
    {
        *value = seconds.to_string();
    }
    (head, Content::Text(earlier.data))
}

fn to_text(body: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body))
}
