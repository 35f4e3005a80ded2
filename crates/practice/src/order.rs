//! What a task is to make, read from the model and the values that were sent: kind, length, size and number, never a word of a prompt.

use afterframe_core::{
    catalogue::{FieldKind, Model, Role, Task},
    form::{FieldValue, sent},
    media::MediaKind,
};
use serde::{Deserialize, Serialize};

use crate::rules::{Accepted, InputFile};

/// What Veo's extension adds; the one model that goes on without a field for it.
const EXTENSION_SECONDS: f64 = 7.0;
/// A film or a piece of music where nothing says how long.
const FILM_SECONDS: f64 = 5.0;
const MUSIC_SECONDS: f64 = 12.0;
/// How many characters are spoken in a second.
const SPOKEN_A_SECOND: f64 = 14.0;
/// More pictures than this are never made for one task.
const MOST_PICTURES: u32 = 15;

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "make", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Order {
    /// The clip goes on for so many seconds. Without an upload of ours there is only a sample to give.
    Continue {
        input: Option<String>,
        seconds: f64,
    },
    /// The picture moves for so many seconds.
    Animate {
        input: Option<String>,
        seconds: f64,
        height: u32,
    },
    /// The clip in other colours: whatever the model would have done to it, something is seen to have been done.
    Recolour {
        input: String,
    },
    /// A film from words alone: colours that drift.
    Drift {
        width: u32,
        height: u32,
        seconds: f64,
    },
    /// Pictures: the given one in other colours, or painted ones.
    Pictures {
        input: Option<String>,
        width: u32,
        height: u32,
        count: u32,
        format: String,
    },
    Sound {
        seconds: f64,
        speech: bool,
    },
    /// A body that can be turned.
    Body,
    /// Words of the kind that this task gives.
    Words {
        task: Task,
        chinese: bool,
    },
}

/// What `model` is to make of what was sent. No picture gets a longer side than `picture_side`.
pub(crate) fn order(model: &Model, accepted: &Accepted, picture_side: u32) -> Order {
    let asked = Asked { model, accepted };
    // Upstream names a world by what it is made from; what can be looked at is a picture.
    let output = if model.task == Task::World { MediaKind::Image } else { model.output };
    match output {
        MediaKind::Video => asked.film(),
        MediaKind::Image => asked.pictures(picture_side),
        MediaKind::Audio => asked.sound(),
        MediaKind::Model3d => Order::Body,
        MediaKind::Text => Order::Words { task: model.task, chinese: asked.is_chinese() },
    }
}

struct Asked<'a> {
    model: &'a Model,
    accepted: &'a Accepted,
}

