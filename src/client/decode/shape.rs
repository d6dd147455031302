//! Checks a document against its declared type, and collects the edits that give every field its declared type.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::keys::{FieldName, Name};
use super::mismatch::Mismatch;
use super::path::{self, Step};
use super::scalar::{self, Change};
use super::splice::{Edit, Entry};
use crate::schema::{Element, Object, Type};

/// How a document must be rewritten to have its declared type.
#[derive(Debug, Default)]
pub(super) struct Rewrite {
    /// In the order of the text.
    pub(super) edits: Vec<Edit>,
    /// The selected entries of the outermost object. `None` without a selection.
    pub(super) selected: Option<Vec<Entry>>,
    /// The number of elements in the outermost list or object.
    pub(super) rows: usize,
}

pub(super) fn check(text: &str, ty: &Type, select: Option<&HashSet<String>>) -> Result<Rewrite, Mismatch> {
    let walk = Walk { text, select, state: RefCell::default() };
    let mut json = serde_json::Deserializer::from_str(text);
    let end = Shape { walk: &walk, ty, outermost: true }.deserialize(&mut json).and_then(|()| json.end());
    let state = walk.state.into_inner();
    let Err(error) = end else { return Ok(state.rewrite) };
    if error.is_data() {
        let message = state.problem.unwrap_or_else(|| "is not what the exchange documents".to_owned());
        return Err(Mismatch { path: path::text_of(&state.path), message });
    }
    let (line, column) = (error.line(), error.column());
    Err(Mismatch::new("", format!("is not JSON (line {line}, column {column})")))
}

struct Walk<'b, 's> {
    text: &'b str,
    select: Option<&'s HashSet<String>>,
    state: RefCell<State<'b>>,
}

#[derive(Default)]
struct State<'b> {
    rewrite: Rewrite,
    /// The path of the current value. After a failed check, the path of the value that failed.
    path: Vec<Step<'b>>,
    problem: Option<String>,
}

impl<'b> Walk<'b, '_> {
    /// Runs `check` for a value inside the current one.
    fn inside<T, E>(&self, step: Step<'b>, check: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.state.borrow_mut().path.push(step);
        let value = check()?;
        self.state.borrow_mut().path.pop();
        Ok(value)
    }

    fn refuse<E: serde::de::Error>(&self, problem: impl Into<String>) -> E {
        self.state.borrow_mut().problem.get_or_insert(problem.into());
        E::custom("mismatch")
    }

    /// Sets the problem unless a value inside has already set one.
    fn set_problem(&self, problem: &str) {
        self.state.borrow_mut().problem.get_or_insert_with(|| problem.to_owned());
    }

    fn span(&self, raw: &str) -> Range<usize> {
        let start = raw.as_ptr().addr() - self.text.as_ptr().addr();
        start..start + raw.len()
    }
}

/// Checks one value against `ty`.
struct Shape<'w, 'b, 's> {
    walk: &'w Walk<'b, 's>,
    ty: &'w Type,
    outermost: bool,
}

impl<'b> DeserializeSeed<'b> for Shape<'_, 'b, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'b>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.ty {
            Type::Object(_) | Type::Map(_) => {
                let walk = self.walk;
                deserializer.deserialize_map(self).inspect_err(|_| walk.set_problem("is not an object"))
            }
            Type::Array(_) | Type::Tuple(_) => {
                let walk = self.walk;
                deserializer.deserialize_seq(self).inspect_err(|_| walk.set_problem("is not a list"))
            }
            Type::Nullable(Type::Object(_) | Type::Map(_) | Type::Array(_) | Type::Tuple(_)) => {
                deserializer.deserialize_option(self)
            }
            Type::Any => IgnoredAny::deserialize(deserializer).map(drop),
            _ => self.scalar(<&RawValue>::deserialize(deserializer)?.get()),
        }
    }
}

impl<'b> Visitor<'b> for Shape<'_, 'b, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a documented value")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'b>>(self, deserializer: D) -> Result<(), D::Error> {
        let Type::Nullable(ty) = self.ty else { return Err(D::Error::custom("not nullable")) };
        Shape { ty, ..self }.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'b>>(self, mut seq: A) -> Result<(), A::Error> {
        let ty = match self.ty {
            Type::Array(ty) => ty,
            Type::Tuple(elements) => return self.tuple(elements, seq),
            _ => return Err(A::Error::custom("not a list")),
        };
        let mut index = 0;
        while self
            .walk
            .inside(Step::Index(index), || seq.next_element_seed(Shape { walk: self.walk, ty, outermost: false }))?
            .is_some()
        {
            index += 1;
        }
        self.count(index);
        Ok(())
    }

    fn visit_map<A: MapAccess<'b>>(self, map: A) -> Result<(), A::Error> {
        match (self.ty, self.walk.select) {
            (Type::Object(object), _) => self.object(object, map),
            (Type::Map(ty), Some(select)) if self.outermost => self.selected(ty, select, map),
            (Type::Map(ty), _) => self.map(ty, map),
            _ => Err(A::Error::custom("not an object")),
        }
    }
}

