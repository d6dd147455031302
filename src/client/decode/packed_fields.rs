//! The fields of an object in the packed form: their order, and which ones are present.

use std::ops::Range;

use super::block::Block;
use crate::schema::Object;

/// Where the codes of fields are: those of the current object and of the objects around it.
#[derive(Default)]
pub(super) struct PackedFields {
    fields: Vec<(usize, Range<usize>)>,
    buffer: Vec<u8>,
}

impl PackedFields {
    /// Begins an object. Returns the position of its first field.
    pub(super) fn begin(&self) -> usize {
        self.fields.len()
    }

    /// Adds the field with this index in the declared order.
    pub(super) fn add(&mut self, index: usize, codes: Range<usize>) {
        self.fields.push((index, codes));
    }

    /// Ends the object whose fields begin at `first`. Moves their codes into declared order.
    pub(super) fn end(&mut self, first: usize, is_ordered: bool, out: &mut Block) {
        if !is_ordered && let Some(fields) = self.fields.get_mut(first..) {
            let start = fields.first().map_or(0, |(_, codes)| codes.start);
            fields.sort_unstable_by_key(|(index, _)| *index);
            self.buffer.clear();
            for (_, codes) in fields {
                self.buffer.extend_from_slice(out.codes.get(codes.clone()).unwrap_or_default());
            }
            out.codes.truncate(start);
            out.codes.extend_from_slice(&self.buffer);
        }
        self.fields.truncate(first);
    }
}

/// The presence mask of an object whose fields with these bits were seen. `None` if a required field is missing.
pub(super) fn mask(object: &Object, seen: u64) -> Option<u16> {
    let (mut mask, mut bit) = (0, 0);
    for (index, field) in object.fields.iter().enumerate() {
        let is_present = seen & (1 << index) != 0;
        if field.optional {
            mask |= u16::from(is_present) << bit;
            bit += 1;
        } else if !is_present {
            return None;
        }
    }
    Some(mask)
}

/// The number of codes in the presence mask of an object.
pub(crate) fn mask_codes(object: &Object) -> usize {
    object.fields.iter().filter(|field| field.optional).count().div_ceil(8)
}
