//! One call: what was asked for, checked, and carried out under its deadline.

use std::sync::Arc;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Map, Value};
use tokio::time::Instant;

use super::attempts::Success;
use super::base_url::{check_path, is_segment};
use super::config::{CallConfig, KeySource, MAX_STRING_LENGTH};
use super::credentials::Credentials;
use super::decode::{self, Content, Document, Mismatch};
use super::endpoint::{Auth, Endpoint, Paging};
use super::exchange::own_headers;
use super::identity::Identity;
use super::lane::Lane;
use super::line::Arrival;
use super::options::{Given, Options};
use super::outcome::Outcome;
use super::pages::Page;
use super::params::Params;
use super::progress::Progress;
use super::redact::Redactor;
use super::schema::Type;
use super::{Client, complete, response};
use crate::error::{ConfigError, Error, Head};

/// A call as it came from JavaScript.
pub struct Call {
    /// When it was made.
    pub arrival: Arrival,
    /// How far it is, for those who may give it up.
    pub progress: Arc<Progress>,
    /// What is called.
    pub target: Target,
    /// The parameters, by their wire names.
    pub params: Map<String, Value>,
    /// `timeout`, `maxRetries` and `apiKey`, where they differ from the client's.
    pub options: Given,
    /// Headers of the caller's own; no credential is among them.
    pub headers: Vec<(String, String)>,
}

/// What is called.
pub enum Target {
    /// A declared endpoint, with the values of the keys in its path.
    Endpoint(&'static Endpoint, Vec<String>),
    /// Any path below the base URL; with the endpoint that it belongs to, if one does.
    Path {
        /// The HTTP method in capitals.
        method: String,
        /// The path, as the caller wrote it.
        path: String,
        /// Looks up the endpoint of a path.
        find: fn(&str) -> Option<&'static Endpoint>,
    },
}

impl Target {
    /// Whether a path of the caller's carries the client's key.
    #[must_use]
    pub fn auth_of_path(path: &str, find: fn(&str) -> Option<&'static Endpoint>) -> Auth {
        let path = path.strip_prefix('/').unwrap_or(path);
        find(path).map_or_else(|| auth_of(path), |endpoint| endpoint.auth)
    }
}

/// A successful answer.
#[derive(Debug)]
pub struct Reply {
    /// Status and headers; of the last page where there were several.
    pub head: Head,
    /// The checked answer.
    pub content: Content,
    /// Whose answer it is, if the path belongs to an endpoint and the call only reads: it has that one's type.
    pub endpoint: Option<&'static Endpoint>,
    /// Requests that were sent.
    pub attempts: u32,
    /// What the page says of its list, or what is wrong with that; where one page of a list was asked for.
    pub page: Option<Result<Page, String>>,
}

/// A failed call.
#[derive(Debug)]
pub struct Failure {
    /// Why.
    pub error: Error,
    /// The HTTP method; empty where the call was refused before it had one.
    pub method: String,
    /// The URL; empty where the call was refused before it had one.
    pub url: String,
    /// The whole call's limit in milliseconds.
    pub timeout_ms: u64,
    /// Requests that were sent.
    pub attempts: u32,
    /// For a call that changes something.
    pub outcome: Option<Outcome>,
}

/// A call that passed all checks.
pub(super) struct Checked {
    pub(super) arrival: Arrival,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) params: Params,
    pub(super) endpoint: Option<&'static Endpoint>,
    pub(super) credentials: Option<Credentials>,
    pub(super) redactor: Arc<Redactor>,
    pub(super) config: CallConfig,
    pub(super) lane: Arc<Lane>,
    /// The caller's own.
    pub(super) headers: HeaderMap,
    /// JSON text, for a call that changes something.
    pub(super) body: Option<Bytes>,
    pub(super) deadline: Instant,
    pub(super) progress: Arc<Progress>,
}

impl Client {
    /// Carries out `call`. It ends within its timeout, whatever the exchange does.
    ///
    /// # Errors
    /// Why it failed, with what is known of the request. No credential is in it.
    pub async fn call(&self, call: Call) -> Result<Reply, Box<Failure>> {
        let started = Instant::now();
        let call = self.check(call, started).map_err(|error| self.refused(error))?;
        let mut page = None;
        // Boxed, as it is handed on twice and would be kept at each place.
        let run = Box::pin(async {
            match call.whole_list() {
                Some((page_size, identity)) => complete::read_all(self, &call, page_size, identity).await,
                None => self.one(&call, &mut page).await,
            }
        });
        let reply = self.within_deadline(&call, &call.query(&[]), run).await?;
        Ok(Reply { page, ..reply })
    }

