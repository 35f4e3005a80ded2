//! An invented library, as large as is asked for: jobs of a few years with prompts, models, costs and results, written by the
//! store's own doors in a few steps. The same number always gives the same library.

use std::path::Path;

use afterframe_core::{
    form::{FieldValue, FormValues},
    ids::{Endpoint, FieldKey, JobId, MediaId},
    job::{Charged, Failure, FailureKind, Job, JobState},
    media::{MediaFacts, MediaKind},
    money::{Currency, Money},
    time::{Span, Timestamp},
};
use afterframe_store::{MediaRow, Store, StoreError};

/// How many jobs are written in one step.
const IN_ONE_STEP: usize = 10_000;
/// The first of them was made at this instant: 2024-01-01.
const BEGINNING: i64 = 1_704_067_200_000;

const PLACES: [&str; 16] = [
    "ridge", "harbour", "valley", "market", "lake", "desert", "rooftop", "forest", "station", "beach", "glacier",
    "library", "kitchen", "bridge", "meadow", "tunnel",
];
const LIGHTS: [&str; 12] = [
    "at dusk",
    "in fog",
    "at dawn",
    "in the rain",
    "under neon",
    "by candlelight",
    "at noon",
    "in snow",
    "in a storm",
    "in moonlight",
    "in autumn",
    "after the fire",
];
const ACTIONS: [&str; 14] = [
    "the camera drifts slowly forward",
    "a boat crosses the light",
    "lanterns rise into the sky",
    "the crowd parts and a dancer appears",
    "waves break over the rocks",
    "a train leaves without a sound",
    "birds turn above the roofs",
    "the curtain moves in the wind",
    "a child runs towards the water",
    "smoke curls from a chimney",
    "the city lights go on one by one",
    "petals fall on the path",
    "海浪慢慢涌来，夕阳落在水面上",
    "镜头缓缓推进，雾气散开",
];
/// Every hundredth job has one of these in its prompt.
const RARE: [&str; 4] = ["heron", "zeppelin", "marionette", "彗星"];

/// The models that the jobs were made with, and what they are called.
pub const MODELS: [(&str, &str); 8] = [
    ("rhart-video-g-official/video-extend", "Grok Imagine\nGrok Imagine\nxAI"),
    ("rhart-video-g-official/image-to-video", "Grok Imagine\nGrok Imagine\nxAI"),
    ("alibaba/wan-2.7/video-extend", "Wan 2.7\nWan 2.7\nAlibaba"),
    ("alibaba/wan-2.7/image-to-video", "Wan 2.7\nWan 2.7\nAlibaba"),
    ("skyreels-v3/single-shot-video-extension", "SkyReels V3\nSkyReels V3\nSkywork"),
    ("invented/veo-3.1/text-to-video", "Veo 3.1 Pro\nVeo 3.1\nGoogle"),
    ("invented/kling-3.0/image-to-video", "Kling 3.0\nKling 3.0\nKuaishou"),
    ("invented/flux/text-to-image", "Flux\nFlux\nBlack Forest Labs"),
];

/// Numbers without a pattern that anybody would notice, the same each time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap_or(0)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

/// The job with this number and its result. The result lies, or would lie, in a folder of its day within `folder`.
pub fn job(number: usize, folder: &Path) -> (Job, MediaRow) {
    let mut dice = Dice(number as u64);
    let (endpoint, words) = MODELS[dice.roll(MODELS.len())];
    let title = format!("{} {}", dice.pick(&PLACES), dice.pick(&LIGHTS));
    let mut prompt = format!("{title}, {}, {}", dice.pick(&ACTIONS), dice.pick(&ACTIONS));
    if number.is_multiple_of(100) {
        prompt.push_str(", ");
        prompt.push_str(RARE[number / 100 % RARE.len()]);
    }
    let values: FormValues = [
        (FieldKey::from("prompt"), FieldValue::Text(prompt)),
        (FieldKey::from("duration"), FieldValue::Text("10".to_owned())),
        (FieldKey::from("resolution"), FieldValue::Text("1080p".to_owned())),
    ]
    .into();
    // About twenty minutes apart, a hundred thousand of them take four years.
    let made_at = Timestamp(BEGINNING + i64::try_from(number).unwrap_or(0) * 1_260_000);
    let (id, media) = (JobId::new(format!("job-{number:08}")), MediaId::new(format!("media-{number:08}")));
    let failed = dice.roll(20) == 0;
    let state = if failed {
        let failure = Failure { kind: FailureKind::Content, charged: Charged::No, code: None, message: None };
        JobState::Failed { failure }
    } else {
        JobState::Done
    };
    let finished_at = made_at.plus(Span::seconds(60 + i64::try_from(dice.roll(240)).unwrap_or(0)));
    let cost = Money::new(400_000 + i64::try_from(dice.roll(90)).unwrap_or(0) * 50_000, Currency::Cny);
    let job = Job {
        title: title.clone(),
        state,
        practice: dice.roll(10) == 0,
        accepted_at: Some(made_at.plus(Span::seconds(12))),
        finished_at: Some(finished_at),
        results: vec![media.clone()],
        cost: (!failed).then_some(cost),
        ..Job::new(id.clone(), Endpoint::from(endpoint), values, "https://www.runninghub.cn".to_owned(), made_at)
    };
    let kind = if endpoint.ends_with("image") { MediaKind::Image } else { MediaKind::Video };
    let family = words.split('\n').nth(1).unwrap_or_default();
    let row = MediaRow {
        id: media,
        path: folder.join(format!("day-{:04}", number / 60)).join(format!("{title} – {family} – {number:06}.mp4")),
        modified_at: Some(finished_at),
        facts: MediaFacts {
            kind,
            format: "mp4".to_owned(),
            size_bytes: 8_000_000,
            duration_ms: Some(5_000 + 1_000 * dice.roll(10) as u64),
            width: Some(1280),
            height: Some(720),
            frame_rate: Some(24.0),
            video_codec: Some("H.264".to_owned()),
            has_sound: Some(true),
        },
        title,
        job_id: Some(id),
        number: Some(0),
        family: Some(family.to_owned()),
        practice: job.practice,
        has_poster: true,
        content_hash: None,
        created_at: finished_at,
    };
    (job, row)
}

/// Writes the jobs from `first` on, `count` of them, with stars, tags and a collection as a person might put on them.
pub fn fill(store: &mut Store, first: usize, count: usize, folder: &Path) -> Result<(), StoreError> {
    let models: Vec<_> = MODELS.map(|(endpoint, words)| (Endpoint::from(endpoint), words.to_owned())).into();
    store.know_models(&models)?;
    for start in (first..first + count).step_by(IN_ONE_STEP) {
        let end = (start + IN_ONE_STEP).min(first + count);
        let jobs: Vec<_> = (start..end).map(|number| job(number, folder)).collect();
        store.add_jobs_with_results(jobs.iter().map(|(job, row)| (job, row)))?;
        let every = |nth: usize| -> Vec<JobId> {
            let chosen = jobs.iter().enumerate().filter(|(index, _)| (start + index).is_multiple_of(nth));
            chosen.map(|(_, (job, _))| job.id.clone()).collect()
        };
        store.set_favourite(&every(25), true)?;
        store.tag(&every(10), &["keep".to_owned()], &[])?;
        store.tag(&every(40), &["music video".to_owned()], &[])?;
        let collection = afterframe_core::library::Collection { id: "trailer".to_owned(), name: "Trailer".to_owned() };
        store.save_collection(&collection, Timestamp(BEGINNING))?;
        store.put_into_collection("trailer", &every(50))?;
    }
    Ok(())
}
