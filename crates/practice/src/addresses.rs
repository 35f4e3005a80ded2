//! What the addresses in a body mean: an upload of ours, bytes inside the JSON, or a place elsewhere, which practice does not fetch.

use afterframe_core::{
    catalogue::{Field, MediaLimits},
    ids::{FieldKey, MediaId},
    media::{KnownMedia, MediaFacts, MediaKind},
};
use afterframe_media::{Format, Kind};
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;

use crate::{
    answer::Refusal,
    hub::Hub,
    ledger::Upload,
    links::BadLink,
    rules::{InputFile, too_large, wrong},
    uploads::keep_inline,
};

/// The files that one body names, as far as they were read.
pub(crate) struct Addresses<'a> {
    hub: &'a Hub,
    /// What the checks may know of each file: its kind, format and size.
    pub(crate) known: Vec<KnownMedia>,
    /// The same, with how long it plays.
    pub(crate) playing: Vec<KnownMedia>,
    pub(crate) ours: Vec<InputFile>,
}

impl<'a> Addresses<'a> {
    pub(crate) const fn new(hub: &'a Hub) -> Self {
        Self { hub, known: Vec::new(), playing: Vec::new(), ours: Vec::new() }
    }

    /// Notes the file at `address`, which stands in `field` under the name `key`.
    pub(crate) fn file(&mut self, field: &Field, key: &FieldKey, address: &str) -> Result<MediaId, Refusal> {
        let Some(limits) = field.media() else { return Err(wrong(key, "takes no file")) };
        let found = if let Some(inline) = address.strip_prefix("data:") {
            Some(take_inline(self.hub, key, inline, limits.max_bytes)?)
        } else if address.starts_with("https://") || address.starts_with("http://") {
            our_upload(self.hub, key, address)?
        } else {
            return Err(wrong(key, "must be a URL"));
        };
        // The same file may stand twice, and then counts twice.
        let id = MediaId::new(format!("{}", self.known.len()));
        let facts = match found {
            None => elsewhere(limits),
            Some(name) => {
                let Some(upload) = self.hub.ledger().uploads.get(&name).cloned() else {
                    return Err(wrong(key, "names a file that is not there any more"));
                };
                let facts = facts(&upload);
                #[expect(clippy::cast_precision_loss, reason = "milliseconds of any real clip lie far below 2^52")]
                let seconds = upload.duration_ms.map(|duration| duration as f64 / 1000.0);
                self.ours.push(InputFile { name, kind: facts.kind, seconds });
                let playing = MediaFacts { duration_ms: upload.duration_ms, ..facts.clone() };
                self.playing.push(KnownMedia { id: id.clone(), facts: playing, made_by_family: None });
                facts
            }
        };
        self.known.push(KnownMedia { id: id.clone(), facts, made_by_family: None });
        Ok(id)
    }
}

/// Nothing is known of it, so nothing is held against it.
fn elsewhere(limits: &MediaLimits) -> MediaFacts {
    let format = limits.formats.first().cloned().unwrap_or_default();
    MediaFacts { kind: limits.media, format, ..facts(&Upload::default()) }
}

fn facts(upload: &Upload) -> MediaFacts {
    let kind = match Format::named(&upload.format).map(Format::kind) {
        Some(Kind::Video) => MediaKind::Video,
        Some(Kind::Image) => MediaKind::Image,
        Some(Kind::Audio) => MediaKind::Audio,
        Some(Kind::Model3d) => MediaKind::Model3d,
        Some(Kind::Text) | None => MediaKind::Text,
    };
    MediaFacts {
        kind,
        format: upload.format.clone(),
        size_bytes: upload.size,
        duration_ms: None,
        width: None,
        height: None,
        frame_rate: None,
        video_codec: None,
        has_sound: None,
    }
}

fn take_inline(hub: &Hub, key: &FieldKey, inline: &str, max_bytes: u64) -> Result<String, Refusal> {
    let (content_type, data) = inline.split_once(";base64,").ok_or_else(|| wrong(key, "must be a base64 data URI"))?;
    let bytes = STANDARD.decode(data.trim()).map_err(|_| wrong(key, "must be a base64 data URI"))?;
    if bytes.len() as u64 > max_bytes {
        return Err(too_large(key, max_bytes, bytes.len() as u64));
    }
    match keep_inline(hub, content_type, &bytes) {
        Ok(Some(name)) => Ok(name),
        Ok(None) => Err(wrong(key, format!("must not be {content_type}"))),
        Err(_) => Err(Refusal::flat(1013)),
    }
}

/// Recognised by its path alone: after a restart the server may listen on another port, and the file is still there.
fn our_upload(hub: &Hub, key: &FieldKey, address: &str) -> Result<Option<String>, Refusal> {
    let after_scheme = address.split_once("://").map_or("", |(_, rest)| rest);
    let path = after_scheme.split_once('/').map_or("", |(_, path)| path);
    let Some((signed, name)) = path.strip_prefix("uploads/").and_then(|rest| rest.split_once('/')) else {
        return Ok(None);
    };
    match hub.signer.check(signed, name, Timestamp::now()) {
        Ok(()) => Ok(Some(name.to_owned())),
        Err(BadLink::Forged) => Ok(None),
        Err(BadLink::Expired) => Err(wrong(key, "cannot be fetched: the link has expired")),
    }
}
