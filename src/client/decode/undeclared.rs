//! What the codes of a packed response cannot express: undeclared fields, and texts with half of a surrogate pair. It
//! travels beside them as JSON.

use std::collections::HashMap;
use std::fmt::Write;

use super::path::Step;

/// Values beside the packed rows, in columns. Most often, a new field comes in every row.
#[derive(Default)]
pub(super) struct Undeclared<'t> {
    columns: Vec<Column<'t>>,
    indexes: HashMap<(Vec<Step<'t>>, Step<'t>), usize>,
    /// The index of the column that probably comes next.
    next: usize,
}

/// The values of one field, or of one place in a list.
struct Column<'t> {
    /// Where it is inside a row.
    path: Vec<Step<'t>>,
    name: Step<'t>,
    rows: Vec<usize>,
    values: Vec<&'t str>,
}

impl<'t> Undeclared<'t> {
    /// Adds `value`, which is valid JSON.
    pub(super) fn add(&mut self, row: usize, path: &[Step<'t>], name: Step<'t>, value: &'t str) {
        let expected = self.columns.get(self.next).is_some_and(|column| column.name == name && column.path == path);
        let index = if expected { self.next } else { self.column(path, name) };
        self.next = index + 1;
        if self.next == self.columns.len() {
            self.next = 0;
        }
        if let Some(column) = self.columns.get_mut(index) {
            column.rows.push(row);
            column.values.push(value);
        }
    }

    fn column(&mut self, path: &[Step<'t>], name: Step<'t>) -> usize {
        *self.indexes.entry((path.to_vec(), name)).or_insert_with_key(|(path, name)| {
            let (path, name) = (path.clone(), name.clone());
            self.columns.push(Column { path, name, rows: Vec::new(), values: Vec::new() });
            self.columns.len() - 1
        })
    }

    /// A JSON list of columns, each `[path, name, rows, values]`. `rows` is `null` if the column has one value for each
    /// of the `count` rows. `None` without columns.
    pub(super) fn into_json(self, count: usize) -> Option<String> {
        if self.columns.is_empty() {
            return None;
        }
        let mut json = String::new();
        for column in &self.columns {
            json.push(if json.is_empty() { '[' } else { ',' });
            json.push('[');
            write_list(&mut json, &column.path, write_step);
            json.push(',');
            write_step(&mut json, &column.name);
            json.push(',');
            if column.rows.iter().copied().eq(0..count) {
                json.push_str("null");
            } else {
                write_list(&mut json, &column.rows, |json, row| write_number(json, *row));
            }
            json.push(',');
            write_list(&mut json, &column.values, |json, value| json.push_str(value));
            json.push(']');
        }
        json.push(']');
        Some(json)
    }
}

fn write_list<T>(json: &mut String, items: &[T], mut write: impl FnMut(&mut String, &T)) {
    json.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        write(json, item);
    }
    json.push(']');
}

fn write_step(json: &mut String, step: &Step<'_>) {
    let name: &str = match step {
        Step::Index(index) => return write_number(json, *index),
        Step::Field(name) => name,
        Step::Key(name) => name,
    };
    json.push_str(&serde_json::Value::from(name).to_string());
}

fn write_number(json: &mut String, number: usize) {
    let _ = write!(json, "{number}");
}
