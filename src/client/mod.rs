//! The client: it carries a call to the exchange under one deadline and checks what comes back.
//! It knows nothing of Node.

pub mod config;
pub mod decode;
pub mod request;
pub mod response;

mod admission;
mod blocking;
mod execute;
mod transport;

pub use admission::SequenceNumber;
pub use config::raw_options::RawOptions;
pub use execute::{Call, Failure, PassThrough, Reply, outcome, pages};
pub use request::{Target, auth_of};
pub use response::hint;
pub use transport::Progress;

use config::Config;
use execute::Executor;

use crate::error::Error;

/// A client object. Any number of them share connections, rate limits and retry budgets.
pub struct Client(Executor);

impl Client {
    /// A client with these options. Nothing is connected, resolved or read before the first call.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self(Executor::new(config))
    }

    /// The checked options.
    #[must_use]
    pub fn config(&self) -> &Config {
        self.0.config()
    }

    /// Carries out `call`. It ends within its timeout, whatever the exchange does.
    ///
    /// # Errors
    /// Why it failed, with what is known of the request. No credential is in it.
    pub async fn call(&self, call: Call) -> Result<Reply, Box<Failure>> {
        execute::call(&self.0, call).await
    }

    /// Sends a request of another library once, and gives the response, whatever its status.
    ///
    /// # Errors
    /// Why there is no response, or that it is not what the endpoint documents. No credential is in it.
    pub async fn pass_through(&self, request: PassThrough) -> Result<Reply, Box<Failure>> {
        execute::pass_through(&self.0, request).await
    }

    /// The failure of a call that was refused before there was a request.
    #[must_use]
    pub fn refused(&self, error: Error) -> Box<Failure> {
        execute::refused(&self.0, error)
    }
}
