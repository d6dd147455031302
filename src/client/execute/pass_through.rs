//! One request of another library, such as axios, which judges the response itself: every status is a response, and
//! nothing is sent twice. Deadline, admission, connections and redaction are those of any call.

use std::sync::Arc;

use bytes::Bytes;
use reqwest::Method;
use tokio::time::{Duration, Instant};
use zeroize::Zeroizing;

use super::call::refused;
use super::deadline::within_deadline;
use super::executor::{Executor, PreparedCall};
use super::reply::{Failure, Reply};
use crate::client::admission::SequenceNumber;
use crate::client::blocking::large_body;
use crate::client::config::CallConfig;
use crate::client::config::credentials::Credentials;
use crate::client::decode::{Content, Mismatch, quote_decimals};
use crate::client::request::{Params, PreparedRequest, check_path, checked_headers, method_of};
use crate::client::response::{RawResponse, Success};
use crate::client::transport::Progress;
use crate::error::{Error, Head, ResponseError};
use crate::schema::{Endpoint, Type};

/// How much of an error body is searched for the caller's key and shown. Anything longer is no message of the exchange.
const MAX_ERROR_BODY: usize = 256 * 1024;

/// A request as the caller has made it up.
pub struct PassThrough {
    /// When it was made.
    pub sequence: SequenceNumber,
    /// How far it is, for those who may give it up.
    pub progress: Arc<Progress>,
    /// The HTTP method in capitals.
    pub method: String,
    /// Below the base URL.
    pub path: String,
    /// Encoded, without the question mark.
    pub query: String,
    /// Name and value; no credential is among them.
    pub headers: Vec<(String, String)>,
    /// Sent with any method but GET.
    pub body: String,
    /// The endpoint that method and path belong to, if one does.
    pub endpoint: Option<&'static Endpoint>,
    /// The Bearer key of this one request. The client's own is never used.
    pub key: Option<Zeroizing<String>>,
    /// Milliseconds, where they differ from the client's.
    pub timeout: Option<u64>,
}

/// Sends `request` once and gives the response, whatever its status. If the endpoint is known, the decimals of a 2xx
/// response are quoted; the rest of the text is as it came.
pub(in crate::client) async fn pass_through(executor: &Executor, request: PassThrough) -> Result<Reply, Box<Failure>> {
    let query = request.query.clone();
    let call = prepare(executor, request, Instant::now()).map_err(|error| refused(executor, error))?;
    let run = async {
        let (head, text) = send(executor, &call, &query).await?;
        Ok((head, Content::Text(text)))
    };
    let reply = within_deadline(executor, &call, &query, run).await?;
    // Text, whatever the path: the caller parses it himself.
    Ok(Reply { endpoint: None, ..reply })
}

fn prepare(executor: &Executor, given: PassThrough, started: Instant) -> Result<PreparedCall, Error> {
    let method = method_of(&given.method)?;
    let path = check_path(&given.path)?.to_owned();
    let credentials = given.key.map(|key| Credentials::bearer("Authorization", &key)).transpose()?;
    let context = executor.key_context(credentials.as_ref());
    let timeout = given.timeout.map_or(executor.config.call.timeout, Duration::from_millis);
    Ok(PreparedCall {
        sequence: given.sequence,
        config: CallConfig { timeout, max_retries: 0 },
        deadline: started + timeout,
        progress: given.progress,
        redactor: context.redactor,
        admission: context.admission,
        request: PreparedRequest {
            headers: checked_headers(&given.headers)?,
            body: (method != Method::GET).then(|| Bytes::from(given.body)),
            endpoint: given.endpoint,
            params: Params::default(),
            method,
            path,
            credentials,
        },
    })
}

async fn send(executor: &Executor, call: &PreparedCall, query: &str) -> Result<(Head, String), Error> {
    let response = match executor.send(call, query).await {
        Ok(response) => response,
        // Not a response to this request: an earlier one started a cooldown that this one cannot wait for.
        Err(Error::Response(earlier)) => return Ok(remembered(*earlier)),
        Err(error) => return Err(error),
    };
    let whole = whole(response, executor.config.max_response_size)?;
    if !(200..300).contains(&whole.head.status) {
        let text = match (&call.request.credentials, whole.body.get(..MAX_ERROR_BODY)) {
            (Some(_), Some(cut)) => call.redactor.cut_text(&lossy(cut)),
            (Some(_), None) => call.redactor.text(&lossy(&whole.body)).into_owned(),
            (None, _) => lossy(&whole.body).into_owned(),
        };
        return Ok((whole.head, text));
    }
    let result = call.request.typed().map(|endpoint| &endpoint.result);
    let text = large_body::read(&whole.body, move |body| text_of(body, result)).await?;
    let text = text.map_err(|mismatch| call.refuse(&whole, mismatch))?;
    Ok((whole.head, text))
}

/// The text of `body`, with its decimals quoted if it has a type.
fn text_of(body: &[u8], result: Option<&Type>) -> Result<String, Mismatch> {
    let quoted = result.map(|result| quote_decimals(body, result)).transpose()?.flatten();
    Ok(quoted.unwrap_or_else(|| lossy(body)).into_owned())
}

/// The body; where it was cut off, what is known of the answer, so that nobody takes the request for one that got none.
fn whole(response: RawResponse, most: usize) -> Result<Success, Error> {
    if let Err(Error::Network { message, .. }) = &response.body {
        let message = format!("is incomplete: {message}");
        return Err(Error::Decode { path: String::new(), message, response: Some(Box::new(response.head)) });
    }
    response.into_success(most)
}

/// The answer that closed a cooldown, with the time that is left.
fn remembered(earlier: ResponseError) -> (Head, String) {
    let mut head = earlier.head;
    if let (Some(seconds), Some((_, value))) =
        (earlier.retry_after, head.headers.iter_mut().find(|(name, _)| name == "retry-after"))
    {
        *value = seconds.to_string();
    }
    (head, earlier.data)
}

fn lossy(body: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body))
}
