//! The strings that packed answers are made of.

/// A text of this length or more has its length in three more codes.
const LONG: u8 = 252;
const BLOCK_LENGTH: usize = 2048;

/// Some rows of an answer, as the string that JavaScript gets.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// All characters are below U+0100, one byte each.
    OneByte(Vec<u8>),
    /// UTF-16.
    TwoByte(Vec<u16>),
}

/// Writes blocks, one after the other.
pub(super) struct Blocks {
    full: Vec<Block>,
    block: Block,
}

impl Blocks {
    pub(super) fn new() -> Self {
        Self { full: Vec::new(), block: empty() }
    }

    #[inline]
    pub(super) fn put(&mut self, code: u8) {
        match &mut self.block {
            Block::OneByte(bytes) => bytes.push(code),
            Block::TwoByte(units) => units.push(code.into()),
        }
    }

    /// Writes text after its length. `None` for more text than a length can say.
    #[inline]
    pub(super) fn put_text(&mut self, text: &str) -> Option<()> {
        let is_ascii = text.is_ascii();
        let length = if is_ascii { text.len() } else { text.encode_utf16().count() };
        match u8::try_from(length) {
            Ok(code) if code < LONG => self.put(code),
            _ => {
                let [low, middle, high, 0] = u32::try_from(length).ok()?.to_le_bytes() else { return None };
                [LONG, low, middle, high].into_iter().for_each(|code| self.put(code));
            }
        }
        if let Block::OneByte(bytes) = &mut self.block {
            if is_ascii {
                bytes.extend_from_slice(text.as_bytes());
                return Some(());
            }
            self.block = Block::TwoByte(bytes.iter().copied().map(u16::from).collect());
        }
        if let Block::TwoByte(units) = &mut self.block {
            units.extend(text.encode_utf16());
        }
        Some(())
    }

    /// Replaces the code at `index` of the block at hand.
    pub(super) fn set(&mut self, index: usize, code: u8) {
        match &mut self.block {
            Block::OneByte(bytes) => bytes.get_mut(index).map(|place| *place = code),
            Block::TwoByte(units) => units.get_mut(index).map(|place| *place = code.into()),
        };
    }

    /// The length of the block at hand.
    pub(super) fn length(&self) -> usize {
        match &self.block {
            Block::OneByte(bytes) => bytes.len(),
            Block::TwoByte(units) => units.len(),
        }
    }

    /// Between two rows, where a block may end.
    pub(super) fn end_row(&mut self) {
        if self.length() >= BLOCK_LENGTH {
            self.full.push(std::mem::replace(&mut self.block, empty()));
        }
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        if self.length() > 0 {
            self.full.push(self.block);
        }
        self.full
    }
}

fn empty() -> Block {
    Block::OneByte(Vec::with_capacity(BLOCK_LENGTH + BLOCK_LENGTH / 4))
}
