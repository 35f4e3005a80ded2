//! From the welcome page past choosing, forms of every kind and what is being made.

use std::time::Duration;

use serde_json::json;

use super::Guide;
use crate::desk::Language;
use crate::drag::drop_on;
use crate::journey::{PROMPT, drop_clip, fill_prompt, lay_out, press_make, start_practice, wait_for_result};
use crate::picker::{GROK_EXTEND, Pick, open_finder, pick, slide, start_from_words};
use crate::wait::poll_until;
use crate::window::keys;

const ZONE: &str = "[data-testid=\"drop-zone\"]";
const CHINESE_PROMPT: &str = "太阳沉入最后一道山脊，山谷里亮起灯火。";

/// What else is made on the way, so that the library is one in use: the sample, its model and what should happen.
const OTHERS: [(&str, Pick, &str, &str); 3] = [
    (
        "low-tide.mp4",
        Pick { task: "video-extend", family: "wan-2.7", name: "Wan 2.7" },
        "A single boat crosses the light.",
        "一叶小舟划过光影。",
    ),
    (
        "moonrise.mp4",
        Pick { task: "video-extend", family: "skyreels-v3", name: "SkyReels V3" },
        "Clouds drift over the moon.",
        "云层缓缓掠过月亮。",
    ),
    (
        "valley-morning.jpg",
        Pick { task: "image-to-video", family: "grok-imagine", name: "Grok Imagine" },
        "Mist drifts between the hills, birds circle.",
        "薄雾在山间飘动，飞鸟盘旋。",
    ),
];

