//! Several jobs with one press over the bridge.

use serde_json::{Value, json};

use super::Stage;

/// Several with one press: all of them, or none.
pub(super) fn commands(stage: &Stage) {
    let clip = stage.practice_clip();
    let press = |prompts: &[&str]| {
        let forms: Vec<Value> = prompts.iter().map(|prompt| Stage::extend(&clip, prompt)).collect();
        json!({ "forms": forms, "group": "variations" })
    };
    let refused = stage.done("jobs_create", press(&["the rain begins", ""]));
    assert_eq!(refused["type"], "refused");
    assert_eq!(refused["refused"][0]["index"], 1);
    assert_eq!(refused["refused"][0]["problems"][0]["key"], "prompt");
    assert_eq!(stage.refused("jobs_create", press(&[]))["code"], "not-now");
    assert_eq!(stage.refused("jobs_create", press(&["again"; 51]))["code"], "not-now");
    let made = stage.done("jobs_create", press(&["the rain begins", "the rain ends"]));
    assert_eq!(made["type"], "created");
    assert_eq!(made["jobs"][0]["group"]["kind"], "variations");
    assert_eq!(made["jobs"][0]["group"], made["jobs"][1]["group"]);
    let prompts: Vec<_> = made["jobs"].as_array().expect("a list").iter().map(|job| &job["values"]["prompt"]).collect();
    assert_eq!(prompts, ["the rain begins", "the rain ends"]);
    for job in made["jobs"].as_array().expect("a list") {
        stage.wait_for(&job["id"], "done");
    }
}
