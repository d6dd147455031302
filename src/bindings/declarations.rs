//! The declarations that this addon was built from. Packed results have no field names, so JavaScript generated from
//! other declarations would mix up fields.

use napi_derive::napi;

/// Version and fingerprint, to be compared with `lib/generated/declarations.js`.
#[napi(catch_unwind)]
pub fn declarations() -> String {
    crate::api::fingerprint::declarations()
}
