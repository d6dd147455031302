//! Carries out a call: prepares it, then reads its response or all pages of its list.

use std::sync::Arc;

use serde_json::{Map, Value};
use tokio::time::Instant;

use super::deadline::within_deadline;
use super::executor::Executor;
use super::on_retry::OnRetry;
use super::pages::Page;
use super::prepared_call::PreparedCall;
use super::reply::{Failure, Reply};
use super::{attempts, complete_list};
use crate::client::admission::SequenceNumber;
use crate::client::config::raw_options::{Options, RawOptions};
use crate::client::decode::Content;
use crate::client::request::{PreparedRequest, Target, credentials_for};
use crate::client::transport::Progress;
use crate::error::{Error, Head};

/// A call as JavaScript made it.
pub struct Call {
    /// Its position among all calls of the process.
    pub sequence: SequenceNumber,
    /// Shared with the code that may cancel the call.
    pub progress: Arc<Progress>,
    /// What is called.
    pub target: Target,
    /// The parameters, by their wire names.
    pub params: Map<String, Value>,
    /// `timeout`, `maxRetries` and `apiKey`, if they differ from those of the client.
    pub options: RawOptions,
    /// Additional headers, without credentials.
    pub headers: Vec<(String, String)>,
    /// Is told of each retry.
    pub on_retry: Option<OnRetry>,
}

/// Carries out `call`.
pub(in crate::client) async fn call(executor: &Executor, call: Call) -> Result<Reply, Box<Failure>> {
    #[cfg(feature = "inject-panics")]
    crate::error::injected_panic::at("call");
    let started = Instant::now();
    let call = prepare(executor, call, started).map_err(|error| executor.refused(error))?;
    let mut page = None;
    // Boxed, because the large futures would otherwise be stored in every future that they are passed to.
    let run = Box::pin(async {
        match call.request.complete_list() {
            Some((page_size, identity)) => {
                Box::pin(complete_list::read_all(executor, &call, page_size, identity)).await
            }
            None => read_one(executor, &call, &mut page).await,
        }
    });
    let reply = within_deadline(executor, &call, &call.query(&[]), run).await?;
    Ok(Reply { page, ..reply })
}

fn prepare(executor: &Executor, call: Call, started: Instant) -> Result<PreparedCall, Error> {
    // The JavaScript layer keeps the signal. Errors name it as an option that is known.
    let options = Options::new(&call.options.0, "", &["timeout", "maxRetries", "signal", "apiKey"])?;
    let config = executor.config.call.overridden(&options)?;
    let given_key = options.text("apiKey")?;
    let request = PreparedRequest::new(call.target, call.params, &call.headers, |auth| {
        credentials_for(auth, given_key, &executor.config.key)
    })?;
    if request.writes() && options.get("maxRetries").is_some() && config.max_retries > 0 {
        let expected = "must be 0 for a call that changes something: it is sent at most once";
        return Err(Error::bad_option("maxRetries", expected));
    }
    let context = executor.key_context(request.credentials.as_ref());
    Ok(PreparedCall {
        sequence: call.sequence,
        deadline: started + config.timeout,
        progress: call.progress,
        on_retry: call.on_retry,
        admission: context.admission,
        redactor: match request.codes.as_slice() {
            [] => context.redactor,
            codes => Arc::new(context.redactor.with_codes(codes)),
        },
        request,
        config,
    })
}

/// Reads a single response. If it is a page of a list, sets `page`.
async fn read_one(
    executor: &Executor,
    call: &PreparedCall,
    page: &mut Option<Result<Page, String>>,
) -> Result<(Head, Content), Error> {
    let success = attempts::fetch(executor, call, &call.query(&[])).await?;
    let (content, rows) = call.read(&success).await?;
    *page = call.request.page_limit().map(|limit| {
        let number = call.request.params.number("page").unwrap_or(1);
        Page::of(&success.head, number, limit, rows).map_err(|mismatch| mismatch.message)
    });
    Ok((success.head, content))
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use serde_json::json;

    use super::*;
    use crate::client::blocking::large_body;
    use crate::client::config::{Config, Environment};
    use crate::client::response::Success;

    #[test]
    fn only_a_large_response_is_read_on_another_thread() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let executor = Executor::new(Config::new(&Map::new(), false, &Environment::default()).unwrap());
        let target = Target::Path { method: "GET".to_owned(), path: "public/x".to_owned(), endpoint: None };
        let call = Call {
            sequence: SequenceNumber::next(),
            progress: Arc::default(),
            target,
            params: Map::new(),
            options: RawOptions::default(),
            headers: Vec::new(),
            on_retry: None,
        };
        let _entered = runtime.enter();
        let call = prepare(&executor, call, Instant::now()).unwrap();
        for (rows, is_large) in [(10, false), (large_body::LARGE, true)] {
            let response = Success { head: Head::default(), body: json!(vec![1; rows]).to_string().into() };
            let mut context = Context::from_waker(Waker::noop());
            let occupied = large_body::occupy_all_threads(&runtime);
            assert_eq!(pin!(call.read(&response)).poll(&mut context).is_pending(), is_large, "{rows}");
            assert_eq!(pin!(call.decode(&response)).poll(&mut context).is_pending(), is_large, "{rows}");
            drop(occupied);
            let Content::Text(read) = runtime.block_on(call.read(&response)).unwrap().0 else {
                panic!("it was packed")
            };
            assert!(read.as_bytes() == response.body);
            assert!(runtime.block_on(call.decode(&response)).unwrap().text.as_bytes() == response.body);
        }
    }
}
