//! Reads the keys of objects.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Visitor};

use crate::schema::Field;

/// A key of an object, borrowed if it has no escapes.
pub(super) struct Name<'b>(pub(super) Cow<'b, str>);

impl<'b> Deserialize<'b> for Name<'b> {
    fn deserialize<D: Deserializer<'b>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'b> Visitor<'b> for NameVisitor {
            type Value = Name<'b>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, name: &'b str) -> Result<Name<'b>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }
            fn visit_str<E>(self, name: &str) -> Result<Name<'b>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

/// Looks up a key among the declared fields. Tries `next` first, because fields usually come in their declared order.
pub(super) struct FieldName {
    pub(super) fields: &'static [Field],
    /// The index after that of the field found before.
    pub(super) next: usize,
}

impl<'b> DeserializeSeed<'b> for FieldName {
    type Value = Option<(usize, &'static Field)>;

    fn deserialize<D: Deserializer<'b>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for FieldName {
    type Value = Option<(usize, &'static Field)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(find(self.fields, self.next, name))
    }
}

/// The declared field of this name, and its index. Tries the index `next` first.
pub(super) fn find(fields: &'static [Field], next: usize, name: &str) -> Option<(usize, &'static Field)> {
    if let Some(field) = fields.get(next).filter(|field| field.name == name) {
        return Some((next, field));
    }
    fields.iter().enumerate().find(|(_, field)| field.name == name)
}
