//! A name for the owner of a key, which does not give the key away.

use std::fmt::Write;
use std::sync::LazyLock;

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;

/// The name of the account that `key` belongs to. It is equal for equal keys, and differs from process to process.
pub(in crate::client) fn account(key: &str) -> String {
    // Without the random key of this process, a short API key could be guessed from its name.
    static SALT: LazyLock<Option<hmac::Key>> =
        LazyLock::new(|| hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new()).ok());
    let Some(salt) = SALT.as_ref() else { return "unknown".to_owned() };
    let mut name = String::new();
    for byte in hmac::sign(salt, key.as_bytes()).as_ref() {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

#[test]
fn accounts_are_told_apart_and_do_not_show_the_key() {
    assert_eq!(account("CANARY"), account("CANARY"));
    assert_ne!(account("CANARY"), account("CANARZ"));
    assert!(!account("CANARY").contains("CANARY"));
}
