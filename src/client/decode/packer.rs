//! Checks a response against its type and packs it, in one pass. Every method returns `None` if the text is not of the
//! type.

use std::borrow::Cow;
use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::block::{Block, NEGATIVE, NULL};
use super::cursor::{Cursor, Scalar};
use super::known_texts::Lookup;
use super::packed_fields::{PackedFields, mask, mask_codes};
use super::path::Step;
use super::undeclared::Undeclared;
use super::{depth, keys, scalar};
use crate::schema::{Element, Object, Type};

/// Only a short decimal is likely to come again soon.
const MAX_KNOWN_DECIMAL: usize = 4;

/// The keys of a map.
type Keys<'t> = HashSet<Cow<'t, str>, RandomState>;

pub(super) struct Packer<'t, 'k> {
    pub(super) json: Cursor<'t>,
    pub(super) out: Block,
    pub(super) known: Lookup<'k, 't>,
    pub(super) undeclared: Undeclared<'t>,
    /// The index of the current row.
    row: usize,
    /// Where the current value is inside its row.
    path: Vec<Step<'t>>,
    /// How many lists and objects contain the current value.
    depth: usize,
    /// The fields so far of the current object and of those around it.
    fields: PackedFields,
}

impl<'t, 'k> Packer<'t, 'k> {
    pub(super) fn new(text: &'t str, known: Lookup<'k, 't>) -> Self {
        Self {
            json: Cursor::new(text),
            out: Block::with_capacity(text.len() / 2),
            known,
            undeclared: Undeclared::default(),
            row: 0,
            path: Vec::new(),
            depth: 0,
            fields: PackedFields::default(),
        }
    }

    /// A list of rows. Returns their number.
    pub(super) fn rows(&mut self, row: &'static Type) -> Option<usize> {
        self.items(b'[', b']', |packer, index| packer.row(index, row))
    }

    /// A map of rows, or only the selected ones. Returns their number.
    pub(super) fn map_of_rows(&mut self, row: &'static Type, select: Option<&HashSet<String>>) -> Option<usize> {
        let mut seen = Keys::default();
        let mut count = 0;
        self.items(b'{', b'}', |packer, _| {
            let key = packer.key(&mut seen)?;
            if select.is_some_and(|select| !select.contains(key.as_ref())) {
                return packer.skipped().map(drop);
            }
            packer.text(&key);
            packer.row(count, row)?;
            count += 1;
            Some(())
        })?;
        Some(count)
    }

    pub(super) fn row(&mut self, index: usize, ty: &'static Type) -> Option<()> {
        self.row = index;
        match ty {
            Type::Object(object) => self.object(object),
            Type::Tuple(elements) => self.tuple(elements),
            _ => None,
        }
    }

    /// A value inside a row. `step` leads to it.
    fn value(&mut self, ty: &'static Type, step: Step<'t>) -> Option<()> {
        match ty {
            Type::Object(object) => self.inside(step, |packer| packer.object(object)),
            Type::Tuple(elements) => self.inside(step, |packer| packer.tuple(elements)),
            Type::Array(inner) => self.inside(step, |packer| {
                packer
                    .counted(|packer| packer.items(b'[', b']', |packer, index| packer.value(inner, Step::Index(index))))
            }),
            Type::Map(inner) => self.inside(step, |packer| packer.counted(|packer| packer.map(inner))),
            Type::Nullable(inner) => self.nullable(inner, step),
            _ => {
                let scalar = self.json.scalar()?;
                self.scalar(&scalar, ty, step)
            }
        }
    }

    fn inside(&mut self, step: Step<'t>, pack: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        self.path.push(step);
        pack(self)?;
        self.path.pop();
        Some(())
    }

    fn scalar(&mut self, scalar: &Scalar<'t>, ty: &Type, step: Step<'t>) -> Option<()> {
        scalar::check(scalar.raw, ty).ok()?;
        let bare = scalar.quoted().unwrap_or(scalar.raw);
        match ty {
            Type::Decimal if bare.len() > MAX_KNOWN_DECIMAL => self.out.put_text(bare),
            Type::Decimal => self.text(&Cow::Borrowed(bare)),
            Type::Integer => return self.integer(bare),
            Type::Boolean => self.out.put(u8::from(bare == "true")),
            _ => match scalar.text() {
                Some(text) => self.text(&text),
                None => self.half_of_a_pair(scalar, step)?,
            },
        }
        Some(())
    }

    #[allow(clippy::ptr_arg, reason = "as in `Lookup::find`")]
    fn text(&mut self, text: &Cow<'t, str>) {
        match self.known.find(text) {
            Some(index) => self.out.put_known(index),
            None => self.out.put_text(text),
        }
    }

