//! Which declarations this addon was built from. Packed results carry no names of fields, so JavaScript that was
//! generated from others would take one field for another.

use napi_derive::napi;

/// The version and the fingerprint of the declarations, as `lib/generated/declarations.js` has them.
#[napi(catch_unwind)]
pub fn declarations() -> String {
    crate::api::fingerprint::declarations()
}
