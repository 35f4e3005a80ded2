//! A message of the system when takes end while the window is not in front: those that end within a few seconds are one
//! message. What is said, and when, is decided here; how a system shows it is in the files beside this one.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod others;

use std::time::{Duration, Instant};

use afterframe_core::{ids::JobId, language::Language, words::MessageWords};

use crate::at_work::{Ended, How};

#[cfg(target_os = "linux")]
pub use linux::Messages;
#[cfg(not(target_os = "linux"))]
pub use others::Messages;

/// So long after one ended, another one still comes into the same message.
const QUIET: Duration = Duration::from_secs(2);
/// Nobody waits longer than this for the first of them.
const MOST: Duration = Duration::from_secs(6);

/// What ended and was not told about yet.
#[derive(Debug, Default)]
pub struct Gathering {
    ended: Vec<Ended>,
    times: Option<(Instant, Instant)>,
}

impl Gathering {
    /// One more ended.
    pub fn add(&mut self, ended: Ended, now: Instant) {
        let first = self.times.map_or(now, |(first, _)| first);
        self.times = Some((first, now));
        self.ended.push(ended);
    }

    /// When it is time to tell; `None` while there is nothing to tell.
    pub fn due(&self) -> Option<Instant> {
        self.times.map(|(first, last)| (last + QUIET).min(first + MOST))
    }

    /// Everything that was gathered; it begins anew.
    pub fn take(&mut self) -> Vec<Ended> {
        self.times = None;
        std::mem::take(&mut self.ended)
    }
}

/// What the system is to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub title: String,
    /// May be empty.
    pub body: String,
    /// What the button says that opens the take.
    pub action: &'static str,
    /// What it opens.
    pub opens: JobId,
}

impl Message {
    /// What is said about these; `None` where there is nothing to say.
    pub fn about(ended: &[Ended], language: Language) -> Option<Self> {
        let is_done = |one: &&Ended| matches!(one.how, How::Done { .. });
        let opened = ended.iter().rfind(is_done).or(ended.last())?;
        let words = &language.words().messages;
        let (title, body) = match ended {
            [one] => (one_of(words, one.how).to_owned(), one.title.clone()),
            several => {
                let count = |wanted: fn(How) -> bool| several.iter().filter(|one| wanted(one.how)).count();
                let counts = [
                    (&words.several_done, count(|how| matches!(how, How::Done { .. }))),
                    (&words.several_failed, count(|how| how == How::Failed)),
                    (&words.several_unclear, count(|how| how == How::Unclear)),
                ];
                let mut sentences =
                    counts.into_iter().filter(|(_, count)| *count > 0).map(|(said, count)| said.of(count));
                (sentences.next().unwrap_or_default(), sentences.collect::<Vec<_>>().join("\n"))
            }
        };
        let action = if opened.how == (How::Done { plays: true }) { &words.play } else { &words.show };
        Some(Self { title, body, action, opens: opened.job.clone() })
    }
}

/// What is said about one alone.
fn one_of(words: &MessageWords, how: How) -> &str {
    match how {
        How::Done { .. } => &words.done,
        How::Failed => &words.failed,
        How::Unclear => &words.unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(job: &str, how: How) -> Ended {
        Ended { job: JobId::from(job), title: format!("ridge {job}"), how }
    }

    const FILM: How = How::Done { plays: true };

    #[test]
    fn what_ends_within_two_seconds_of_another_is_told_together() {
        let (mut gathering, start) = (Gathering::default(), Instant::now());
        assert_eq!(gathering.due(), None);
        gathering.add(ended("a", FILM), start);
        assert_eq!(gathering.due(), Some(start + QUIET));
        gathering.add(ended("b", FILM), start + Duration::from_secs(1));
        assert_eq!(gathering.due(), Some(start + Duration::from_secs(3)));
        assert_eq!(gathering.take().len(), 2);
        assert_eq!(gathering.due(), None);
        assert!(gathering.take().is_empty());
    }

    #[test]
    fn takes_that_end_one_after_the_other_do_not_hold_the_message_back_for_ever() {
        let (mut gathering, start) = (Gathering::default(), Instant::now());
        for second in 0..20 {
            gathering.add(ended("a", FILM), start + Duration::from_secs(second));
        }
        assert_eq!(gathering.due(), Some(start + MOST));
    }

    #[test]
    fn one_take_is_called_by_its_title_and_can_be_played() {
        let message = Message::about(&[ended("a", FILM)], Language::En).expect("something ended");
        let expected = ("Your take is finished", "ridge a", "Play", "a");
        assert_eq!((&*message.title, &*message.body, message.action, message.opens.as_str()), expected);
        let picture = Message::about(&[ended("a", How::Done { plays: false })], Language::En);
        assert_eq!(picture.map(|message| message.action), Some("Show"));
        assert_eq!(Message::about(&[], Language::En), None);
    }

    #[test]
    fn several_are_counted_by_what_became_of_them_and_the_last_good_one_is_opened() {
        let all = [ended("a", FILM), ended("b", FILM), ended("c", How::Failed), ended("d", How::Unclear)];
        let message = Message::about(&all, Language::En).expect("something ended");
        assert_eq!(message.title, "2 takes are finished");
        assert_eq!(message.body, "1 could not be made\n1 needs a look");
        assert_eq!((message.opens.as_str(), message.action), ("b", "Play"));
        let bad = Message::about(&all[2..], Language::Zh).expect("something ended");
        assert_eq!((&*bad.title, &*bad.body), ("1 个未能生成", "1 个需要查看"));
        assert_eq!((bad.opens.as_str(), bad.action), ("d", "查看"));
    }

    #[test]
    fn three_good_takes_are_one_sentence_in_both_languages() {
        let all = ["a", "b", "c"].map(|job| ended(job, FILM));
        let title = |language| Message::about(&all, language).map(|message| (message.title, message.body));
        assert_eq!(title(Language::En), Some(("3 takes are finished".to_owned(), String::new())));
        assert_eq!(title(Language::Zh), Some(("3 个作品已完成".to_owned(), String::new())));
    }
}
