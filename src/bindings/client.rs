//! The client object of the JavaScript layer. Calls start here, and end in `completion_queue`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use napi::bindgen_prelude::{ClassInstance, Either};
use napi_derive::napi;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::completion_queue::{CallResult, CompletionQueue};
use super::error::describe_error;
use super::runtime::Worker;
use crate::api::{ENDPOINTS, find};
use crate::client::config::proxy::{self, ProxyEnvironment};
use crate::client::config::{Config, Environment};
use crate::client::{Call, Client, PassThrough, Progress, RawOptions, SequenceNumber, Target, auth_of, pages};
use crate::error::{Error, Phase};
use crate::schema::Auth;

/// A client, wrapped in a JavaScript object. `lib/client.js` calls its methods by name.
#[napi]
pub struct NativeClient {
    client: Arc<Client>,
    /// What the client was made from, without keys.
    origin: Arc<Origin>,
    /// Whether the JavaScript layer is told of retries, for its logger.
    reports_retries: bool,
    /// Tells this client from all others of the process.
    number: u64,
}

/// The options and the environment of a client, which a client that is made from it inherits.
struct Origin {
    options: RawOptions,
    environment: Arc<Environment>,
}

/// Environment variables that name a file of certificates that Node trusts.
const ROOTS_FILES: [&str; 2] = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"];

/// The number of clients that were made.
static CLIENTS: AtomicU64 = AtomicU64::new(0);

/// Makes a client from JSON objects: the options, and the environment variables. Returns the description of an error if
/// they cannot be used. `reports_retries` says whether retries are reported, as completions of their own.
#[napi(catch_unwind)]
pub fn create_client(
    options: String,
    environment: String,
    key_function: bool,
    reports_retries: bool,
) -> Either<NativeClient, String> {
    let (options, environment) = (Zeroizing::new(options), Zeroizing::new(environment));
    let client = parse("options", &options).map(RawOptions).and_then(|mut options| {
        let mut environment = read_environment(parse("options", &environment)?);
        let config = Config::new(&options.0, key_function, &environment)?;
        options.remove_keys();
        environment.remove_keys();
        let origin = Origin { options, environment: Arc::new(environment) };
        Ok(NativeClient::new(config, origin, reports_retries))
    });
    client.map_or_else(|error| Either::B(describe_error(error)), Either::A)
}

/// Whether a request with this method and path carries the client's key.
#[napi(catch_unwind)]
pub fn takes_key(method: String, path: String) -> bool {
    auth_of(&path, find(&method, &path)) != Auth::Public
}

/// The number and the limit of the page to read next: see [`pages::next`].
#[napi(catch_unwind)]
pub fn next_page(end: u32, size: u32) -> Vec<u32> {
    pages::next(end, size).into()
}

impl NativeClient {
    fn new(config: Config, origin: Origin, reports_retries: bool) -> Self {
        let number = CLIENTS.fetch_add(1, Ordering::Relaxed);
        Self { client: Arc::new(Client::new(config)), origin: Arc::new(origin), reports_retries, number }
    }
}

#[napi]
impl NativeClient {
    /// Makes a client like this one from the options that differ, a JSON object. Returns the description of an error if
    /// they cannot be used. Without a key among them, the new client has the key of this one.
    #[napi(catch_unwind)]
    pub fn with_options(
        &self,
        options: String,
        key_function: bool,
        reports_retries: bool,
    ) -> Either<NativeClient, String> {
        let options = Zeroizing::new(options);
        let client = parse("options", &options).map(RawOptions).and_then(|own| {
            let has_key = own.has_key();
            let mut options = own.inheriting(&self.origin.options);
            let mut config = Config::new(&options.0, key_function, &self.origin.environment)?;
            if !has_key && !key_function {
                config.key = self.client.config().key.clone();
            }
            options.remove_keys();
            let origin = Origin { options, environment: Arc::clone(&self.origin.environment) };
            Ok(Self::new(config, origin, reports_retries))
        });
        client.map_or_else(|error| Either::B(describe_error(error)), Either::A)
    }