impl Asked<'_> {
    fn film(&self) -> Order {
        let (clip, picture) = (self.input(MediaKind::Video), self.input(MediaKind::Image));
        let name = |file: &InputFile| file.name.clone();
        // What is spoken, or what is moved like, decides how long it takes.
        let heard = || [MediaKind::Audio, MediaKind::Video].into_iter().find_map(|kind| self.input(kind)?.seconds);
        let own = self.seconds().or_else(heard);
        let seconds = own.unwrap_or(FILM_SECONDS).clamp(1.0, 60.0);
        let changes_a_clip = matches!(
            self.model.task,
            Task::VideoEdit
                | Task::VideoEffects
                | Task::VideoUpscale
                | Task::VideoRestore
                | Task::FrameRate
                | Task::VideoTranslate
                | Task::VideoTransition
        );
        match (clip, picture) {
            (clip, _) if self.model.task == Task::VideoExtend => {
                let seconds = self.seconds().unwrap_or(EXTENSION_SECONDS).clamp(1.0, 60.0);
                Order::Continue { input: clip.map(name), seconds }
            }
            (Some(clip), _) if changes_a_clip => Order::Recolour { input: name(clip) },
            (_, Some(picture)) => Order::Animate { input: Some(name(picture)), seconds, height: self.height() },
            (Some(clip), None) => Order::Recolour { input: name(clip) },
            (None, None) => {
                let (wide, high) = self.shape().unwrap_or((16.0, 9.0));
                let scale = if is_pixels(wide, high) { 1.0 } else { f64::from(self.height()) / wide.min(high) };
                Order::Drift { width: pixels(wide * scale), height: pixels(high * scale), seconds }
            }
        }
    }

    fn pictures(&self, most: u32) -> Order {
        let (wide, high) = self.size().or_else(|| self.shape()).unwrap_or((1.0, 1.0));
        // A shape such as 16:9 is as large as may be; a size in pixels is never enlarged.
        let longer = wide.max(high);
        let largest = f64::from(most) / longer;
        let scale = if is_pixels(wide, high) { largest.min(1.0) } else { largest };
        let count = self.role(Role::Count).map_or(1.0, |count| count.clamp(1.0, f64::from(MOST_PICTURES)));
        Order::Pictures {
            input: self.input(MediaKind::Image).map(|file| file.name.clone()),
            width: pixels(wide * scale),
            height: pixels(high * scale),
            count: pixels(count),
            format: self.format(),
        }
    }

    fn sound(&self) -> Order {
        let speech = matches!(self.model.task, Task::TextToSpeech | Task::VoiceClone | Task::VoiceDesign);
        let spoken = || {
            let field = self.model.role(Role::Spoken).or_else(|| self.model.role(Role::Prompt))?;
            let Some(FieldValue::Text(text)) = self.value(field.key.as_str()) else { return None };
            // A Chinese character is a syllable, a Latin letter a third of one.
            let length: f64 = text.chars().map(|letter| if letter.len_utf8() > 2 { 3.0 } else { 1.0 }).sum();
            Some(length / SPOKEN_A_SECOND)
        };
        let usual = if speech { spoken() } else { None };
        let seconds = self.seconds().or(usual).unwrap_or(MUSIC_SECONDS).clamp(1.0, 30.0);
        Order::Sound { seconds, speech }
    }

    fn value(&self, key: &str) -> Option<&FieldValue> {
        sent(self.model, &self.accepted.values, &key.into())
    }

    fn input(&self, kind: MediaKind) -> Option<&InputFile> {
        self.accepted.files.iter().find(|file| file.kind == kind)
    }

    /// A value that is a positive number, or a choice that reads like one.
    fn role(&self, role: Role) -> Option<f64> {
        let number = match self.value(self.model.role(role)?.key.as_str())? {
            FieldValue::Number(number) => *number,
            FieldValue::Text(text) => text.parse().ok()?,
            _ => return None,
        };
        (number > 0.0).then_some(number)
    }

    fn seconds(&self) -> Option<f64> {
        self.role(Role::Duration)
    }

    fn size(&self) -> Option<(f64, f64)> {
        Some((self.role(Role::Width)?, self.role(Role::Height)?))
    }

    /// The options that were chosen, in the order of the form.
    fn chosen(&self) -> impl Iterator<Item = &str> {
        let choices = self.model.fields.iter().filter(|field| matches!(field.kind, FieldKind::Choice { .. }));
        choices.filter_map(|field| match self.value(field.key.as_str())? {
            FieldValue::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// `16:9`, `1280*720` or `1280x720`, wherever it stands.
    fn shape(&self) -> Option<(f64, f64)> {
        self.chosen().find_map(|text| {
            let (wide, high) = text.split_once([':', '*', 'x'])?;
            let (wide, high): (f64, f64) = (wide.parse().ok()?, high.parse().ok()?);
            (wide > 0.0 && high > 0.0).then_some((wide, high))
        })
    }

    /// "720p": the digits are the length of the shorter side.
    fn height(&self) -> u32 {
        let lines = self.chosen().find_map(|text| text.strip_suffix(['p', 'P'])?.parse::<u32>().ok());
        lines.unwrap_or(720).clamp(64, 1080)
    }

    fn format(&self) -> String {
        let names = self.chosen().find_map(|text| match text {
            "png" => Some("png"),
            "jpg" | "jpeg" => Some("jpg"),
            text if text.starts_with("webp") => Some("webp"),
            _ => None,
        });
        names.unwrap_or("jpg").to_owned()
    }

    /// Whether what was written is Chinese.
    fn is_chinese(&self) -> bool {
        let is_han = |letter: char| ('\u{3400}'..='\u{9fff}').contains(&letter);
        self.accepted.values.values().any(|value| match value {
            FieldValue::Text(text) => text.contains(is_han),
            FieldValue::Texts(texts) => texts.iter().any(|text| text.contains(is_han)),
            _ => false,
        })
    }
}

/// `1280*720` is a size, `16:9` a shape.
const fn is_pixels(wide: f64, high: f64) -> bool {
    wide.max(high) >= 64.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the sizes of pictures first")]
fn pixels(length: f64) -> u32 {
    length.round().clamp(1.0, 8192.0) as u32
}
