//! One call, from what the caller gave to its end.

use std::sync::Arc;

use serde_json::{Map, Value};
use tokio::time::Instant;

use super::deadline::{milliseconds, within_deadline};
use super::executor::{Executor, PreparedCall};
use super::pages::Page;
use super::reply::{Failure, Reply};
use super::{attempts, complete_list};
use crate::client::admission::SequenceNumber;
use crate::client::blocking::large_body;
use crate::client::config::raw_options::{Options, RawOptions};
use crate::client::decode::{self, Content, Document, Mismatch};
use crate::client::request::{PreparedRequest, Target, credentials_for};
use crate::client::response::{Success, shown};
use crate::client::transport::Progress;
use crate::error::{Error, Head};
use crate::schema::Type;

/// A call as it came from JavaScript.
pub struct Call {
    /// Its position among all calls of the process.
    pub sequence: SequenceNumber,
    /// Shared with those who may cancel the call.
    pub progress: Arc<Progress>,
    /// What is called.
    pub target: Target,
    /// The parameters, by their wire names.
    pub params: Map<String, Value>,
    /// `timeout`, `maxRetries` and `apiKey`, if they differ from the client's.
    pub options: RawOptions,
    /// The caller's own headers; no credential is among them.
    pub headers: Vec<(String, String)>,
}

/// Carries out `call`.
pub(in crate::client) async fn call(executor: &Executor, call: Call) -> Result<Reply, Box<Failure>> {
    let started = Instant::now();
    let call = prepare(executor, call, started).map_err(|error| refused(executor, error))?;
    let mut page = None;
    // Boxed: the future is passed on twice and would be stored at each place.
    let run = Box::pin(async {
        match call.request.whole_list() {
            Some((page_size, identity)) => complete_list::read_all(executor, &call, page_size, identity).await,
            None => read_one(executor, &call, &mut page).await,
        }
    });
    let reply = within_deadline(executor, &call, &call.query(&[]), run).await?;
    Ok(Reply { page, ..reply })
}

/// The failure of a call that was refused before there was a request.
pub(in crate::client) fn refused(executor: &Executor, error: Error) -> Box<Failure> {
    Box::new(Failure::before_request(error, milliseconds(executor.config.call)))
}

fn prepare(executor: &Executor, call: Call, started: Instant) -> Result<PreparedCall, Error> {
    let options = Options::new(&call.options.0, "", &["timeout", "maxRetries", "apiKey"])?;
    let config = executor.config.call.overridden(&options)?;
    let given_key = options.text("apiKey")?;
    let request = PreparedRequest::new(call.target, call.params, &call.headers, |auth| {
        credentials_for(auth, given_key, &executor.config.key)
    })?;
    let context = executor.key_context(request.credentials.as_ref());
    Ok(PreparedCall {
        sequence: call.sequence,
        deadline: started + config.timeout,
        progress: call.progress,
        admission: context.admission,
        redactor: context.redactor,
        request,
        config,
    })
}

/// A call with a single response, which may be a page of a list.
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

impl PreparedCall {
    /// The checked body, and how many rows it has.
    pub(super) async fn read(&self, success: &Success) -> Result<(Content, usize), Error> {
        if success.body.is_empty() && success.head.status == 204 {
            return Ok((Content::Text("null".to_owned()), 0));
        }
        let (result, select) = (self.result(), self.request.params.select.clone());
        let read = move |body: &[u8]| decode::read(body, result, select.as_deref());
        large_body::read(&success.body, read).await?.map_err(|mismatch| self.refuse(success, mismatch))
    }

    /// The same as JSON.
    pub(super) async fn decode(&self, success: &Success) -> Result<Document<'static>, Error> {
        let result = self.result();
        let decode = move |body: &[u8]| decode::decode(body, result, None).map(Document::into_owned);
        large_body::read(&success.body, decode).await?.map_err(|mismatch| self.refuse(success, mismatch))
    }

    /// The error for a body that is not as documented. Its path may hold a name that the server chose, so it is
    /// redacted.
    pub(super) fn refuse(&self, success: &Success, mismatch: Mismatch) -> Error {
        success.refuse(Mismatch { path: shown(&mismatch.path, &self.redactor), ..mismatch })
    }

    pub(super) fn result(&self) -> &'static Type {
        self.request.typed().map_or(&Type::Any, |endpoint| &endpoint.result)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use serde_json::json;

    use super::*;
    use crate::client::config::{Config, Environment};

    #[test]
    fn only_a_large_answer_is_read_on_another_thread() {
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
        };
        let _entered = runtime.enter();
        let call = prepare(&executor, call, Instant::now()).unwrap();
        for (rows, is_large) in [(10, false), (large_body::LARGE, true)] {
            let answer = Success { head: Head::default(), body: json!(vec![1; rows]).to_string().into() };
            let mut context = Context::from_waker(Waker::noop());
            let occupied = large_body::occupy(&runtime);
            assert_eq!(pin!(call.read(&answer)).poll(&mut context).is_pending(), is_large, "{rows}");
            assert_eq!(pin!(call.decode(&answer)).poll(&mut context).is_pending(), is_large, "{rows}");
            drop(occupied);
            let Content::Text(read) = runtime.block_on(call.read(&answer)).unwrap().0 else { panic!("it was packed") };
            assert!(read.as_bytes() == answer.body);
            assert!(runtime.block_on(call.decode(&answer)).unwrap().text.as_bytes() == answer.body);
        }
    }
}
