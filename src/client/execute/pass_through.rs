//! Passes through a request of another library, such as axios, which handles errors and retries itself. Every status is
//! a success here, and no request is retried. Deadline, admission, connections and redaction are those of other calls.

use std::sync::Arc;

use bytes::Bytes;
use reqwest::Method;
use tokio::time::{Duration, Instant};
use zeroize::Zeroizing;

use super::deadline::within_deadline;
use super::executor::Executor;
use super::prepared_call::PreparedCall;
use super::reply::{Failure, Reply};
use crate::client::admission::SequenceNumber;
use crate::client::blocking::large_body;
use crate::client::config::CallConfig;
use crate::client::config::credentials::Credentials;
use crate::client::decode::{Content, Mismatch, quote_decimals};
use crate::client::request::{Params, PreparedRequest, check_path, parse_headers, parse_method};
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
    /// The path below the base URL.
    pub path: String,
    /// The encoded query, without the question mark.
    pub query: String,
    /// Names and values, without credentials.
    pub headers: Vec<(String, String)>,
    /// The body. It is not sent with GET.
    pub body: String,
    /// The endpoint of this method and path, if it is declared.
    pub endpoint: Option<&'static Endpoint>,
    /// The Bearer key of the request. The key of the client is never used.
    pub key: Option<Zeroizing<String>>,
    /// The timeout in milliseconds, if it differs from that of the client.
    pub timeout: Option<u64>,
}

/// Sends `request` once and returns the response, whatever its status. If the endpoint is declared, the decimals of a 2xx
/// response are quoted. The rest of the text is unchanged.
pub(in crate::client) async fn pass_through(executor: &Executor, request: PassThrough) -> Result<Reply, Box<Failure>> {
    let query = request.query.clone();
    let call = prepare(executor, request, Instant::now()).map_err(|error| executor.refused(error))?;
    let run = async {
        let (head, text) = send(executor, &call, &query).await?;
        Ok((head, Content::Text(text)))
    };
    let reply = within_deadline(executor, &call, &query, run).await?;
    // Always text, because the other library parses it.
    Ok(Reply { endpoint: None, ..reply })
}

fn prepare(executor: &Executor, given: PassThrough, started: Instant) -> Result<PreparedCall, Error> {
    let method = parse_method(&given.method)?;
    let path = check_path(&given.path)?.to_owned();
    let credentials = given.key.map(|key| Credentials::bearer("Authorization", &key)).transpose()?;
    let context = executor.key_context(credentials.as_ref());
    let timeout = given.timeout.map_or(executor.config.call.timeout, Duration::from_millis);
    Ok(PreparedCall {
        sequence: given.sequence,
        config: CallConfig { timeout, max_retries: 0 },
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
            path,
            credentials,
        },
    })
}

async fn send(executor: &Executor, call: &PreparedCall, query: &str) -> Result<(Head, String), Error> {
    let response = match executor.send(call, query).await {
        Ok(response) => response,
        // The request was not sent: an earlier response started a cooldown that it cannot wait for.
        Err(Error::Response(earlier)) => return Ok(cooldown_response(*earlier)),
        Err(error) => return Err(error),
    };
    let complete = complete(response, executor.config.max_response_size)?;
    if !(200..300).contains(&complete.head.status) {
        let text = match (&call.request.credentials, complete.body.get(..MAX_ERROR_BODY)) {
            (Some(_), Some(cut)) => call.redactor.cut_text(&to_text(cut)),
            (Some(_), None) => call.redactor.text(&to_text(&complete.body)).into_owned(),
            (None, _) => to_text(&complete.body).into_owned(),
        };
        return Ok((complete.head, text));
    }
    let result = call.request.endpoint.filter(|_| !call.request.writes()).map(|endpoint| &endpoint.result);
    let text = large_body::read(&complete.body, move |body| typed_text(body, result)).await?;
    let text = text.map_err(|mismatch| call.mismatch_error(&complete, mismatch))?;
    Ok((complete.head, text))
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
fn cooldown_response(earlier: ResponseError) -> (Head, String) {
    let mut head = earlier.head;
    if let (Some(seconds), Some((_, value))) =
        (earlier.retry_after, head.headers.iter_mut().find(|(name, _)| name == "retry-after"))
    {
        *value = seconds.to_string();
    }
    (head, earlier.data)
}

fn to_text(body: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body))
}