    /// Starts call `id` of the endpoint with this index. `keys` replace the names in braces in its path. `params`, `options`
    /// and `headers` are JSON objects.
    #[napi(catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "napi reads arguments faster than an object")]
    pub fn start(
        &self,
        queue: ClassInstance<'_, CompletionQueue>,
        id: u32,
        endpoint: u32,
        keys: Option<Vec<String>>,
        params: Option<String>,
        options: Option<String>,
        headers: Option<String>,
    ) {
        #[cfg(feature = "inject-panics")]
        crate::error::injected_panic::at("start");
        let endpoint = ENDPOINTS.get(endpoint as usize).copied();
        let target = endpoint.map(|endpoint| Target::Endpoint(endpoint, keys.unwrap_or_default()));
        self.start_call(&queue, id, target, [params, options, headers]);
    }

    /// Starts call `id` of any method and path.
    #[napi(catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "as above")]
    pub fn start_request(
        &self,
        queue: ClassInstance<'_, CompletionQueue>,
        id: u32,
        method: String,
        path: String,
        params: Option<String>,
        options: Option<String>,
        headers: Option<String>,
    ) {
        let endpoint = find(&method, &path);
        let target = Target::Path { method, path, endpoint };
        self.start_call(&queue, id, Some(target), [params, options, headers]);
    }

    /// Starts call `id`: one request of another library. `request` is a JSON object.
    #[napi(catch_unwind)]
    pub fn start_pass_through(&self, queue: ClassInstance<'_, CompletionQueue>, id: u32, request: String) {
        let (client, sequence, request) = (Arc::clone(&self.client), SequenceNumber::next(), Zeroizing::new(request));
        start_on_worker(&queue, id, &self.client, move |progress| async move {
            match parse("params", &request).map(|fields| read_pass_through(sequence, progress, fields)) {
                Ok(request) => client.pass_through(request).await,
                Err(error) => Err(client.refused(error)),
            }
        });
    }

    /// The time limit of a call in milliseconds.
    #[napi(getter, catch_unwind)]
    pub fn timeout(&self) -> u32 {
        u32::try_from(self.client.config().call.timeout.as_millis()).unwrap_or(u32::MAX)
    }

    /// Whether calls that change something must be refused.
    #[napi(getter, catch_unwind)]
    pub fn read_only(&self) -> bool {
        self.client.config().read_only
    }

    /// A name for the account that calls with `key`, or with the key of this client, belong to. If a function returns the
    /// key, it may change, and the name is that of the client.
    #[napi(catch_unwind)]
    pub fn account(&self, key: Option<String>) -> String {
        let key = key.map(Zeroizing::new);
        let own = || format!("client {}", self.number);
        self.client.account(key.as_ref().map(|key| key.as_str())).unwrap_or_else(own)
    }

    /// The base URL of its requests.
    #[napi(getter, catch_unwind)]
    pub fn base_url(&self) -> String {
        self.client.config().base_url.as_str().to_owned()
    }

    /// The proxy of its requests, without credentials.
    #[napi(getter, catch_unwind)]
    pub fn proxy(&self) -> Option<String> {
        self.client.config().transport.proxy.as_ref().map(proxy::without_credentials)
    }

    fn start_call(&self, queue: &CompletionQueue, id: u32, target: Option<Target>, json: [Option<String>; 3]) {
        let (client, sequence) = (Arc::clone(&self.client), SequenceNumber::next());
        let json = json.map(|text| text.map(Zeroizing::new));
        let on_retry = self.reports_retries.then(|| queue.on_retry(id));
        start_on_worker(queue, id, &self.client, move |progress| async move {
            match read_call(sequence, progress, target, json) {
                Ok(call) => client.call(Call { on_retry, ..call }).await,
                Err(error) => Err(client.refused(error)),
            }
        });
    }
}

