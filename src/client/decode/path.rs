//! The path of a value in a document, such as `[3].balance`.

use std::borrow::Cow;
use std::fmt;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Step<'b> {
    Index(usize),
    Field(&'static str),
    Key(Cow<'b, str>),
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Field(name) => write!(f, ".{name}"),
            // At most 256 bytes. Not shortened here: the caller redacts it, and must see a whole key to recognise it.
            Self::Key(name) => write!(f, ".{name}"),
        }
    }
}

/// The text of a path, which does not begin with a dot.
pub(super) fn text_of(steps: &[Step<'_>]) -> String {
    let text: String = steps.iter().map(Step::to_string).collect();
    text.strip_prefix('.').map(str::to_owned).unwrap_or(text)
}
