//! A reader of JSON by the grammar of RFC 8259 alone, to compare the decoder with.

/// Whether `text` is a JSON document, by the grammar of the RFC alone.
pub(super) fn is_json(text: &str) -> bool {
    let mut reader = Reader { rest: text.as_bytes() };
    reader.value().is_some() && reader.space().rest.is_empty()
}

struct Reader<'t> {
    rest: &'t [u8],
}

impl Reader<'_> {
    fn space(&mut self) -> &mut Self {
        while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = self.rest {
            self.rest = rest;
        }
        self
    }

    fn take(&mut self, token: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(token.as_bytes())?;
        Some(())
    }

    fn value(&mut self) -> Option<()> {
        match self.space().rest.first()? {
            b'{' => self.items("{", "}", |reader| {
                reader.space().string()?;
                reader.space().take(":")?;
                reader.value()
            }),
            b'[' => self.items("[", "]", Self::value),
            b'"' => self.string(),
            b't' => self.take("true"),
            b'f' => self.take("false"),
            b'n' => self.take("null"),
            _ => self.number(),
        }
    }

    fn items(&mut self, open: &str, close: &str, item: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        self.take(open)?;
        if self.space().take(close).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            if self.space().take(close).is_some() {
                return Some(());
            }
            self.take(",")?;
        }
    }

    fn string(&mut self) -> Option<()> {
        self.take("\"")?;
        loop {
            self.rest = match self.rest {
                [b'"', rest @ ..] => {
                    self.rest = rest;
                    return Some(());
                }
                [b'\\', b'u', a, b, c, d, rest @ ..] if [a, b, c, d].iter().all(|hex| hex.is_ascii_hexdigit()) => rest,
                [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', rest @ ..] => rest,
                [b'\\' | ..=0x1f, ..] | [] => return None,
                [_, rest @ ..] => rest,
            };
        }
    }

    fn number(&mut self) -> Option<()> {
        let _ = self.take("-");
        if self.take("0").is_none() {
            self.digits()?;
        }
        if self.take(".").is_some() {
            self.digits()?;
        }
        if self.take("e").or_else(|| self.take("E")).is_some() {
            let _ = self.take("+").or_else(|| self.take("-"));
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let digits = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.rest = &self.rest[digits..];
        (digits > 0).then_some(())
    }
}