    /// A text that is not Unicode, but valid JSON.
    fn half_of_a_pair(&mut self, scalar: &Scalar<'t>, step: Step<'t>) -> Option<()> {
        let raw = Cursor::new(scalar.raw).value()?;
        self.out.put(NULL);
        self.undeclared.add(self.row, &self.path, step, raw);
        Some(())
    }

    fn integer(&mut self, text: &str) -> Option<()> {
        let digits = text.strip_prefix('-');
        let value: u64 = digits.unwrap_or(text).parse().ok()?;
        let codes = (64 - value.leading_zeros()).div_ceil(8);
        let count = u8::try_from(codes).ok().filter(|count| *count < NEGATIVE)?;
        self.out.put(if digits.is_some() { count + NEGATIVE } else { count });
        value.to_le_bytes().into_iter().take(usize::from(count)).for_each(|code| self.out.put(code));
        Some(())
    }

    fn nullable(&mut self, inner: &'static Type, step: Step<'t>) -> Option<()> {
        let is_null = self.json.peek()? == b'n';
        if is_null && self.json.scalar()?.raw != "null" {
            return None;
        }
        if matches!(inner, Type::Object(_) | Type::Array(_) | Type::Map(_)) {
            self.out.put(u8::from(!is_null));
        } else if is_null {
            self.out.put(NULL);
        }
        if is_null { Some(()) } else { self.value(inner, step) }
    }

    fn tuple(&mut self, elements: &'static [Element]) -> Option<()> {
        let mut left = elements.iter();
        self.items(b'[', b']', |packer, index| packer.value(&left.next()?.ty, Step::Index(index)))?;
        left.next().is_none().then_some(())
    }

    fn object(&mut self, object: &'static Object) -> Option<()> {
        let start = self.out.length();
        for _ in 0..mask_codes(object) {
            self.out.put(0);
        }
        let first = self.fields.begin();
        let (mut seen, mut next, mut is_ordered) = (0u64, 0, true);
        self.items(b'{', b'}', |packer, _| {
            let name = packer.json.string()?.text()?;
            packer.json.take(b':')?;
            let Some((index, field)) = keys::find(object.fields, next, &name) else {
                return packer.undeclared(name);
            };
            let bit = 1u64 << index;
            // A repeated field is refused by `decode`, which names it.
            if seen & bit != 0 {
                return None;
            }
            seen |= bit;
            is_ordered &= index >= next;
            next = index + 1;
            let start = packer.out.length();
            packer.value(&field.ty, Step::Field(field.name))?;
            packer.fields.add(index, start..packer.out.length());
            Some(())
        })?;
        self.fields.end(first, is_ordered, &mut self.out);
        for (index, code) in mask(object, seen)?.to_le_bytes().into_iter().take(mask_codes(object)).enumerate() {
            self.out.set(start + index, code);
        }
        Some(())
    }

    /// A field that is not declared. `decode` refuses a name with half of a surrogate pair.
    fn undeclared(&mut self, name: Cow<'t, str>) -> Option<()> {
        let value = self.skipped()?;
        self.undeclared.add(self.row, &self.path, Step::Key(name), value);
        Some(())
    }

    /// A value of any type.
    fn skipped(&mut self) -> Option<&'t str> {
        let value = self.json.value()?;
        depth::check_inside(self.depth, value).ok()?;
        Some(value)
    }

    fn counted(&mut self, items: impl FnOnce(&mut Self) -> Option<usize>) -> Option<()> {
        let start = self.out.length();
        self.out.put(0);
        self.out.put(0);
        let [low, high] = u16::try_from(items(self)?).ok()?.to_le_bytes();
        self.out.set(start, low);
        self.out.set(start + 1, high);
        Some(())
    }

    /// A map inside a row.
    fn map(&mut self, inner: &'static Type) -> Option<usize> {
        let mut seen = Keys::default();
        self.items(b'{', b'}', |packer, _| {
            let key = packer.key(&mut seen)?;
            packer.text(&key);
            packer.value(inner, Step::Key(key))
        })
    }

    /// A key of a map.
    fn key(&mut self, seen: &mut Keys<'t>) -> Option<Cow<'t, str>> {
        let key = self.json.string()?.text()?;
        self.json.take(b':')?;
        (scalar::is_name(&key) && seen.insert(key.clone())).then_some(key)
    }

    /// The items of a list or object. Returns their number.
    fn items(&mut self, open: u8, close: u8, mut item: impl FnMut(&mut Self, usize) -> Option<()>) -> Option<usize> {
        self.json.take(open)?;
        if self.json.peek()? == close {
            self.json.take(close)?;
            return Some(0);
        }
        self.depth += 1;
        let mut count = 0;
        loop {
            item(self, count)?;
            count += 1;
            if self.json.peek()? == close {
                self.json.take(close)?;
                self.depth -= 1;
                return Some(count);
            }
            self.json.take(b',')?;
        }
    }
}
