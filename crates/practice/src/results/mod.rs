//! Makes results: real files of the kind that was ordered, and words. Where ffmpeg is missing a clip is one of the samples; everything else
//! needs nothing but code.

mod body;
mod sound;
mod words;

use std::path::Path;

use afterframe_media::{
    Format, MakeError, animate_picture_with, continue_clip_with, drifting_colours_with, paint_picture,
    recolour_clip_with, recolour_picture,
};
use tempfile::TempPath;
use tokio::task::spawn_blocking;
use tracing::warn;

use crate::{hub::Hub, ledger::Piece, order::Order};

/// The result where nothing can be made: a clip of the same kind.
const SAMPLES: [&[u8]; 3] = [
    include_bytes!("../../../../assets/samples/ridge-at-dusk.mp4"),
    include_bytes!("../../../../assets/samples/low-tide.mp4"),
    include_bytes!("../../../../assets/samples/moonrise.mp4"),
];

/// The service's words for a file that it cannot work with, and for its own trouble.
const BAD_FILE: u32 = 1013;
const TROUBLE: u32 = 1005;

/// Makes everything that was ordered, or gives the code that the task fails with.
pub(crate) async fn make(hub: &Hub, id: &str, order: &Order) -> Result<Vec<Piece>, u32> {
    let maker = Maker { hub, id };
    let piece = match order {
        Order::Words { task, chinese } => Piece::Text(words::of(*task, *chinese, maker.chance(0))),
        Order::Pictures { count, .. } => {
            let mut pieces = Vec::new();
            for number in 0..*count {
                pieces.push(maker.picture(order, number).await?);
            }
            return Ok(pieces);
        }
        Order::Sound { seconds, speech } => {
            let (seconds, speech, chance) = (*seconds, *speech, maker.chance(0));
            maker.written("wav", move || sound::wav(seconds, speech, chance)).await?
        }
        Order::Body => {
            let chance = maker.chance(0);
            maker.written("glb", move || body::glb(chance)).await?
        }
        Order::Continue { .. } | Order::Animate { .. } | Order::Recolour { .. } | Order::Drift { .. } => {
            maker.film(order).await?
        }
    };
    Ok(vec![piece])
}

struct Maker<'a> {
    hub: &'a Hub,
    id: &'a str,
}

impl Maker<'_> {
    /// A number that differs from task to task and from picture to picture, so that two results are told apart.
    fn chance(&self, number: u32) -> u64 {
        let digits = self.id.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        digits.wrapping_add(u64::from(number).wrapping_mul(0x9E37_79B9))
    }

    /// A place under a name of its own until the result is whole: an encoder that outlived a killed server may still be writing.
    fn draft(&self, extension: &str) -> Result<TempPath, u32> {
        let suffix = format!(".{extension}");
        let draft = tempfile::Builder::new().prefix(self.id).suffix(&suffix).tempfile_in(self.hub.results());
        draft.map(tempfile::NamedTempFile::into_temp_path).map_err(|_| TROUBLE)
    }

    fn keep(&self, draft: TempPath, number: u32, extension: &str) -> Result<Piece, u32> {
        let name = match number {
            0 => format!("{}.{extension}", self.id),
            more => format!("{}-{}.{extension}", self.id, more + 1),
        };
        draft.persist(self.hub.results().join(&name)).map_err(|_| TROUBLE)?;
        Ok(Piece::File(name))
    }

    async fn written(&self, extension: &str, write: impl FnOnce() -> Vec<u8> + Send + 'static) -> Result<Piece, u32> {
        let bytes = spawn_blocking(write).await.map_err(|_| TROUBLE)?;
        let out = self.draft(extension)?;
        tokio::fs::write(&out, bytes).await.map_err(|_| TROUBLE)?;
        self.keep(out, 0, extension)
    }

    async fn film(&self, order: &Order) -> Result<Piece, u32> {
        let out = self.draft("mp4")?;
        let (tools, uploads, chance) = (&self.hub.options.tools, self.hub.uploads(), self.chance(0));
        let made = match order {
            Order::Continue { input: Some(input), seconds } => {
                continue_clip_with(tools, &uploads.join(input), *seconds, &out).await
            }
            Order::Animate { input: Some(input), seconds, height } => {
                animate_picture_with(tools, &uploads.join(input), *seconds, &out, *height).await
            }
            Order::Recolour { input } => recolour_clip_with(tools, &uploads.join(input), chance, &out).await,
            Order::Drift { width, height, seconds } => {
                drifting_colours_with(tools, (*width, *height), *seconds, chance, &out).await
            }
            _ => Err(MakeError::FfmpegMissing),
        };
        match made {
            Ok(()) => {}
            // The service finds out about a broken or misnamed file at this point too.
            Err(MakeError::Input(_) | MakeError::WrongKind { .. } | MakeError::NoPicture) => return Err(BAD_FILE),
            Err(MakeError::FfmpegMissing) => self.sample(&out).await?,
            Err(error) => {
                warn!(%error, task = self.id, "a practice result could not be made, a sample takes its place");
                self.sample(&out).await?;
            }
        }
        self.keep(out, 0, "mp4")
    }

    async fn sample(&self, out: &Path) -> Result<(), u32> {
        let index = self.id.bytes().map(usize::from).sum::<usize>() % SAMPLES.len();
        tokio::fs::write(out, SAMPLES[index]).await.map_err(|_| TROUBLE)
    }

    async fn picture(&self, order: &Order, number: u32) -> Result<Piece, u32> {
        let Order::Pictures { input, width, height, format, .. } = order else { return Err(TROUBLE) };
        let format = Format::named(format).unwrap_or(Format::Jpg);
        let (extension, chance) = (format.extension(), self.chance(number));
        let out = self.draft(extension)?;
        let size = (*width, *height);
        let recoloured = match input {
            Some(input) => {
                let path = self.hub.uploads().join(input);
                recolour_picture(&path, size.0.max(size.1), chance, &out, format).await
            }
            None => Err(MakeError::NoPicture),
        };
        match recoloured {
            Ok(()) => {}
            Err(MakeError::Input(_) | MakeError::WrongKind { .. }) => return Err(BAD_FILE),
            // Nothing was given, or a picture of a kind that is not decoded here.
            Err(_) => paint_picture(size, chance, &out, format).await.map_err(|_| TROUBLE)?,
        }
        self.keep(out, number, extension)
    }
}
