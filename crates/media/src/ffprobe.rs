//! Asks ffprobe what is in a clip or a sound, and reads its answer.

use std::{collections::HashMap, path::Path, time::Duration};

use serde::Deserialize;
use tracing::warn;

use crate::{
    Format, Kind, MediaFacts,
    facts::{audio_codec_name, tidy_rate, tidy_seconds, video_codec_name},
    process::{Ended, file_address, run, words},
};

/// ffprobe answers in a tenth of a second; a network drive that sleeps may need a few.
const LIMIT: Duration = Duration::from_secs(10);

/// How the question ended.
#[derive(Debug)]
pub(crate) enum Probed {
    /// The facts.
    Facts(MediaFacts),
    /// ffprobe cannot make sense of the file; its own words.
    Damaged(String),
    /// ffprobe did not answer or could not be started: the built-in readers have to do.
    NoAnswer,
}

/// Looks into a clip or a sound of a format that was told by content before.
pub(crate) async fn probe(ffprobe: &Path, path: &Path, format: Format, size_bytes: u64) -> Probed {
    let entries = "format=duration:stream=codec_type,codec_name,width,height,avg_frame_rate,r_frame_rate,duration:\
                   stream_tags=rotate:stream_side_data=rotation:stream_disposition=attached_pic";
    let mut arguments: Vec<_> =
        words(["-v", "error", "-protocol_whitelist", "file", "-format_whitelist", format.demuxer()]).collect();
    arguments.extend(words(["-show_entries", entries, "-of", "json", "-i"]));
    arguments.push(file_address(path));
    match run(ffprobe, arguments, LIMIT).await {
        Ok(Ended::Well(answer)) => read_answer(&answer, format, size_bytes),
        Ok(Ended::Badly(detail)) => Probed::Damaged(without_path(&detail, path)),
        Ok(Ended::TooLate) => {
            warn!(limit_s = LIMIT.as_secs(), "ffprobe did not answer in time");
            Probed::NoAnswer
        }
        Err(error) => {
            warn!(%error, "ffprobe could not be started");
            Probed::NoAnswer
        }
    }
}

/// ffprobe repeats the path before its complaint; the person knows it, and a log need not.
pub(crate) fn without_path(detail: &str, path: &Path) -> String {
    detail.replace(&format!("file:{}", path.display()), "the file").replace(&path.display().to_string(), "the file")
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    streams: Vec<Stream>,
    format: Option<Container>,
}

#[derive(Deserialize)]
struct Container {
    duration: Option<String>,
}

#[derive(Deserialize)]
struct Stream {
    codec_type: Option<String>,
    codec_name: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    avg_frame_rate: Option<String>,
    r_frame_rate: Option<String>,
    duration: Option<String>,
    #[serde(default)]
    disposition: HashMap<String, i64>,
    #[serde(default)]
    tags: HashMap<String, String>,
    #[serde(default)]
    side_data_list: Vec<SideData>,
}

#[derive(Deserialize)]
struct SideData {
    rotation: Option<f64>,
}

impl Stream {
    fn is(&self, kind: &str) -> bool {
        self.codec_type.as_deref() == Some(kind)
    }

    /// The cover of an album is a video stream to ffprobe and a decoration to a person.
    fn is_cover(&self) -> bool {
        self.disposition.get("attached_pic") == Some(&1)
    }

    fn lies_on_its_side(&self) -> bool {
        let degrees = self
            .side_data_list
            .iter()
            .find_map(|data| data.rotation)
            .or_else(|| self.tags.get("rotate").and_then(|text| text.parse().ok()))
            .unwrap_or(0.0);
        (degrees.rem_euclid(180.0) - 90.0).abs() < 1.0
    }
}

pub(crate) fn read_answer(answer: &[u8], format: Format, size_bytes: u64) -> Probed {
    let answer: Answer = match serde_json::from_slice(answer) {
        Ok(answer) => answer,
        Err(error) => {
            warn!(%error, "ffprobe's answer cannot be read");
            return Probed::NoAnswer;
        }
    };
    let video = answer.streams.iter().find(|stream| stream.is("video") && !stream.is_cover());
    let audio = answer.streams.iter().find(|stream| stream.is("audio"));
    if video.is_none() && audio.is_none() {
        return Probed::Damaged("there is neither picture nor sound in it".to_owned());
    }
    let mut facts = MediaFacts::bare(format, size_bytes);
    facts.kind = if video.is_some() { Kind::Video } else { Kind::Audio };
    facts.duration_seconds = seconds(answer.format.and_then(|container| container.duration).as_deref())
        .or_else(|| video.or(audio).and_then(|stream| seconds(stream.duration.as_deref())));
    if let Some(video) = video {
        (facts.width, facts.height) =
            if video.lies_on_its_side() { (video.height, video.width) } else { (video.width, video.height) };
        facts.frame_rate = rate(video.avg_frame_rate.as_deref()).or_else(|| rate(video.r_frame_rate.as_deref()));
        facts.video_codec = video.codec_name.as_deref().map(video_codec_name);
    }
    facts.has_sound = Some(audio.is_some());
    facts.audio_codec = audio.and_then(|stream| stream.codec_name.as_deref()).map(audio_codec_name);
    Probed::Facts(facts)
}

fn seconds(text: Option<&str>) -> Option<f64> {
    text?.parse().ok().and_then(tidy_seconds)
}

/// ffprobe writes rates as fractions, and 0/0 for unknown.
fn rate(text: Option<&str>) -> Option<f64> {
    let (over, under) = text?.split_once('/')?;
    tidy_rate(over.parse::<f64>().ok()? / under.parse::<f64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts_of(answer: &str) -> MediaFacts {
        match read_answer(answer.as_bytes(), Format::Mp4, 10) {
            Probed::Facts(facts) => facts,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_phone_clip_is_told_upright() {
        let facts = facts_of(
            r#"{"streams":[{"codec_type":"video","codec_name":"hevc","width":1920,"height":1080,"avg_frame_rate":"30000/1001",
                "side_data_list":[{"rotation":-90}]},{"codec_type":"audio","codec_name":"aac"}],"format":{"duration":"4.004000"}}"#,
        );
        assert_eq!((facts.width, facts.height), (Some(1080), Some(1920)));
        assert_eq!(facts.frame_rate, Some(29.97));
        assert_eq!(facts.video_codec.as_deref(), Some("HEVC"));
        assert_eq!(facts.duration_seconds, Some(4.004));
    }

    #[test]
    fn a_song_with_a_cover_is_sound() {
        let facts = facts_of(
            r#"{"streams":[{"codec_type":"audio","codec_name":"mp3"},
                {"codec_type":"video","codec_name":"mjpeg","width":600,"height":600,"disposition":{"attached_pic":1}}]}"#,
        );
        assert_eq!(facts.kind, Kind::Audio);
        assert_eq!(facts.width, None);
    }

    #[test]
    fn unknown_rates_and_lengths_stay_unknown() {
        let facts = facts_of(
            r#"{"streams":[{"codec_type":"video","avg_frame_rate":"0/0","r_frame_rate":"90000/1"}],"format":{"duration":"N/A"}}"#,
        );
        assert_eq!((facts.frame_rate, facts.duration_seconds), (None, None));
    }
}