/// What was made on the way: the film, and one take of every other kind.
pub(super) struct Made {
    pub(super) film: String,
    pub(super) others: Vec<(&'static str, String)>,
}

pub(super) fn walk(guide: &mut Guide<'_>) -> Made {
    let window = guide.window;
    window.wait_for("welcome");
    guide.show("welcome");
    start_practice(window);
    window.wait_for("guide-offer");
    guide.show("make-empty");
    window.click("guide-start");
    window.wait_for("guide");
    guide.show("guide");
    window.click("guide-skip");
    window.wait_until_gone("guide");
    window.press("?");
    guide.show_dialog("shortcuts");
    window.click("rail-library");
    window.wait_for("library-empty");
    guide.show("library-empty");
    find(guide);
    let mut others = make_from_words(guide);
    let film = make_from_clips(guide);
    others.push(("body", make_from_files(guide)));
    Made { film, others }
}

/// The finder as it opens, with words, narrowed, and without an answer.
fn find(guide: &mut Guide<'_>) {
    let window = guide.window;
    open_finder(window);
    guide.show("finder");
    window.press(guide.said("kling", "可灵"));
    window.wait_for("finder-row");
    guide.show("finder-words");
    window.press(guide.said(" no such model", "没有这样的模型"));
    window.wait_until_gone("finder-row");
    guide.show("finder-nothing");
    window.press(keys::ESCAPE);
    window.wait_until_gone("finder");
    open_finder(window);
    window.click_selector("[data-testid=\"finder\"] [data-have=\"image\"]");
    window.click_selector("[data-testid=\"finder\"] [data-want=\"model3d\"]");
    guide.show("finder-filters");
    window.press(keys::ESCAPE);
    window.wait_until_gone("finder");
}

/// Forms that start from words, and what is made with them: the kind of the result, and its job.
fn make_from_words(guide: &mut Guide<'_>) -> Vec<(&'static str, String)> {
    let window = guide.window;
    start_from_words(window, "text-to-video");
    pick(window, Pick { task: "text-to-video", family: "veo-3.1", name: "Veo 3.1" });
    guide.show("from-words");
    start_from_words(window, "text-to-image");
    pick(window, Pick { task: "text-to-image", family: "midjourney-v7", name: "Midjourney V7" });
    window.click_selector("aside details summary");
    guide.show("form-long");
    window.ask("document.querySelector('aside details').scrollIntoView();", vec![]);
    guide.show("form-long-below");
    pick(window, Pick { task: "text-to-image", family: "qwen-image-2.0", name: "Qwen-Image 2.0" });
    window.write(
        "field-prompt",
        guide.said("A red boat on a still lake, morning fog.", "静静的湖面上有一只红色小船，晨雾弥漫。"),
    );
    slide(window, "imageNum", 3);
    let pictures = press_make(window);
    start_from_words(window, "music");
    pick(window, Pick { task: "music", family: "suno-v5.5", name: "Suno v5.5" });
    window.write(
        "field-description",
        guide.said("A slow song about the tide, with a piano.", "一首关于潮水的慢歌，钢琴伴奏。"),
    );
    let sound = press_make(window);
    start_from_words(window, "lyrics");
    pick(window, Pick { task: "lyrics", family: "suno-lyrics", name: "Suno Lyrics" });
    window.write("field-prompt", guide.said("The sea at night.", "夜晚的海。"));
    guide.show("form-simple");
    let words = press_make(window);
    vec![("pictures", pictures), ("sound", sound), ("words", words)]
}

/// The main job, and others beside it. Returns the job of the first film.
fn make_from_clips(guide: &mut Guide<'_>) -> String {
    let window = guide.window;
    window.press_with_control("n");
    drop_clip(window, &lay_out(guide.desk, "ridge-at-dusk.mp4"));
    guide.show("clip");
    let english = guide.desk.language() == Language::English;
    fill_prompt(window, GROK_EXTEND, if english { PROMPT } else { CHINESE_PROMPT });
    guide.show("form");
    let film = press_make(window);
    guide.show("being-made");
    let mut jobs = vec![film.clone()];
    for (sample, model, english, chinese) in OTHERS {
        let other = lay_out(guide.desk, sample);
        drop_clip(window, &other);
        let title = other.file_stem().expect("a sample has a name").to_string_lossy().into_owned();
        poll_until("the next clip is shown", Duration::from_mins(1), || {
            let facts =
                window.ask("return document.querySelector('[data-testid=clip-facts]')?.textContent ?? ''", vec![]);
            facts.as_str().filter(|text| text.contains(&title)).map(str::len)
        });
        fill_prompt(window, model, guide.said(english, chinese));
        jobs.push(press_make(window));
    }
    for job in &jobs {
        wait_for_result(window, job);
    }
    guide.show("another-task");
    several(guide);
    film
}

/// Two clips with one drop: what is offered, and the question before they are made.
fn several(guide: &mut Guide<'_>) {
    let window = guide.window;
    window.press_with_control("n");
    let clips = ["low-tide.mp4", "moonrise.mp4"].map(|sample| lay_out(guide.desk, sample));
    window.wait_for("drop-zone");
    drop_on(window, ZONE, &[&clips[0], &clips[1]]);
    window.wait_for("clip-facts");
    fill_prompt(window, GROK_EXTEND, guide.said("The camera rises slowly.", "镜头缓缓升起。"));
    window.wait_for("several-offer");
    guide.show("several-files");
    window.click("several-open");
    guide.show_dialog("several-files-dialog");
}

/// A form of several files, refused and in order, and one that makes a body, which is made.
fn make_from_files(guide: &mut Guide<'_>) -> String {
    let window = guide.window;
    let [valley, fog] = ["valley-morning.jpg", "fog.jpg"].map(|sample| lay_out(guide.desk, sample));
    let clip = lay_out(guide.desk, "low-tide.mp4");
    window.press_with_control("n");
    drop_clip(window, &valley);
    pick(window, Pick { task: "reference-to-video", family: "seedance-2.0", name: "Seedance 2.0" });
    // Not what the field takes, and no words: both are told beside their fields.
    drop_on(window, "[data-drop-field=\"videoUrls\"]", &[&fog]);
    window.click("make-button");
    window.wait_for_selector("aside .problems");
    guide.show_refused("form-refused");
    drop_on(window, "[data-drop-field=\"imageUrls\"]", &[&fog]);
    window.wait_for_selector("[data-drop-field=\"imageUrls\"] [data-place=\"1\"] img");
    window.click_selector("[data-drop-field=\"videoUrls\"] [data-place=\"0\"] .remove button");
    drop_on(window, "[data-drop-field=\"videoUrls\"]", &[&clip]);
    window.wait_for_selector("[data-drop-field=\"videoUrls\"] img");
    window.write("field-prompt", guide.said("The boat drifts into the valley.", "小船漂进山谷。"));
    guide.wait_for_truth("nothing is wrong any more", "return document.querySelector('[aria-invalid=true]') === null;");
    let top = json!(".fields, aside form, aside");
    window.ask("document.querySelector(arguments[0])?.scrollTo(0, 0);", vec![top]);
    guide.show("form-references");
    pick(window, Pick { task: "image-to-3d", family: "hunyuan3d-3.1", name: "Hunyuan3D 3.1" });
    guide.show("form-body");
    press_make(window)
}