/// Starts `call` on a worker. Its result goes to `queue` as the completion of call `id`.
fn start_on_worker<F>(
    queue: &CompletionQueue,
    id: u32,
    client: &Client,
    call: impl FnOnce(Arc<Progress>) -> F + Send + 'static,
) where
    F: Future<Output = CallResult> + Send,
{
    let worker = match Worker::least_busy() {
        Ok(worker) => worker,
        Err(error) => return queue.refuse(id, client.refused(Error::of_system(&error, Phase::Connect))),
    };
    let progress = Arc::<Progress>::default();
    queue.start(id, Arc::clone(&progress), |guard| {
        worker.spawn(move || async move { guard.complete(call(progress).await) })
    });
}

fn read_call(
    sequence: SequenceNumber,
    progress: Arc<Progress>,
    target: Option<Target>,
    [params, options, headers]: [Option<Zeroizing<String>>; 3],
) -> Result<Call, Error> {
    let read = |name, json: Option<Zeroizing<String>>| json.map_or(Ok(Map::new()), |json| parse(name, &json));
    Ok(Call {
        sequence,
        progress,
        target: target.ok_or_else(|| Error::Internal("an unknown endpoint".to_owned()))?,
        params: read("params", params).map_err(Error::into_param)?,
        options: RawOptions(read("options", options)?),
        headers: string_fields(read("headers", headers)?),
        on_retry: None,
    })
}

fn read_pass_through(sequence: SequenceNumber, progress: Arc<Progress>, mut fields: Map<String, Value>) -> PassThrough {
    let flag = |name: &str| fields.get(name) == Some(&Value::Bool(true));
    let (exact, limited, adds_key) = (flag("exact"), flag("limited"), flag("addsKey"));
    let mut text = |name: &str| match fields.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let (method, path) = (text("method").unwrap_or_default(), text("path").unwrap_or_default());
    PassThrough {
        sequence,
        progress,
        endpoint: find(&method, path.strip_suffix('/').unwrap_or(&path)),
        exact,
        limited,
        adds_key,
        method,
        path,
        query: text("query").unwrap_or_default(),
        body: text("body").unwrap_or_default(),
        key: text("key").map(Zeroizing::new),
        headers: match fields.remove("headers") {
            Some(Value::Object(headers)) => string_fields(headers),
            _ => Vec::new(),
        },
        timeout: fields.get("timeout").and_then(Value::as_u64),
    }
}

fn string_fields(fields: Map<String, Value>) -> Vec<(String, String)> {
    fields.into_iter().filter_map(|(name, value)| value.as_str().map(|value| (name, value.to_owned()))).collect()
}

/// Parses a JSON object from the JavaScript layer. The only possible error is a string that is not valid Unicode. The
/// error names `name`.
fn parse(name: &str, json: &str) -> Result<Map<String, Value>, Error> {
    serde_json::from_str(json).map_err(|_| Error::bad_option(name, "must be valid Unicode"))
}

fn read_environment(mut variables: Map<String, Value>) -> Environment {
    let mut take = |name: &str| match variables.remove(name) {
        Some(Value::String(value)) if !value.is_empty() => Some(value),
        _ => None,
    };
    Environment {
        api_key: take("COINPORT_API_KEY").map(Zeroizing::new),
        api_secret: take("COINPORT_API_SECRET").map(Zeroizing::new),
        base_url: take("COINPORT_BASE_URL"),
        read_only: take("COINPORT_READ_ONLY"),
        proxy: ProxyEnvironment {
            https_proxy: take("https_proxy").or_else(|| take("HTTPS_PROXY")),
            all_proxy: take("all_proxy").or_else(|| take("ALL_PROXY")),
            no_proxy: take("no_proxy").or_else(|| take("NO_PROXY")),
        },
        extra_roots: take("systemRoots"),
        roots_files: ROOTS_FILES.iter().filter_map(|name| Some((*name, take(name)?))).collect(),
    }
}
