//! Panics that a test asks for. Only addons that are built with the feature `inject-panics` contain this, and no release is.

use std::sync::{Mutex, PoisonError};

static NEXT: Mutex<Option<String>> = Mutex::new(None);

/// Makes the next [`at`] with this place panic.
pub fn inject(place: String) {
    *NEXT.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
}

/// Panics if a test has asked for a panic at this place.
///
/// # Panics
/// That is its purpose.
#[allow(clippy::panic, reason = "only for tests")]
pub fn at(place: &str) {
    if NEXT.lock().unwrap_or_else(PoisonError::into_inner).take_if(|next| next == place).is_some() {
        panic!("injected at {place}");
    }
}
