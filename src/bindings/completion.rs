//! The completion of a call. To save time on the JavaScript thread, it consists of strings that are made before: status,
//! headers and failures are JSON text.

use napi::bindgen_prelude::{Array, Env, Null, ToNapiValue};
use napi::{JsString, Result};

use super::error;
use crate::api::ENDPOINTS;
use crate::client::decode::{Block, Content};
use crate::client::{Failure, Reply};
use crate::schema::Endpoint;

/// The end of a call, or a retry on the way to it.
pub(super) enum Completion {
    /// The packed result of the endpoint with this index, and the response (status, headers and more) as JSON.
    Packed(u32, Block, String),
    /// The result as JSON text, and the response as JSON.
    Text(String, String),
    /// The description of an error as JSON.
    Failed(String),
    /// The description of a failed attempt as JSON. The call goes on.
    Retried(String),
}

/// The `kind` of a completion is the index of an endpoint or one of these. `lib/native/results.js` and
/// `lib/native/completion-queue.js` read it.
const TEXT: i32 = -1;
const FAILED: i32 = -2;
const RETRIED: i32 = -3;

impl Completion {
    pub(super) fn new(result: std::result::Result<Reply, Box<Failure>>) -> Self {
        let Reply { head, content, endpoint, attempts, page, rejection } = match result {
            Ok(reply) => reply,
            Err(failure) => return Self::Failed(error::describe(&failure).to_string()),
        };
        let response = error::response_json(&head, attempts, page.as_ref(), rejection.as_deref());
        match content {
            Content::Packed(block) => Self::Packed(index_of(endpoint), block, response),
            Content::Text(text) => Self::Text(text, response),
        }
    }
}

/// The index of the endpoint in the JavaScript layer. Only responses of endpoints are packed.
fn index_of(endpoint: Option<&'static Endpoint>) -> u32 {
    let index = endpoint.and_then(|endpoint| ENDPOINTS.iter().position(|known| std::ptr::eq(*known, endpoint)));
    index.and_then(|index| u32::try_from(index).ok()).unwrap_or(u32::MAX)
}

/// Completions for the JavaScript thread, in the order in which the calls ended.
pub struct Batch {
    /// The known texts that this thread does not have yet. The completions may refer to them.
    pub(super) known: Vec<Box<str>>,
    pub(super) completions: Vec<(u32, Completion)>,
}

/// A flat array: the new known texts or `null`, then `id, kind, body, response` for every call.
impl ToNapiValue for Batch {
    #[allow(unsafe_code, reason = "the trait asks for it; every conversion is napi's own")]
    unsafe fn to_napi_value(raw: napi::sys::napi_env, batch: Self) -> Result<napi::sys::napi_value> {
        let env = Env::from_raw(raw);
        let mut array = env.create_array(0)?;
        match batch.known.as_slice() {
            [] => array.set(0, Null)?,
            known => array.set(0, strings(&env, known.iter().map(AsRef::as_ref))?)?,
        }
        for ((id, completion), index) in batch.completions.into_iter().zip((1..).step_by(4)) {
            array.set(index, id)?;
            match completion {
                Completion::Packed(endpoint, block, response) => {
                    array.set(index + 1, endpoint)?;
                    set_block(&env, &mut array, index + 2, &block)?;
                    array.set(index + 3, string(&env, &response)?)?;
                }
                Completion::Text(text, response) => {
                    array.set(index + 1, TEXT)?;
                    array.set(index + 2, string(&env, &text)?)?;
                    array.set(index + 3, string(&env, &response)?)?;
                }
                Completion::Failed(description) => {
                    array.set(index + 1, FAILED)?;
                    array.set(index + 2, string(&env, &description)?)?;
                    array.set(index + 3, ())?;
                }
                Completion::Retried(description) => {
                    array.set(index + 1, RETRIED)?;
                    array.set(index + 2, string(&env, &description)?)?;
                    array.set(index + 3, ())?;
                }
            }
        }
        // SAFETY: the array was made in this environment.
        unsafe { ToNapiValue::to_napi_value(raw, array) }
    }
}

/// A block is the string of its codes. If it has more, it is an array: the codes, the undeclared fields (JSON text, may be
/// empty), then its texts.
fn set_block(env: &Env, array: &mut Array<'_>, index: u32, block: &Block) -> Result<()> {
    let Block { codes, texts, undeclared } = block;
    let codes = env.create_string_latin1(codes)?;
    if texts.is_empty() && undeclared.is_none() {
        return array.set(index, codes);
    }
    let mut parts = strings(
        env,
        ["", undeclared.as_deref().unwrap_or_default()].into_iter().chain(texts.iter().map(String::as_str)),
    )?;
    parts.set(0, codes)?;
    array.set(index, parts)
}

fn strings<'env, 't>(env: &'env Env, texts: impl Iterator<Item = &'t str>) -> Result<Array<'env>> {
    let mut array = env.create_array(0)?;
    for (index, text) in (0..).zip(texts) {
        array.set(index, string(env, text)?)?;
    }
    Ok(array)
}

/// A JavaScript string. ASCII text is passed as Latin-1, which needs no decoding of UTF-8.
fn string<'env>(env: &'env Env, text: &str) -> Result<JsString<'env>> {
    if text.is_ascii() { env.create_string_latin1(text) } else { env.create_string(text) }
}
