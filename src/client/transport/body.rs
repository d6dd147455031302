//! The body of an answer: read, decompressed as it comes, and never more of it than allowed.

use std::io::{self, Write};

use brotli_decompressor::DecompressorWriter;
use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue};

use super::errors;
use crate::error::{Error, Phase};

/// The codings that answers may have.
pub(super) const ACCEPTED: HeaderValue = HeaderValue::from_static("gzip, br");
/// What a server merely announces is not reserved beyond this many bytes.
const MAX_RESERVED: usize = 1024 * 1024;
const BROTLI_BUFFER: usize = 16 * 1024;

/// How a body is compressed. One that is so in another way is read as it is, and refused by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::client) enum Coding {
    Plain,
    Gzip,
    Brotli,
}

impl Coding {
    /// The coding that the headers tell. What they say of the coded body is taken out of them.
    pub(in crate::client) fn take(headers: &mut HeaderMap) -> Self {
        let coding = match headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes) {
            Some(b"gzip" | b"x-gzip") => Self::Gzip,
            Some(b"br") => Self::Brotli,
            _ => Self::Plain,
        };
        if coding != Self::Plain {
            headers.remove(CONTENT_ENCODING);
            headers.remove(CONTENT_LENGTH);
        }
        coding
    }
}

/// Reads the body, up to `cap` bytes after decompression. `Ok(None)` says that it is larger.
pub(in crate::client) async fn read(response: Response, coding: Coding, cap: usize) -> Result<Option<Bytes>, Error> {
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > cap) {
        return Ok(None);
    }
    let output = Capped { bytes: Vec::new(), cap, is_full: false };
    match coding {
        Coding::Plain => plain(response, announced.unwrap_or_default(), cap).await,
        Coding::Gzip => {
            decode(response, MultiGzDecoder::new(output), MultiGzDecoder::get_ref, MultiGzDecoder::finish).await
        }
        Coding::Brotli => {
            let decoder = DecompressorWriter::new(output, BROTLI_BUFFER);
            decode(response, decoder, DecompressorWriter::get_ref, |decoder| {
                decoder.into_inner().map_err(|_| io::ErrorKind::UnexpectedEof.into())
            })
            .await
        }
    }
}

async fn plain(mut response: Response, announced: usize, cap: usize) -> Result<Option<Bytes>, Error> {
    // Most answers are one chunk, which then needs no copy.
    let body = next(&mut response).await?.unwrap_or_default();
    if body.len() > cap {
        return Ok(None);
    }
    let mut whole: Option<Vec<u8>> = None;
    while let Some(chunk) = next(&mut response).await? {
        let whole = whole.get_or_insert_with(|| {
            let expected = announced.min(MAX_RESERVED);
            let mut whole = Vec::with_capacity(expected.max(body.len() + chunk.len()));
            whole.extend_from_slice(&body);
            whole
        });
        if whole.len() + chunk.len() > cap {
            return Ok(None);
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(Some(whole.map_or(body, Bytes::from)))
}

/// Sends the body through `decoder`.
async fn decode<D: Write>(
    mut response: Response,
    mut decoder: D,
    output: impl Fn(&D) -> &Capped,
    finish: impl FnOnce(D) -> io::Result<Capped>,
) -> Result<Option<Bytes>, Error> {
    let broken =
        |_| Error::Decode { path: String::new(), message: "could not be decompressed".to_owned(), response: None };
    while let Some(chunk) = next(&mut response).await? {
        if let Err(error) = decoder.write_all(&chunk) {
            return if output(&decoder).is_full { Ok(None) } else { Err(broken(error)) };
        }
    }
    let ended = decoder.flush();
    if output(&decoder).is_full {
        return Ok(None);
    }
    let output = ended.and_then(|()| finish(decoder)).map_err(broken)?;
    Ok(Some(Bytes::from(output.bytes)))
}

async fn next(response: &mut Response) -> Result<Option<Bytes>, Error> {
    match response.chunk().await {
        Ok(chunk) => Ok(chunk),
        Err(error) => Err(errors::explain(&error, Phase::Body, response.url().host_str().unwrap_or_default())),
    }
}

/// What was decompressed. It refuses to grow beyond its cap.
struct Capped {
    bytes: Vec<u8>,
    cap: usize,
    is_full: bool,
}

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.cap {
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
