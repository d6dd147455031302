//! The client sends calls to the exchange, each under one deadline, and checks the responses. It does not depend on Node.

pub mod config;
pub mod decode;
pub mod journal;
pub mod request;
pub mod response;

mod admission;
mod blocking;
mod execute;
mod transport;

pub use admission::SequenceNumber;
pub use config::raw_options::RawOptions;
pub use execute::{Call, Failure, OnRetry, PassThrough, Reply, Retry, outcome, pages};
pub use request::{Target, auth_of};
pub use response::hint;
pub use transport::Progress;

use config::credentials::Credentials;
use config::{Config, KeySource};
use execute::Executor;

use crate::error::Error;

/// A client. Clients share connections, rate limits and retry budgets.
pub struct Client(Executor);

impl Client {
    /// A client with these options. It does no I/O before the first call.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self(Executor::new(config))
    }

    /// The options of this client.
    #[must_use]
    pub fn config(&self) -> &Config {
        self.0.config()
    }

    /// A name for the account that calls with `key` belong to, or with the key of this client. `None` if a function of the
    /// caller returns the key, because that may change.
    #[must_use]
    pub fn account(&self, key: Option<&str>) -> Option<String> {
        match (key, &self.config().key) {
            (Some(key), _) => Some(journal::account(key)),
            (None, KeySource::Fixed(key)) => Some(journal::account(Credentials::as_sent(key))),
            (None, KeySource::Missing | KeySource::Function) => None,
        }
    }

    /// Carries out `call`, which ends within its timeout.
    ///
    /// # Errors
    /// Why the call failed. The failure holds no credentials.
    pub async fn call(&self, call: Call) -> Result<Reply, Box<Failure>> {
        execute::call(&self.0, call).await
    }

    /// Sends a request of another library once, and returns the response, whatever its status.
    ///
    /// # Errors
    /// Why there is no response, or why it is not what the endpoint documents. The failure holds no credentials.
    pub async fn pass_through(&self, request: PassThrough) -> Result<Reply, Box<Failure>> {
        execute::pass_through(&self.0, request).await
    }

    /// The failure of a call that was refused before it had a request.
    #[must_use]
    pub fn refused(&self, error: Error) -> Box<Failure> {
        self.0.refused(error)
    }
}
