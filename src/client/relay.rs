//! One request for a caller who judges answers himself, as an axios adapter does: every status is an answer, and
//! nothing is sent twice. Deadline, lane, connections and redaction are those of any call.

use std::sync::Arc;

use bytes::Bytes;
use reqwest::Method;
use tokio::time::{Duration, Instant};
use zeroize::Zeroizing;

use super::attempts::{Answer, Success};
use super::base_url::check_path;
use super::call::{Checked, Failure, Reply, method_of};
use super::config::CallConfig;
use super::credentials::Credentials;
use super::decode::{Content, Mismatch, quote_decimals};
use super::endpoint::Endpoint;
use super::exchange::own_headers;
use super::line::Arrival;
use super::params::Params;
use super::progress::Progress;
use super::schema::Type;
use super::{Client, large};
use crate::error::{Error, Head, ResponseError};

/// How much of an error body is searched for the caller's key and shown. Anything longer is no message of the exchange.
const MAX_ERROR_BODY: usize = 256 * 1024;

/// A request as the caller has made it up.
pub struct Relay {
    /// When it was made.
    pub arrival: Arrival,
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
    /// The Bearer key of this one request. The client's own is never used.
    pub key: Option<Zeroizing<String>>,
    /// Milliseconds, where they differ from the client's.
    pub timeout: Option<u64>,
}

impl Client {
    /// Sends `relay` once and gives the answer, whatever its status. Where `find` knows the path, the decimals of a
    /// 2xx answer are quoted; the rest of the text is as it came.
    ///
    /// # Errors
    /// Why there is no answer, or that it is not what the endpoint documents. No credential is in it.
    pub async fn relay(
        &self,
        relay: Relay,
        find: fn(&str) -> Option<&'static Endpoint>,
    ) -> Result<Reply, Box<Failure>> {
        let query = relay.query.clone();
        let call = self.check_relay(relay, find, Instant::now()).map_err(|error| self.refused(error))?;
        let run = async {
            let (head, text) = self.pass_on(&call, &query).await?;
            Ok((head, Content::Text(text)))
        };
        let reply = self.within_deadline(&call, &query, run).await?;
        // Text, whatever the path: the caller reads it himself.
        Ok(Reply { endpoint: None, ..reply })
    }

    fn check_relay(
        &self,
        relay: Relay,
        find: fn(&str) -> Option<&'static Endpoint>,
        started: Instant,
    ) -> Result<Checked, Error> {
        let method = method_of(&relay.method)?;
        let reads = method == Method::GET;
        let path = check_path(&relay.path)?.to_owned();
        let credentials = relay.key.map(|key| Credentials::bearer("Authorization", &key)).transpose()?;
        let identity = self.identity_of(credentials.as_ref());
        let timeout = relay.timeout.map_or(self.config.call.timeout, Duration::from_millis);
        Ok(Checked {
            arrival: relay.arrival,
            endpoint: if reads { find(&path) } else { None },
            headers: own_headers(&relay.headers)?,
            body: (!reads).then(|| Bytes::from(relay.body)),
            config: CallConfig { timeout, max_retries: 0 },
            deadline: started + timeout,
            params: Params::default(),
            progress: relay.progress,
            redactor: identity.redactor,
            lane: identity.lane,
            method,
            path,
            credentials,
        })
    }

    async fn pass_on(&self, call: &Checked, query: &str) -> Result<(Head, String), Error> {
        let answer = match self.exchange(call, query).await {
            Ok(answer) => answer,
            // Not this request's answer: an earlier one told to wait longer than this one can.
            Err(Error::Response(earlier)) => return Ok(remembered(*earlier)),
            Err(error) => return Err(error),
        };
        let whole = whole(answer, self.config.max_response_size)?;
        if !(200..300).contains(&whole.head.status) {
            let text = match (&call.credentials, whole.body.get(..MAX_ERROR_BODY)) {
                (Some(_), Some(cut)) => call.redactor.cut_text(&lossy(cut)),
                (Some(_), None) => call.redactor.text(&lossy(&whole.body)).into_owned(),
                (None, _) => lossy(&whole.body).into_owned(),
            };
            return Ok((whole.head, text));
        }
        let result = call.endpoint.map(|endpoint| &endpoint.result);
        let text = large::read(&whole.body, move |body| text_of(body, result)).await?;
        let text = text.map_err(|mismatch| call.refuse(&whole, mismatch))?;
        Ok((whole.head, text))
    }
}

/// The text of `body`, with its decimals quoted where it has a type.
fn text_of(body: &[u8], result: Option<&Type>) -> Result<String, Mismatch> {
    let quoted = result.map(|result| quote_decimals(body, result)).transpose()?.flatten();
    Ok(quoted.unwrap_or_else(|| lossy(body)).into_owned())
}

/// The body; where it was cut off, what is known of the answer, so that nobody takes the request for one that got none.
fn whole(answer: Answer, most: usize) -> Result<Success, Error> {
    if let Err(Error::Network { message, .. }) = &answer.body {
        let message = format!("is incomplete: {message}");
        return Err(Error::Decode { path: String::new(), message, response: Some(Box::new(answer.head)) });
    }
    answer.body(most)
}

/// The answer that closed a gate, with the time that is left.
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
