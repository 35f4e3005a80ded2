//! Words for what no window shows: menus, messages and questions of the system, and names of files. A language has them in the
//! `system.json` of its folder. These types are what such a file must hold: what is missing, and what is too much, fails a test.

use serde::Deserialize;

use crate::catalogue::Task;

/// Everything that is said outside the window.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Words {
    pub menu: MenuWords,
    pub tray: TrayWords,
    pub messages: MessageWords,
    pub leaving: LeavingWords,
    pub start: StartWords,
    pub files: FileWords,
}

impl Words {
    /// Reads the words of a language.
    ///
    /// # Panics
    /// Where they are not complete, which a test finds out for each language before anybody else does.
    pub(crate) fn read(written: &str) -> Self {
        match serde_json::from_str(written) {
            Ok(words) => words,
            Err(error) => panic!("the words of a language are not complete: {error}"),
        }
    }
}

/// A sentence in which something is counted, with `{count}` for the number. A language without a form for one thing alone
/// says the other form for any number.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    one: Option<String>,
    other: String,
}

impl Counted {
    /// The sentence for so many.
    pub fn of(&self, count: usize) -> String {
        let sentence = self.one.as_ref().filter(|_| count == 1).unwrap_or(&self.other);
        sentence.replace("{count}", &count.to_string())
    }
}

/// The menus of the program.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MenuWords {
    pub file: String,
    pub edit: String,
    pub view: String,
    pub take: String,
    pub window: String,
    pub help: String,
    pub undo: String,
    pub redo: String,
    pub cut: String,
    pub copy: String,
    pub paste: String,
    pub select_all: String,
    pub services: String,
    pub hide: String,
    pub hide_others: String,
    pub show_all: String,
    pub full_screen: String,
    pub minimize: String,
    pub maximize: String,
    pub close: String,
    pub quit: String,
    pub new: String,
    pub add: String,
    pub search: String,
    pub settings: String,
    pub make: String,
    pub library: String,
    pub money: String,
    pub extend: String,
    pub again: String,
    pub shortcuts: String,
    pub guide: String,
    pub about: String,
}

/// The icon in the tray.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrayWords {
    pub show: String,
    pub idle: String,
    pub at_work: Counted,
    pub quit: String,
}

/// What is told when takes end.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MessageWords {
    pub play: String,
    pub show: String,
    pub done: String,
    pub failed: String,
    pub unclear: String,
    pub several_done: Counted,
    pub several_failed: Counted,
    pub several_unclear: Counted,
}

/// The questions before the program ends.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeavingWords {
    pub submit: QuestionWords,
    pub bytes: QuestionWords,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionWords {
    pub title: String,
    pub question: String,
    /// Only where waiting leads somewhere.
    pub wait: Option<String>,
    pub close: String,
    pub stay: String,
    /// For systems whose buttons cannot be named.
    pub legend: String,
}

/// Why the program does not start.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartWords {
    pub already_open: String,
    pub newer_library: String,
    pub folder: String,
    pub library: String,
    pub other: String,
}

/// What files are called.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FileWords {
    /// What the system's dialog for files calls those that can be chosen.
    pub media: String,
    /// A picture that was kept of a film.
    pub frame: String,
    pub sample_clip: String,
    pub sample_picture: String,
    pub tasks: TaskWords,
}

/// What was done, behind the name of a model: `Grok Imagine extend`. Files are told apart by it again when the library is lost, so
/// that a word that was once given must go on to be known.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskWords {
    extend: String,
    from_picture: String,
    from_words: String,
    between_pictures: String,
    from_references: String,
    edit: String,
    motion: String,
    lip_sync: String,
    transition: String,
    effect: String,
    upscale: String,
    restore: String,
    frame_rate: String,
    translation: String,
    short_film: String,
    character: String,
    world: String,
    speech: String,
    voice_clone: String,
    voice: String,
    music: String,
    song_extend: String,
    sound: String,
    lyrics: String,
    description: String,
    text: String,
    step: String,
}

impl TaskWords {
    /// The words for a task. Some tasks share theirs: what came out, the file says itself.
    pub fn of(&self, task: Task) -> &str {
        match task {
            Task::VideoExtend => &self.extend,
            Task::ImageToVideo | Task::ImageTo3d => &self.from_picture,
            Task::TextToVideo | Task::TextToImage | Task::TextTo3d => &self.from_words,
            Task::StartEndToVideo => &self.between_pictures,
            Task::ReferenceToVideo => &self.from_references,
            Task::VideoEdit | Task::ImageEdit => &self.edit,
            Task::MotionControl => &self.motion,
            Task::LipSync => &self.lip_sync,
            Task::VideoTransition => &self.transition,
            Task::VideoEffects => &self.effect,
            Task::VideoUpscale | Task::ImageUpscale => &self.upscale,
            Task::VideoRestore => &self.restore,
            Task::FrameRate => &self.frame_rate,
            Task::VideoTranslate => &self.translation,
            Task::ShortFilm => &self.short_film,
            Task::Character => &self.character,
            Task::World => &self.world,
            Task::TextToSpeech => &self.speech,
            Task::VoiceClone => &self.voice_clone,
            Task::VoiceDesign => &self.voice,
            Task::Music => &self.music,
            Task::SongExtend => &self.song_extend,
            Task::Sound => &self.sound,
            Task::Lyrics => &self.lyrics,
            Task::Describe => &self.description,
            Task::Text => &self.text,
            Task::Tool => &self.step,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;

    #[test]
    fn every_language_has_all_words_for_what_no_window_shows() {
        for language in Language::ALL {
            let words = language.words();
            let legends = [&words.leaving.submit.legend, &words.leaving.bytes.legend];
            assert!(legends.iter().all(|legend| !legend.is_empty()), "{language:?}");
            // Only an answer to a submit can be waited for.
            assert!(words.leaving.submit.wait.is_some() && words.leaving.bytes.wait.is_none(), "{language:?}");
        }
    }

    #[test]
    fn what_is_counted_is_said_with_its_number() {
        for language in Language::ALL {
            let words = language.words();
            let messages = &words.messages;
            for counted in
                [&words.tray.at_work, &messages.several_done, &messages.several_failed, &messages.several_unclear]
            {
                for count in [1, 2, 31] {
                    let said = counted.of(count);
                    assert!(said.contains(&count.to_string()) && !said.contains(['{', '}']), "{language:?}: {said}");
                }
            }
        }
    }

    #[test]
    fn one_has_a_form_of_its_own_where_the_language_has_one() {
        let said = |language: Language| [1, 2].map(|count| language.words().messages.several_unclear.of(count));
        assert_eq!(said(Language::En), ["1 needs a look", "2 need a look"]);
        assert_eq!(said(Language::Zh), ["1 个需要查看", "2 个需要查看"]);
    }

    #[test]
    #[should_panic(expected = "missing field `tray`")]
    fn a_language_that_lacks_a_sentence_is_found() {
        let mut written: serde_json::Value =
            serde_json::from_str(include_str!("../../../ui/src/lib/i18n/en/system.json")).expect("it is JSON");
        written.as_object_mut().expect("it holds groups").remove("tray");
        super::Words::read(&written.to_string());
    }
}
