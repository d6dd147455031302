//! Lets a test make the addon panic.

use napi_derive::napi;

/// Makes the next run of this part of the code panic.
#[napi(catch_unwind)]
pub fn inject_panic(place: String) {
    crate::error::injected_panic::inject(place);
}
