//! Texts that come in many responses: ids of markets, codes of currencies, states, `0.0`. JavaScript keeps one string for
//! each, and a packed response contains only its index. The list grows up to a limit, and its entries never change.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::{LazyLock, PoisonError, RwLock, RwLockReadGuard};

use foldhash::fast::RandomState;

/// Enough for all markets, currencies and addresses of an account.
const MAX_TEXTS: usize = 4096;
/// In bytes. A longer text is not expected to come again.
const MAX_LENGTH: usize = 64;
/// How many texts of one response can become known.
const MAX_NEW: usize = 256;
/// How many texts are remembered that came once.
const MAX_SEEN: usize = 2 * MAX_TEXTS;

/// The texts that JavaScript knows.
#[derive(Debug, Default)]
pub struct KnownTexts {
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
struct Known {
    indexes: HashMap<Box<str>, u16, RandomState>,
    texts: Vec<Box<str>>,
    /// The hashes of texts that came once. A text becomes known when it comes again.
    seen: HashSet<u64, RandomState>,
    hasher: RandomState,
}

impl KnownTexts {
    /// The texts that all calls of this process share.
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<KnownTexts> = LazyLock::new(KnownTexts::default);
        &SHARED
    }

    /// The texts from index `start` on.
    #[must_use]
    pub fn since(&self, start: usize) -> Vec<Box<str>> {
        self.read().texts.get(start..).unwrap_or_default().to_vec()
    }

    /// The known texts while one response is packed.
    pub(super) fn lookup(&self) -> Lookup<'_, '_> {
        Lookup { known: self.read(), new: Vec::new() }
    }

    /// Takes note of texts that are not known yet.
    pub(super) fn remember(&self, new: &[&str]) {
        if !new.is_empty() {
            self.known.write().unwrap_or_else(PoisonError::into_inner).add(new);
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn add(&mut self, new: &[&str]) {
        for text in new {
            if self.seen.len() >= MAX_SEEN {
                self.seen.clear();
            }
            let comes_again = !self.seen.insert(self.hasher.hash_one(text));
            if !comes_again || self.is_full() || self.indexes.contains_key(*text) {
                continue;
            }
            let Ok(index) = u16::try_from(self.texts.len()) else { continue };
            self.indexes.insert((*text).into(), index);
            self.texts.push((*text).into());
        }
    }

    fn is_full(&self) -> bool {
        self.texts.len() >= MAX_TEXTS
    }
}

/// Looks up the texts of one response.
pub(super) struct Lookup<'k, 't> {
    known: RwLockReadGuard<'k, Known>,
    new: Vec<&'t str>,
}

impl<'t> Lookup<'_, 't> {
    /// The index of a text that is known.
    #[inline]
    #[allow(clippy::ptr_arg, reason = "a borrowed text stays borrowed in the list")]
    pub(super) fn find(&mut self, text: &Cow<'t, str>) -> Option<u16> {
        if text.len() > MAX_LENGTH {
            return None;
        }
        let index = self.known.indexes.get(text.as_ref()).copied();
        if let (None, Cow::Borrowed(text)) = (index, text)
            && self.new.len() < MAX_NEW
            && !self.known.is_full()
        {
            self.new.push(text);
        }
        index
    }

    /// The texts that were not found.
    pub(super) fn into_new(self) -> Vec<&'t str> {
        self.new
    }
}
