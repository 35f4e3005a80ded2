//! Several forms with one press: all are written or none, and each is submitted once, also when the program dies meanwhile.

use afterframe_core::{
    catalogue::{Field, Model, Role},
    form::{FieldValue, FormValues, defaults},
    group::GroupKind,
    ids::{Endpoint, FieldKey},
    price::Price,
};
use afterframe_engine::{CreateError, MOST_TOGETHER, TogetherError};

use crate::world::{Running, World};

/// A model that takes words alone.
const WORDS: &str = "rhart-video-g-official/text-to-video";

fn words(running: &Running, prompt: &str) -> (Endpoint, FormValues) {
    let endpoint = Endpoint::from(WORDS);
    let mut values = defaults(running.engine.catalogue().model(&endpoint).unwrap());
    values.insert(FieldKey::from("prompt"), FieldValue::Text(prompt.to_owned()));
    (endpoint, values)
}

#[tokio::test(flavor = "multi_thread")]
async fn all_forms_of_one_press_become_jobs_and_each_is_submitted_once() {
    let world = World::new().await;
    let running = world.start().await;
    let forms = ["first", "second", "third"].map(|prompt| words(&running, prompt)).to_vec();
    let made = running.engine.create_together(forms, Some(GroupKind::Variations)).await.unwrap();
    let titles: Vec<&str> = made.iter().map(|entry| entry.job.title.as_str()).collect();
    assert_eq!(titles, ["first", "second", "third"], "in the order of the forms");
    let groups: Vec<_> = made.iter().map(|entry| entry.shelf.group.clone().unwrap()).collect();
    assert_eq!(groups[0].kind, GroupKind::Variations);
    assert!(groups.iter().all(|group| *group == groups[0]), "one press is one group");
    assert!(made.is_sorted_by(|one, other| one.job.id < other.job.id), "a line keeps that order");
    for entry in &made {
        running.until_done(&entry.job.id).await;
    }
    assert_eq!(world.hub.submits(WORDS), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_form_that_is_not_right_keeps_all_of_them_from_being_made() {
    let world = World::new().await;
    let running = world.start().await;
    let forms = vec![words(&running, "good"), words(&running, ""), words(&running, "good too"), words(&running, " ")];
    let Err(TogetherError::Refused(refused)) = running.engine.create_together(forms, None).await else {
        panic!("two of them say nothing");
    };
    let places: Vec<usize> = refused.iter().map(|(index, _)| *index).collect();
    assert_eq!(places, [1, 3]);
    assert!(refused.iter().all(|(_, problems)| problems[0].key == FieldKey::from("prompt")));
    assert_eq!(running.engine.job_ids().await.unwrap(), []);
    assert_eq!(world.hub.submits(WORDS), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_too_many_and_no_site_make_nothing() {
    let world = World::new().await;
    let running = world.start().await;
    let nothing = running.engine.create_together(Vec::new(), None).await;
    assert!(matches!(nothing, Err(TogetherError::Count(0))));
    let many = vec![words(&running, "again"); MOST_TOGETHER + 1];
    assert!(matches!(running.engine.create_together(many, None).await, Err(TogetherError::Count(_))));
    let unconnected = World::new().await;
    let running = unconnected.open().await;
    let alone = running.engine.create_together(vec![words(&running, "alone")], None).await;
    assert!(matches!(alone, Err(TogetherError::Form(CreateError::NoSite))));
    assert_eq!(running.engine.job_ids().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_press_made_goes_on_after_a_crash_and_is_still_submitted_once_each() {
    let world = World::new().await;
    let running = world.start().await;
    running.engine.hold_line().await.unwrap();
    let forms = ["first", "second"].map(|prompt| words(&running, prompt)).to_vec();
    let made = running.engine.create_together(forms, Some(GroupKind::Compare)).await.unwrap();
    running.kill();
    let running = world.start().await;
    for entry in &made {
        let group = running.engine.job(&entry.job.id).await.unwrap().unwrap().shelf.group;
        assert_eq!(group, entry.shelf.group, "they still belong together");
    }
    running.engine.release_line().await.unwrap();
    for entry in &made {
        running.until_done(&entry.job.id).await;
    }
    assert_eq!(world.hub.submits(WORDS), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_is_not_called_failed_when_it_cannot_be_read_at_once() {
    let world = World::new().await;
    let running = world.start().await;
    let raw = rusqlite::Connection::open(world.path("data").join("afterframe.db")).unwrap();
    // A number that no reader takes comes into the row in the step that writes it.
    raw.execute_batch("CREATE TRIGGER spoil AFTER INSERT ON shelf BEGIN UPDATE shelf SET take = -1; END").unwrap();
    let forms = ["first", "second"].map(|prompt| words(&running, prompt)).to_vec();
    let together = running.engine.create_together(forms, Some(GroupKind::Variations)).await.unwrap();
    let (endpoint, values) = words(&running, "alone");
    let alone = running.engine.create(&endpoint, values).await.unwrap();
    let made: Vec<_> = together.iter().chain([&alone]).collect();
    let titles: Vec<&str> = made.iter().map(|entry| entry.job.title.as_str()).collect();
    assert_eq!(titles, ["first", "second", "alone"]);
    assert!(running.engine.job(&alone.job.id).await.is_err(), "it could not be read");
    raw.execute_batch("DROP TRIGGER spoil; UPDATE shelf SET take = 1").unwrap();
    for entry in made {
        running.until_done(&entry.job.id).await;
    }
    assert_eq!(world.hub.submits(WORDS), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_counts_for_the_same_form_with_another_seed() {
    let world = World::new().await;
    let running = world.start().await;
    let is_simple = |model: &&Model| {
        let required = |field: &&Field| field.required && field.role != Some(Role::Prompt);
        model.price.is_some() && !model.fields.iter().any(|field| required(&field) || field.media().is_some())
    };
    let seed_of = |model: &Model| model.fields.iter().find(|field| field.role == Some(Role::Seed)).cloned();
    let mut models = running.engine.catalogue().models().iter().filter(is_simple);
    let (model, seed) = models.find_map(|model| Some((model, seed_of(model)?))).unwrap();
    let form = |number: f64| {
        let mut values = defaults(model);
        values.insert(FieldKey::from("prompt"), FieldValue::Text("the same".to_owned()));
        values.insert(seed.key.clone(), FieldValue::Number(number));
        values
    };
    let quoted = running.engine.price(&model.endpoint, &form(1.0)).await.unwrap();
    assert!(matches!(quoted, Price::Quote { .. }), "{quoted:?}");
    let forms = vec![(model.endpoint.clone(), form(2.0)), (model.endpoint.clone(), form(3.0))];
    let made = running.engine.create_together(forms, Some(GroupKind::Variations)).await.unwrap();
    for entry in made {
        assert_eq!(entry.job.estimate, quoted);
    }
}
