//! The declarations that this addon was built from. Packed results have no field names, so JavaScript generated from
//! other declarations would mix up fields.

use napi_derive::napi;

/// The version and a fingerprint of the declarations. `lib/native/addon.js` compares them with its own.
#[napi(catch_unwind)]
pub fn declarations() -> String {
    crate::api::fingerprint::declarations()
}
