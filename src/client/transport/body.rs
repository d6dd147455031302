//! Reads the body of a response, and decompresses it as it arrives.
//!
//! Decompression is not left to reqwest: its features `gzip` and `brotli` do not limit the decompressed size, and they
//! decompress on the I/O thread. Here, reading stops at the limit, and large bodies are decompressed on other threads.

use brotli_decompressor::DecompressorWriter;
use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue};

use super::decompress::{BROTLI_BUFFER_SIZE, Decoder, LimitedBuffer, finish, write};
use super::errors;
use crate::client::blocking::large_body;
use crate::error::{Error, Phase};

/// The codings that are requested.
pub(super) const ACCEPTED: HeaderValue = HeaderValue::from_static("gzip, br");
/// At most this many bytes are reserved because of a `Content-Length`, which may be wrong.
const MAX_RESERVED: usize = 1024 * 1024;
/// The number of compressed bytes between two checks of the decompressed size.
const STEP: usize = 4 * 1024;

/// How a body is compressed. A body with another coding is read as it is, and refused later because of its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::client) enum Coding {
    Plain,
    Gzip,
    Brotli,
}

impl Coding {
    /// The coding that the headers name. Removes the headers that describe the compressed body.
    pub(in crate::client) fn take(headers: &mut HeaderMap) -> Self {
        let name = headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes).unwrap_or_default().to_ascii_lowercase();
        let coding = match name.as_slice() {
            b"gzip" | b"x-gzip" => Self::Gzip,
            b"br" => Self::Brotli,
            _ => Self::Plain,
        };
        if coding != Self::Plain {
            headers.remove(CONTENT_ENCODING);
            headers.remove(CONTENT_LENGTH);
        }
        coding
    }
}

/// Reads the body, up to `limit` bytes after decompression. `Ok(None)` if it is larger.
pub(in crate::client) async fn read(response: Response, coding: Coding, limit: usize) -> Result<Option<Bytes>, Error> {
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > limit) {
        return Ok(None);
    }
    let output = LimitedBuffer::new(limit);
    match coding {
        Coding::Plain => plain(response, announced.unwrap_or_default(), limit).await,
        Coding::Gzip => decode(response, MultiGzDecoder::new(output)).await,
        Coding::Brotli => decode(response, DecompressorWriter::new(output, BROTLI_BUFFER_SIZE)).await,
    }
}

async fn plain(mut response: Response, announced: usize, limit: usize) -> Result<Option<Bytes>, Error> {
    // Most bodies are a single chunk, which needs no copy.
    let body = next(&mut response).await?.unwrap_or_default();
    if body.len() > limit {
        return Ok(None);
    }
    let mut joined: Option<Vec<u8>> = None;
    while let Some(chunk) = next(&mut response).await? {
        let joined = joined.get_or_insert_with(|| {
            let expected = announced.min(MAX_RESERVED);
            let mut joined = Vec::with_capacity(expected.max(body.len() + chunk.len()));
            joined.extend_from_slice(&body);
            joined
        });
        if joined.len() + chunk.len() > limit {
            return Ok(None);
        }
        joined.extend_from_slice(&chunk);
    }
    Ok(Some(joined.map_or(body, Bytes::from)))
}

/// Decompresses the body with `decoder`. Once the output is large, continues on another thread. An empty body needs no
/// decoder: servers name a coding even if they send nothing.
async fn decode<D: Decoder>(mut response: Response, mut decoder: D) -> Result<Option<Bytes>, Error> {
    let mut pending = Vec::new();
    let mut is_empty = true;
    while let Some(chunk) = next(&mut response).await? {
        is_empty &= chunk.is_empty();
        let mut steps = chunk.chunks(STEP);
        while !is_large(&decoder)
            && let Some(step) = steps.next()
        {
            let Some(written) = write(decoder, step)? else { return Ok(None) };
            decoder = written;
        }
        steps.for_each(|step| pending.extend_from_slice(step));
        if large_body::is_large(pending.len()) {
            let batch = std::mem::take(&mut pending);
            let Some(written) = large_body::run(move || write(decoder, &batch)).await?? else { return Ok(None) };
            decoder = written;
        }
    }
    if is_empty {
        Ok(Some(Bytes::new()))
    } else if is_large(&decoder) {
        large_body::run(move || finish(decoder, &pending)).await?
    } else {
        finish(decoder, &pending)
    }
}

fn is_large(decoder: &impl Decoder) -> bool {
    large_body::is_large(decoder.output().length())
}

async fn next(response: &mut Response) -> Result<Option<Bytes>, Error> {
    match response.chunk().await {
        Ok(chunk) => Ok(chunk),
        Err(error) => Err(errors::explain(&error, Phase::Body, response.url().host_str().unwrap_or_default())),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::pin::pin;
    use std::task::{Context, Waker};

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    const LIMIT: usize = 4 * large_body::LARGE;

    fn gzip(body: &[u8]) -> Response {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        hyper::Response::new(encoder.finish().unwrap()).into()
    }

    /// Bytes that gzip cannot compress much.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn large_output_is_decompressed_on_another_thread() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let _entered = runtime.enter();
        for (length, is_large) in [(0, false), (10_000, false), (LIMIT / 2, true)] {
            for body in [vec![b' '; length], noise(length)] {
                let mut context = Context::from_waker(Waker::noop());
                let occupied = large_body::occupy_all_threads(&runtime);
                let pending = pin!(read(gzip(&body), Coding::Gzip, LIMIT)).poll(&mut context).is_pending();
                assert_eq!(pending, is_large, "{length}");
                drop(occupied);
                let body_read = runtime.block_on(read(gzip(&body), Coding::Gzip, LIMIT)).unwrap().unwrap();
                assert!(body_read == body, "{length}");
            }
        }
        for body in [vec![b' '; LIMIT + 1], noise(LIMIT + 1)] {
            assert!(runtime.block_on(read(gzip(&body), Coding::Gzip, LIMIT)).unwrap().is_none());
        }
    }

    #[test]
    fn an_empty_body_needs_no_valid_compression() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for name in ["gzip", "GZIP", "x-gzip", "br", "Br"] {
            let mut headers = HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static(name))]);
            let coding = Coding::take(&mut headers);
            assert!(coding != Coding::Plain && headers.is_empty(), "{name}");
            let response = hyper::Response::new(Vec::new()).into();
            assert_eq!(runtime.block_on(read(response, coding, LIMIT)).unwrap().unwrap(), "", "{name}");
        }
    }

    #[test]
    fn corrupt_data_at_the_end_of_a_large_body_is_refused() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&noise(3 * large_body::LARGE)).unwrap();
        let mut body = encoder.finish().unwrap();
        let end = body.len() - 8;
        body[end] ^= 1;
        for broken in [body.clone(), body[..end].to_vec()] {
            let response = hyper::Response::new(broken).into();
            let error = runtime.block_on(read(response, Coding::Gzip, LIMIT)).unwrap_err();
            assert!(matches!(error, Error::Decode { .. }), "{error}");
        }
    }
}