    /// Carries out `run`, which is all that `call` does, and says what became of it.
    pub(super) async fn within_deadline(
        &self,
        call: &Checked,
        query: &str,
        run: impl Future<Output = Result<(Head, Content), Error>>,
    ) -> Result<Reply, Box<Failure>> {
        let ended = tokio::time::timeout_at(call.deadline, run).await.unwrap_or_else(|_| {
            Err(Error::Timeout { phase: call.progress.phase(), limit_ms: milliseconds(call.config) })
        });
        let attempts = call.progress.attempts();
        match ended.and_then(short_enough) {
            Ok((head, content)) => Ok(Reply { head, content, endpoint: call.typed(), attempts, page: None }),
            Err(error) => Err(Box::new(Failure {
                outcome: call.body.as_ref().map(|_| Outcome::of(&error, call.progress.withhold_body())),
                error,
                method: call.method.to_string(),
                url: self.config.base_url.join(&call.path, query).map(String::from).unwrap_or_default(),
                timeout_ms: milliseconds(call.config),
                attempts,
            })),
        }
    }

    /// A call that failed before there was a request.
    #[must_use]
    pub fn refused(&self, error: Error) -> Box<Failure> {
        let timeout_ms = milliseconds(self.config.call);
        Box::new(Failure { error, method: String::new(), url: String::new(), timeout_ms, attempts: 0, outcome: None })
    }

    /// A call with one answer, which may be a page.
    async fn one(&self, call: &Checked, page: &mut Option<Result<Page, String>>) -> Result<(Head, Content), Error> {
        let answer = self.fetch(call, &call.query(&[])).await?;
        let (content, rows) = call.read(&answer)?;
        *page = call.limit().map(|limit| {
            let number = call.params.number("page").unwrap_or(1);
            Page::of(&answer.head, number, limit, rows).map_err(|mismatch| mismatch.message)
        });
        Ok((answer.head, content))
    }

    fn check(&self, call: Call, started: Instant) -> Result<Checked, Error> {
        let options = Options::new(&call.options.0, "", &["timeout", "maxRetries", "apiKey"])?;
        let config = self.config.call.overridden(&options)?;
        let (method, path, endpoint) = target(call.target)?;
        let reads = method == Method::GET;
        let params = match endpoint {
            _ if !reads => Params::default(),
            Some(endpoint) => Params::check(&call.params, endpoint.params, endpoint.paging)?,
            None => Params::unchecked(&call.params)?,
        };
        let auth = endpoint.map_or_else(|| auth_of(&path), |endpoint| endpoint.auth);
        let credentials = self.credentials(auth, options.text("apiKey")?)?;
        let identity = self.identity_of(credentials.as_ref());
        Ok(Checked {
            arrival: call.arrival,
            body: (!reads).then(|| Bytes::from(Value::Object(call.params).to_string())),
            redactor: identity.redactor,
            deadline: started + config.timeout,
            progress: call.progress,
            method,
            path,
            params,
            endpoint,
            credentials,
            config,
            lane: identity.lane,
            headers: own_headers(&call.headers)?,
        })
    }

    /// What belongs to `credentials`, those of a call.
    pub(super) fn identity_of(&self, credentials: Option<&Credentials>) -> Identity {
        let Some(credentials) = credentials else { return self.anonymous.clone() };
        match &self.config.key {
            KeySource::Fixed(own) if own.visible() == credentials.visible() => self.identity.clone(),
            _ => Identity::new(&self.config, Some(credentials)),
        }
    }

    /// The key for a call: the one given for it, else the client's where the endpoint asks for one.
    fn credentials(&self, auth: Auth, given: Option<&str>) -> Result<Option<Credentials>, Error> {
        if let Some(key) = given {
            if matches!(self.config.key, KeySource::Fixed(Credentials::Signed { .. })) {
                return Err(Error::bad_option(
                    "apiKey",
                    "cannot be given per call on a client that signs with apiSecret: make a second client",
                ));
            }
            return Credentials::bearer("apiKey", key).map(Some);
        }
        match (auth, &self.config.key) {
            (Auth::Key | Auth::IfAny, KeySource::Fixed(credentials)) => Ok(Some(credentials.clone())),
            (Auth::Key, _) => Err(Error::Config(ConfigError {
                code: "ERR_BAD_OPTION_VALUE",
                option: "apiKey".to_owned(),
                message: "apiKey is missing: set the environment variable COINPORT_API_KEY, or pass { apiKey } to new CoinPort() or configure()".to_owned(),
                hint: Some("Make a key in the exchange's account settings, and keep it in the environment or a secrets manager, never in the code."),
            })),
            _ => Ok(None),
        }
    }
}

