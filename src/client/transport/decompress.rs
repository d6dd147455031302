//! Decompresses a body up to a limit. `body.rs` says why this is not left to reqwest.

use std::io::{self, Write};

use brotli_decompressor::DecompressorWriter;
use bytes::Bytes;
use flate2::write::MultiGzDecoder;

use crate::error::Error;

pub(super) const BROTLI_BUFFER_SIZE: usize = 16 * 1024;

/// A decompressor that writes into a [`LimitedBuffer`].
pub(super) trait Decoder: Write + Send + Sized + 'static {
    fn output(&self) -> &LimitedBuffer;
    fn finish(self) -> io::Result<LimitedBuffer>;
}

impl Decoder for MultiGzDecoder<LimitedBuffer> {
    fn output(&self) -> &LimitedBuffer {
        self.get_ref()
    }

    fn finish(self) -> io::Result<LimitedBuffer> {
        Self::finish(self)
    }
}

impl Decoder for DecompressorWriter<LimitedBuffer> {
    fn output(&self) -> &LimitedBuffer {
        self.get_ref()
    }

    fn finish(self) -> io::Result<LimitedBuffer> {
        self.into_inner().map_err(|_| io::ErrorKind::UnexpectedEof.into())
    }
}

/// A buffer that refuses to grow beyond its limit.
pub(super) struct LimitedBuffer {
    bytes: Vec<u8>,
    limit: usize,
    is_full: bool,
}

impl LimitedBuffer {
    pub(super) fn new(limit: usize) -> Self {
        Self { bytes: Vec::new(), limit, is_full: false }
    }

    pub(super) fn length(&self) -> usize {
        self.bytes.len()
    }
}

impl Write for LimitedBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.limit {
            self.is_full = true;
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Decompresses `bytes`. `Ok(None)` if the output exceeds the limit.
pub(super) fn write<D: Decoder>(mut decoder: D, bytes: &[u8]) -> Result<Option<D>, Error> {
    match decoder.write_all(bytes) {
        Ok(()) => Ok(Some(decoder)),
        Err(_) if decoder.output().is_full => Ok(None),
        Err(_) => Err(corrupt()),
    }
}

/// Decompresses `rest`, the end of the body. Returns the whole output.
pub(super) fn finish<D: Decoder>(decoder: D, rest: &[u8]) -> Result<Option<Bytes>, Error> {
    let Some(mut decoder) = write(decoder, rest)? else { return Ok(None) };
    let ended = decoder.flush();
    if decoder.output().is_full {
        return Ok(None);
    }
    let output = ended.and_then(|()| decoder.finish()).map_err(|_| corrupt())?;
    Ok(Some(Bytes::from(output.bytes)))
}

fn corrupt() -> Error {
    Error::Decode { path: String::new(), message: "could not be decompressed".to_owned(), response: None }
}
