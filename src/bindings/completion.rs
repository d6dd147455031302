//! What the JavaScript thread gets of a call that has ended. Everything that can be done before is done here,
//! on the thread of the call: heads and failures become text.

use napi::bindgen_prelude::{Array, Env, ToNapiValue};
use napi::{JsString, Result};

use super::error;
use crate::api::ENDPOINTS;
use crate::client::decode::{Block, Content};
use crate::client::{Failure, Reply};
use crate::schema::Endpoint;

/// The end of a call.
pub(super) enum Completion {
    /// The block of the endpoint with this index, and the head as JSON.
    Packed(u32, Block, String),
    /// JSON text, and the head as JSON.
    Text(String, String),
    /// The description of an error as JSON.
    Failed(String),
}

/// How the door knows what it got, where it is not the index of a packed endpoint.
const TEXT: i32 = -1;
const FAILED: i32 = -2;

impl Completion {
    pub(super) fn new(settled: std::result::Result<Reply, Box<Failure>>) -> Self {
        let Reply { head, content, endpoint, attempts, page } = match settled {
            Ok(reply) => reply,
            Err(failure) => return Self::Failed(error::describe(&failure).to_string()),
        };
        let head = error::reply_head(&head, attempts, page.as_ref());
        match content {
            Content::Packed(block) => Self::Packed(index_of(endpoint), block, head),
            Content::Text(text) => Self::Text(text, head),
        }
    }
}

/// The index by which the door knows the endpoint. Only an endpoint's answer is packed.
fn index_of(endpoint: Option<&'static Endpoint>) -> u32 {
    let index = endpoint.and_then(|endpoint| ENDPOINTS.iter().position(|known| std::ptr::eq(*known, endpoint)));
    index.and_then(|index| u32::try_from(index).ok()).unwrap_or(u32::MAX)
}

/// Results on their way, in the order in which they came.
#[derive(Default)]
pub struct Batch(pub(super) Vec<(u32, Completion)>);

/// A flat array: `id, kind, body, head` for every call.
impl ToNapiValue for Batch {
    #[allow(unsafe_code, reason = "the trait asks for it; every conversion is napi's own")]
    unsafe fn to_napi_value(raw: napi::sys::napi_env, arrived: Self) -> Result<napi::sys::napi_value> {
        let env = Env::from_raw(raw);
        let mut array = env.create_array(0)?;
        for ((id, completion), place) in arrived.0.into_iter().zip((0..).step_by(4)) {
            array.set(place, id)?;
            match completion {
                Completion::Packed(index, block, head) => {
                    array.set(place + 1, index)?;
                    array.set(place + 2, strings(&env, &block)?)?;
                    array.set(place + 3, string(&env, &head)?)?;
                }
                Completion::Text(text, head) => {
                    array.set(place + 1, TEXT)?;
                    array.set(place + 2, string(&env, &text)?)?;
                    array.set(place + 3, string(&env, &head)?)?;
                }
                Completion::Failed(description) => {
                    array.set(place + 1, FAILED)?;
                    array.set(place + 2, string(&env, &description)?)?;
                    array.set(place + 3, ())?;
                }
            }
        }
        // SAFETY: the array was made in this very environment.
        unsafe { ToNapiValue::to_napi_value(raw, array) }
    }
}

/// The codes, then the texts.
fn strings<'env>(env: &'env Env, Block { codes, texts }: &Block) -> Result<Array<'env>> {
    let mut array = env.create_array(0)?;
    array.set(0, env.create_string_latin1(codes)?)?;
    for (place, text) in (1..).zip(texts) {
        array.set(place, string(env, text)?)?;
    }
    Ok(array)
}

/// Without the decoding of UTF-8 where there is nothing to decode.
fn string<'env>(env: &'env Env, text: &str) -> Result<JsString<'env>> {
    if text.is_ascii() { env.create_string_latin1(text) } else { env.create_string(text) }
}