impl<'w, 'b, 's> Shape<'w, 'b, 's> {
    fn scalar<E: serde::de::Error>(self, raw: &'b str) -> Result<(), E> {
        let change = scalar::check(raw, self.ty).map_err(|problem| self.walk.refuse::<E>(problem))?;
        if change != Change::Nothing {
            let span = self.walk.span(raw);
            self.walk.state.borrow_mut().rewrite.edits.push(Edit { span, change });
        }
        Ok(())
    }

    fn tuple<A: SeqAccess<'b>>(self, elements: &'static [Element], mut seq: A) -> Result<(), A::Error> {
        for (index, element) in elements.iter().enumerate() {
            self.walk.inside(Step::Index(index), || {
                let value = seq.next_element_seed(Shape { walk: self.walk, ty: &element.ty, outermost: false })?;
                value.ok_or_else(|| self.walk.refuse(format!("is missing: {}", element.name)))
            })?;
        }
        match seq.next_element::<IgnoredAny>()? {
            Some(_) => Err(self.walk.refuse(format!("has more than {} elements", elements.len()))),
            None => Ok(()),
        }
    }

    fn object<A: MapAccess<'b>>(self, object: &'static Object, mut map: A) -> Result<(), A::Error> {
        let mut seen = 0u64;
        let mut next = 0;
        while let Some(known) = map.next_key_seed(FieldName { fields: object.fields, next })? {
            let Some((index, field)) = known else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let bit = 1u64 << index;
            next = index + 1;
            self.walk.inside(Step::Field(field.name), || {
                if seen & bit != 0 {
                    return Err(self.walk.refuse("appears twice"));
                }
                map.next_value_seed(Shape { walk: self.walk, ty: &field.ty, outermost: false })
            })?;
            seen |= bit;
        }
        let missing =
            object.fields.iter().enumerate().find(|(index, field)| !field.optional && seen & (1 << index) == 0);
        match missing {
            Some((_, field)) => self.walk.inside(Step::Field(field.name), || Err(self.walk.refuse("is missing"))),
            None => Ok(()),
        }
    }

    fn map<A: MapAccess<'b>>(self, ty: &'static Type, mut map: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(Name(key)) = map.next_key()? {
            self.new_key::<A::Error>(&key, &mut seen)?;
            self.walk
                .inside(Step::Key(key), || map.next_value_seed(Shape { walk: self.walk, ty, outermost: false }))?;
        }
        self.count(seen.len());
        Ok(())
    }

    fn selected<A: MapAccess<'b>>(
        self,
        ty: &'static Type,
        select: &HashSet<String>,
        mut map: A,
    ) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        let mut entries = Vec::new();
        while let Some(Name(key)) = map.next_key()? {
            self.new_key::<A::Error>(&key, &mut seen)?;
            if !select.contains(key.as_ref()) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let raw = map.next_value::<&RawValue>()?.get();
            entries.push(Entry { key: key.to_string(), value: self.walk.span(raw) });
            self.walk.inside(Step::Key(key), || {
                let mut json = serde_json::Deserializer::from_str(raw);
                Shape { walk: self.walk, ty, outermost: false }.deserialize(&mut json).map_err(A::Error::custom)
            })?;
        }
        self.count(entries.len());
        self.walk.state.borrow_mut().rewrite.selected = Some(entries);
        Ok(())
    }

    #[allow(clippy::ptr_arg, reason = "a borrowed key stays borrowed in the set")]
    fn new_key<E: serde::de::Error>(&self, key: &Cow<'b, str>, seen: &mut HashSet<Cow<'b, str>>) -> Result<(), E> {
        if !scalar::is_name(key) {
            return Err(self.walk.refuse("has a key that is not a name of 1 to 256 bytes"));
        }
        if !seen.insert(key.clone()) {
            return self.walk.inside(Step::Key(key.clone()), || Err(self.walk.refuse("appears twice")));
        }
        Ok(())
    }

    fn count(&self, rows: usize) {
        if self.outermost {
            self.walk.state.borrow_mut().rewrite.rows = rows;
        }
    }
}
