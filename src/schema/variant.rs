//! The forms that the parameters of one call can have.

/// A form that the parameters of a call can have. If a call has variants, at least one must apply, and each that applies is
/// checked.
#[derive(Debug)]
pub struct Variant {
    /// When this form applies.
    pub when: When,
    /// The parameters that it requires.
    pub requires: &'static [&'static str],
    /// The parameters that it excludes.
    pub excludes: &'static [&'static str],
}

/// When a [`Variant`] applies.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// The parameter is given.
    Given(&'static str),
    /// The parameter has this value.
    Is(&'static str, &'static str),
    /// The parameter has this value, or is left out.
    IsByDefault(&'static str, &'static str),
}

impl When {
    /// The parameter that decides.
    #[must_use]
    pub fn param(self) -> &'static str {
        match self {
            Self::Given(name) | Self::Is(name, _) | Self::IsByDefault(name, _) => name,
        }
    }
}
