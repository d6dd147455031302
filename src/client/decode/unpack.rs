//! Builds JSON values from a packed response, as `lib/native/packed.js` builds JavaScript's. For the tests and the fuzz
//! targets.

use serde_json::{Map, Value, json};

use crate::client::decode::Block;
use crate::schema::{Element, Object, Type};

/// The response that `block` stands for. `known` are the texts that JavaScript knows.
pub(crate) fn unpack(block: &Block, ty: &Type, known: &[Box<str>]) -> Value {
    let mut reader = Reader { block, known, at: 0 };
    let mut rows: Vec<(Option<String>, Value)> = Vec::new();
    match ty {
        Type::Array(row) => {
            while !reader.is_at_end() {
                rows.push((None, reader.value(row)));
            }
        }
        Type::Map(row) => {
            while !reader.is_at_end() {
                rows.push((Some(reader.text()), reader.value(row)));
            }
        }
        _ => rows.push((None, reader.value(ty))),
    }
    assert!(reader.is_at_end());
    add_undeclared(&mut rows, block.undeclared.as_deref().unwrap_or("[]"));
    match ty {
        Type::Array(_) => rows.into_iter().map(|(_, row)| row).collect(),
        Type::Map(_) => rows.into_iter().map(|(key, row)| (key.unwrap(), row)).collect(),
        _ => rows.remove(0).1,
    }
}

/// The path, the name, the rows and the values.
type Column = (Vec<Value>, Value, Option<Vec<usize>>, Vec<Value>);

fn add_undeclared(rows: &mut [(Option<String>, Value)], columns: &str) {
    let columns: Vec<Column> = serde_json::from_str(columns).unwrap();
    for (path, name, indexes, values) in columns {
        assert!(indexes.as_ref().map_or(rows.len(), Vec::len) == values.len());
        for (position, value) in values.into_iter().enumerate() {
            let index = indexes.as_ref().map_or(position, |indexes| indexes[position]);
            let mut target = &mut rows[index].1;
            for step in &path {
                target = inside(target, step);
            }
            match target {
                Value::Object(fields) => drop(fields.insert(name.as_str().unwrap().to_owned(), value)),
                target => *inside(target, &name) = value,
            }
        }
    }
}

fn inside<'v>(value: &'v mut Value, step: &Value) -> &'v mut Value {
    match step.as_u64() {
        Some(index) => &mut value[usize::try_from(index).unwrap()],
        None => value.get_mut(step.as_str().unwrap()).unwrap(),
    }
}

struct Reader<'b> {
    block: &'b Block,
    known: &'b [Box<str>],
    at: usize,
}

impl Reader<'_> {
    fn is_at_end(&self) -> bool {
        self.at == self.block.codes.len()
    }

    fn code(&mut self) -> u8 {
        self.at += 1;
        self.block.codes[self.at - 1]
    }

    fn number(&mut self, codes: usize) -> u64 {
        (0..codes).map(|index| u64::from(self.code()) << (8 * index)).sum()
    }

    fn is_null(&mut self) -> bool {
        let is_null = self.block.codes[self.at] == 254;
        self.at += usize::from(is_null);
        is_null
    }

    fn text(&mut self) -> String {
        match self.code() {
            length @ 0..=24 => {
                let bytes = &self.block.codes[self.at..self.at + usize::from(length)];
                self.at += usize::from(length);
                String::from_utf8(bytes.to_vec()).unwrap()
            }
            high @ 32..48 => self.known[usize::from(high - 32) * 256 + usize::from(self.code())].to_string(),
            252 => {
                let index = self.number(3);
                self.block.texts[usize::try_from(index).unwrap()].clone()
            }
            other => panic!("{other} begins no text"),
        }
    }

    fn value(&mut self, ty: &Type) -> Value {
        match ty {
            Type::Object(object) => self.object(object),
            Type::Tuple(elements) => elements.iter().map(|Element { ty, .. }| self.value(ty)).collect(),
            Type::Array(inner) => (0..self.number(2)).map(|_| self.value(inner)).collect(),
            Type::Map(inner) => (0..self.number(2)).map(|_| (self.text(), self.value(inner))).collect(),
            Type::Nullable(inner @ (Type::Object(_) | Type::Array(_) | Type::Map(_))) => {
                if self.code() == 0 {
                    Value::Null
                } else {
                    self.value(inner)
                }
            }
            Type::Nullable(inner) => self.value(inner),
            _ if self.is_null() => Value::Null,
            Type::Boolean => (self.code() == 1).into(),
            Type::Integer => {
                let count = self.code();
                let value = i64::try_from(self.number(usize::from(count % 8))).unwrap();
                match (value, count >= 8) {
                    (0, true) => json!(-0.0),
                    (_, true) => json!(-value),
                    (_, false) => json!(value),
                }
            }
            _ => self.text().into(),
        }
    }

    fn object(&mut self, object: &Object) -> Value {
        let optional = object.fields.iter().filter(|field| field.optional).count();
        let mut mask = self.number(optional.div_ceil(8));
        let mut fields = Map::new();
        for field in object.fields {
            let is_present = !field.optional || mask & 1 == 1;
            mask >>= u32::from(field.optional);
            if is_present {
                fields.insert(field.name.to_owned(), self.value(&field.ty));
            }
        }
        fields.into()
    }
}
