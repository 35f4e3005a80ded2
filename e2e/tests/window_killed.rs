//! Pulled out of the wall: the program is killed in every phase of a job, started again, and the job goes on to a result that plays.
//! What it was charged for is counted where it counts, at the server.
#![cfg(target_os = "linux")]

use std::time::Duration;

use afterframe_e2e::{
    Clip, Desk, GROK_EXTEND, Launch, PROMPT, PracticeServer, Window, assert_plays_and_seeks, drop_clip, enter_key,
    fill_prompt, open_result, poll_until, press_make, results_of, seconds_of, wait_for_result,
};
use serde_json::{Value, json};

const KEY: &str = "e2e0dead0e2e41c6a5b3f1e2d3c4b5a6";

/// A phase, and what holds a job in it.
struct Phase {
    state: &'static str,
    place: &'static str,
    fault: Option<Value>,
}

#[test]
fn a_job_that_is_killed_in_any_phase_goes_on_to_a_result_that_plays_and_is_ordered_once() {
    let phases = [
        Phase { state: "uploading", place: "upload", fault: Some(json!({ "kind": "stall-in-headers" })) },
        // The task waits and runs long enough by itself.
        Phase { state: "queued", place: "query", fault: None },
        Phase { state: "running", place: "query", fault: None },
        Phase {
            state: "downloading",
            place: "download",
            fault: Some(json!({ "kind": "slow-drip", "bytesPerSecond": 2000 })),
        },
    ];
    for Phase { state, place, fault } in phases {
        let desk = Desk::start(&format!("killed-{state}"));
        let server = PracticeServer::start_with(&desk, KEY, &["--pace", "1"]);
        let launch = Launch::default().with("RH_API_BASE_URL", server.address());
        let clip = Clip::default().make(&desk.home(), "lake at noon.mp4");
        let window = Window::open(&desk, &launch);
        enter_key(&window, KEY);
        if let Some(fault) = &fault {
            server.fail(place, fault);
        }
        drop_clip(&window, &clip);
        fill_prompt(&window, GROK_EXTEND, PROMPT);
        let job = press_make(&window);
        let card = format!("[data-testid=\"job-card\"][data-job=\"{job}\"]");
        poll_until(&format!("the job is {state}"), Duration::from_mins(1), || {
            let now = window.attribute(&card, "data-state")?;
            assert!(!["done", "failed", "unknown"].contains(&now.as_str()), "{now} came before {state}");
            (now == state).then_some(())
        });
        window.kill();
        assert_eq!(results_of(&desk).len(), 0, "killed while {state}, nothing has its final name");
        let ordered = u64::from(state != "uploading");
        assert_eq!(server.submits(), ordered, "killed while {state}");

        server.heal();
        let window = Window::open(&desk, &launch);
        window.click("rail-library");
        window.wait_for_selector(&card);
        let states = wait_for_result(&window, &job);
        assert!(!states.iter().any(|shown| shown == "unknown"), "{states:?}");
        assert_eq!(server.submits(), 1, "killed while {state}: {states:?}");
        let [film] = results_of(&desk).try_into().expect("one result, and no half of one");
        open_result(&window, &job);
        let shown = assert_plays_and_seeks(&window);
        assert!((shown - seconds_of(&film)).abs() < 0.5, "the window plays {shown} s of {}", film.display());
        window.quit();
    }
}