impl Checked {
    /// Rows per page and what identifies them, for a list that is read to its end.
    fn whole_list(&self) -> Option<(u32, &'static [&'static str])> {
        match self.endpoint?.paging {
            Paging::Complete { page_size, identity } if self.limit().is_none() => Some((page_size, identity)),
            _ => None,
        }
    }

    /// Rows per page, where one page of a list is asked for.
    fn limit(&self) -> Option<u32> {
        self.typed()?.paging.page_size().and_then(|_| self.params.number("limit"))
    }

    /// The endpoint whose type the answer must have.
    fn typed(&self) -> Option<&'static Endpoint> {
        self.endpoint.filter(|_| self.method == Method::GET)
    }

    pub(super) fn query(&self, more: &[(&str, u32)]) -> String {
        self.params.query(more)
    }

    /// The checked answer and how many rows it has.
    pub(super) fn read(&self, answer: &Success) -> Result<(Content, usize), Error> {
        if answer.body.is_empty() && answer.head.status == 204 {
            return Ok((Content::Text("null".to_owned()), 0));
        }
        let read = decode::read(&answer.body, self.result(), self.params.select.as_ref());
        read.map_err(|mismatch| self.refuse(answer, mismatch))
    }

    /// The same as JSON.
    pub(super) fn decode<'a>(&self, answer: &'a Success) -> Result<Document<'a>, Error> {
        decode::decode(&answer.body, self.result(), None).map_err(|mismatch| self.refuse(answer, mismatch))
    }

    /// Says what is wrong with an answer. A server may have made the key, or what a terminal obeys, a name on the way there.
    pub(super) fn refuse(&self, answer: &Success, mismatch: Mismatch) -> Error {
        answer.refuse(Mismatch { path: response::shown(&mismatch.path, &self.redactor), ..mismatch })
    }

    fn result(&self) -> &'static Type {
        self.typed().map_or(&Type::Any, |endpoint| &endpoint.result)
    }
}

fn target(target: Target) -> Result<(Method, String, Option<&'static Endpoint>), Error> {
    match target {
        Target::Endpoint(endpoint, keys) => {
            let mut keys = keys.into_iter();
            let segments = endpoint.path.split('/').map(|segment| {
                let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
                    return Ok(segment.to_owned());
                };
                let key = keys.next().unwrap_or_default();
                if is_segment(&key) && key.len() <= 256 {
                    Ok(key)
                } else {
                    Err(Error::bad_option(name, "must be a name as the exchange writes it, such as btcaud"))
                }
            });
            Ok((Method::GET, segments.collect::<Result<Vec<_>, _>>()?.join("/"), Some(endpoint)))
        }
        Target::Path { method, path, find } => {
            let method = method_of(&method)?;
            let path = check_path(&path)?.to_owned();
            let endpoint = if method == Method::GET { find(&path) } else { None };
            Ok((method, path, endpoint))
        }
    }
}

pub(super) fn method_of(name: &str) -> Result<Method, Error> {
    match name {
        "GET" => Ok(Method::GET),
        "POST" => Ok(Method::POST),
        "PUT" => Ok(Method::PUT),
        "PATCH" => Ok(Method::PATCH),
        "DELETE" => Ok(Method::DELETE),
        _ => Err(Error::bad_option("method", "must be GET, POST, PUT, PATCH or DELETE")),
    }
}

/// Whether a path that is in no table needs the key.
fn auth_of(path: &str) -> Auth {
    let open = ["public", "coinmarketcap", "coingecko"];
    if path.split('/').next().is_some_and(|first| open.contains(&first)) { Auth::Public } else { Auth::IfAny }
}

/// What JavaScript has no string for would be lost on the way there, and others' results with it.
fn short_enough((head, content): (Head, Content)) -> Result<(Head, Content), Error> {
    match content {
        Content::Text(text) if text.len() > MAX_STRING_LENGTH as usize => {
            let message = "is longer than a string of JavaScript can be".to_owned();
            Err(Error::Decode { path: String::new(), message, response: Some(Box::new(head)) })
        }
        content => Ok((head, content)),
    }
}

fn milliseconds(config: CallConfig) -> u64 {
    u64::try_from(config.timeout.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_be_as_long_as_a_string_of_javascript() {
        for (more, refused) in [(0, false), (1, true)] {
            let text = String::from_utf8(vec![0; MAX_STRING_LENGTH as usize + more]).unwrap();
            assert_eq!(short_enough((Head::default(), Content::Text(text))).is_err(), refused);
        }
    }
}
