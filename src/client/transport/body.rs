//! The body of an answer: read, decompressed as it comes, and never more of it than allowed.

use std::io::{self, Write};

use brotli_decompressor::DecompressorWriter;
use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue};

use super::errors;
use crate::client::blocking::large_body;
use crate::error::{Error, Phase};

/// The codings that answers may have.
pub(super) const ACCEPTED: HeaderValue = HeaderValue::from_static("gzip, br");
/// What a server merely announces is not reserved beyond this many bytes.
const MAX_RESERVED: usize = 1024 * 1024;
const BROTLI_BUFFER: usize = 16 * 1024;
/// So much is decompressed between two looks at how much came of it.
const PIECE: usize = 4 * 1024;

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
        Coding::Gzip => decode(response, MultiGzDecoder::new(output)).await,
        Coding::Brotli => decode(response, DecompressorWriter::new(output, BROTLI_BUFFER)).await,
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

/// What decompresses into a [`Capped`].
trait Decoder: Write + Send + Sized + 'static {
    fn output(&self) -> &Capped;
    fn finish(self) -> io::Result<Capped>;
}

impl Decoder for MultiGzDecoder<Capped> {
    fn output(&self) -> &Capped {
        self.get_ref()
    }

    fn finish(self) -> io::Result<Capped> {
        Self::finish(self)
    }
}

impl Decoder for DecompressorWriter<Capped> {
    fn output(&self) -> &Capped {
        self.get_ref()
    }

    fn finish(self) -> io::Result<Capped> {
        self.into_inner().map_err(|_| io::ErrorKind::UnexpectedEof.into())
    }
}

/// Sends the body through `decoder`: the beginning here, and what follows after much output on another thread.
async fn decode<D: Decoder>(mut response: Response, mut decoder: D) -> Result<Option<Bytes>, Error> {
    let mut waiting = Vec::new();
    while let Some(chunk) = next(&mut response).await? {
        let mut pieces = chunk.chunks(PIECE);
        while !is_large(&decoder)
            && let Some(piece) = pieces.next()
        {
            let Some(written) = write(decoder, piece)? else { return Ok(None) };
            decoder = written;
        }
        pieces.for_each(|piece| waiting.extend_from_slice(piece));
        if large_body::is_large(waiting.len()) {
            let batch = std::mem::take(&mut waiting);
            let Some(written) = large_body::run(move || write(decoder, &batch)).await?? else { return Ok(None) };
            decoder = written;
        }
    }
    if is_large(&decoder) {
        large_body::run(move || finish(decoder, &waiting)).await?
    } else {
        finish(decoder, &waiting)
    }
}

fn is_large(decoder: &impl Decoder) -> bool {
    large_body::is_large(decoder.output().bytes.len())
}

/// The decoder after `bytes`; `Ok(None)` where its output is full.
fn write<D: Decoder>(mut decoder: D, bytes: &[u8]) -> Result<Option<D>, Error> {
    match decoder.write_all(bytes) {
        Ok(()) => Ok(Some(decoder)),
        Err(_) if decoder.output().is_full => Ok(None),
        Err(_) => Err(broken()),
    }
}

/// The whole output, when `rest` is all that is left.
fn finish<D: Decoder>(decoder: D, rest: &[u8]) -> Result<Option<Bytes>, Error> {
    let Some(mut decoder) = write(decoder, rest)? else { return Ok(None) };
    let ended = decoder.flush();
    if decoder.output().is_full {
        return Ok(None);
    }
    let output = ended.and_then(|()| decoder.finish()).map_err(|_| broken())?;
    Ok(Some(Bytes::from(output.bytes)))
}

fn broken() -> Error {
    Error::Decode { path: String::new(), message: "could not be decompressed".to_owned(), response: None }
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

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    const CAP: usize = 4 * large_body::LARGE;

    fn gzip(body: &[u8]) -> Response {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        hyper::Response::new(encoder.finish().unwrap()).into()
    }

    /// Text that gzip cannot make much shorter.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn much_output_is_made_on_another_thread() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let _entered = runtime.enter();
        for (length, is_large) in [(0, false), (10_000, false), (CAP / 2, true)] {
            for body in [vec![b' '; length], noise(length)] {
                let mut context = Context::from_waker(Waker::noop());
                let occupied = large_body::occupy(&runtime);
                let pending = pin!(read(gzip(&body), Coding::Gzip, CAP)).poll(&mut context).is_pending();
                assert_eq!(pending, is_large, "{length}");
                drop(occupied);
                let whole = runtime.block_on(read(gzip(&body), Coding::Gzip, CAP)).unwrap().unwrap();
                assert!(whole == body, "{length}");
            }
        }
        for body in [vec![b' '; CAP + 1], noise(CAP + 1)] {
            assert!(runtime.block_on(read(gzip(&body), Coding::Gzip, CAP)).unwrap().is_none());
        }
    }

    #[test]
    fn what_is_broken_far_behind_is_noticed() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&noise(3 * large_body::LARGE)).unwrap();
        let mut body = encoder.finish().unwrap();
        let end = body.len() - 8;
        body[end] ^= 1;
        for broken in [body.clone(), body[..end].to_vec()] {
            let response = hyper::Response::new(broken).into();
            let error = runtime.block_on(read(response, Coding::Gzip, CAP)).unwrap_err();
            assert!(matches!(error, Error::Decode { .. }), "{error}");
        }
    }
}
