//! For every task one model, from its form to a file on disk of the kind that it promises; and a model with several spellings, whichever of them
//! the server speaks.

use std::{collections::BTreeMap, fs, path::PathBuf};

use afterframe_catalogue::samples::{Sample, smallest};
use afterframe_core::{
    catalogue::{Catalogue, Model, Standing, Task},
    form::{FieldValue, FormValues, Spelling, check, defaults},
    ids::{Endpoint, FieldKey, MediaId},
    media::{KnownMedia, MediaKind},
};
use afterframe_media::{Format, paint_picture};

use crate::world::{DAY, Running, World, quick};

/// A second of silence.
fn silence() -> Vec<u8> {
    let (rate, length) = (8_000_u32, 16_000_u32);
    let mut bytes = [b"RIFF".as_slice(), &(length + 36).to_le_bytes(), b"WAVEfmt "].concat();
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend([1, 0, 1, 0]);
    bytes.extend(rate.to_le_bytes());
    bytes.extend((rate * 2).to_le_bytes());
    bytes.extend([2, 0, 16, 0]);
    bytes.extend(b"data");
    bytes.extend(length.to_le_bytes());
    bytes.resize(44 + length as usize, 0);
    bytes
}

/// Real files by format, known to the engine.
async fn shelf(world: &World, running: &Running) -> Vec<KnownMedia> {
    let mut paths: Vec<PathBuf> = vec![world.clip()];
    for format in [Format::Jpg, Format::Png, Format::Webp] {
        let path = world.path("clips").join(format!("still.{format}"));
        paint_picture((960, 720), 3, &path, format).await.unwrap();
        paths.push(path);
    }
    let sound = world.path("clips").join("quiet.wav");
    fs::write(&sound, silence()).unwrap();
    paths.push(sound);
    let mut known = Vec::new();
    for path in paths {
        let entry = running.engine.add_media(&path).await.unwrap();
        known.push(KnownMedia { id: entry.id, facts: entry.facts, made_by_family: None });
    }
    known
}

/// The sample form with real files in it, on top of what a fresh form holds; `None` where none of ours fits.
fn real(model: &Model, sample: &Sample, shelf: &[KnownMedia]) -> Option<FormValues> {
    let mut values = defaults(model);
    for (key, value) in &sample.values {
        let limits = model.field(key)?.media();
        let fits = |known: &&KnownMedia| {
            limits
                .is_some_and(|limits| limits.media == known.facts.kind && limits.formats.contains(&known.facts.format))
        };
        let file = || shelf.iter().find(fits).map(|known| known.id.clone());
        let value = match value {
            FieldValue::Media { .. } => FieldValue::Media { media: file()? },
            FieldValue::Files { media } => FieldValue::Files { media: vec![file()?; media.len()] },
            other => other.clone(),
        };
        values.insert(key.clone(), value);
    }
    let find = |id: &MediaId| shelf.iter().find(|known| known.id == *id).cloned();
    check(model, &values, find).is_empty().then_some(values)
}

/// By task the model that is tried, the documented ones first, and its form.
fn chosen<'a>(catalogue: &'a Catalogue, shelf: &[KnownMedia]) -> BTreeMap<Task, (&'a Model, FormValues)> {
    let mut models: Vec<&Model> = catalogue.models().iter().collect();
    models.sort_by_key(|model| model.standing != Standing::Documented);
    let mut chosen = BTreeMap::new();
    for model in models {
        if !chosen.contains_key(&model.task)
            && let Some(values) = real(model, &smallest(model), shelf)
        {
            chosen.insert(model.task, (model, values));
        }
    }
    chosen
}

#[tokio::test(flavor = "multi_thread")]
async fn every_task_leads_from_a_form_to_a_file_of_its_kind() {
    let world = World::with(afterframe_practice::Options {
        balance_micros: 1_000_000_000_000,
        concurrent_limit: 8,
        picture_side: 64,
        ..quick()
    })
    .await;
    let running = world.start().await;
    let shelf = shelf(&world, &running).await;
    let catalogue = Catalogue::built_in();
    let chosen = chosen(&catalogue, &shelf);
    for model in catalogue.models() {
        assert!(chosen.contains_key(&model.task), "no form of {:?} could be filled with real files", model.task);
    }
    let mut jobs = Vec::new();
    for (model, values) in chosen.into_values() {
        let made = running.engine.create(&model.endpoint, values).await;
        jobs.push((model, made.unwrap_or_else(|error| panic!("{}: {error}", model.endpoint)).job.id));
    }
    for (model, id) in jobs {
        let done = running.until_done(&id).await;
        // A world is looked at as a picture, whatever it was made from.
        let kind = if model.task == Task::World { MediaKind::Image } else { model.output };
        assert!(!done.results.is_empty(), "{}", model.endpoint);
        for result in &done.results {
            assert_eq!(result.facts.kind, kind, "{:?}, {}", model.task, model.endpoint);
            let path = world.films().join(DAY).join(&result.file_name);
            assert_eq!(fs::metadata(&path).unwrap().len(), result.facts.size_bytes, "{}", model.endpoint);
        }
    }
    running.engine.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_with_several_spellings_is_made_whichever_the_server_speaks() {
    for spelling in [Spelling::Plain, Spelling::Codes, Spelling::Nodes] {
        let world = World::with(afterframe_practice::Options { spelling, picture_side: 64, ..quick() }).await;
        let running = world.start().await;
        let endpoint = Endpoint::from("rhart-image/f-dev");
        let mut values = defaults(running.engine.catalogue().model(&endpoint).unwrap());
        values.insert(FieldKey::from("prompt"), FieldValue::Text("A lighthouse.".to_owned()));
        values.insert(FieldKey::from("aspectRatio"), FieldValue::Text("16:9".to_owned()));
        let made = running.engine.create(&endpoint, values).await.unwrap();
        let done = running.until_done(&made.job.id).await;
        assert_eq!(done.results[0].facts.kind, MediaKind::Image, "{spelling:?}");
        assert_eq!(world.hub.tasks_created(endpoint.as_str()), 1, "{spelling:?}");
    }
}
