//! Why a response is not what its endpoint documents.

/// The first difference between a response and its declared type.
#[derive(Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Where in the body, such as `[3].balance`. Empty for the body as a whole.
    pub path: String,
    /// What is wrong there, without the value.
    pub message: String,
}

impl Mismatch {
    pub(in crate::client) fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}
