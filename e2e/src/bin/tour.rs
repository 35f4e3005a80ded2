//! Walks through the program in a real window and writes a picture of every step: `tour [FOLDER [zh-light]]`, by default all into `tour/`.
//!
//! Dark and light, large and small, English and Chinese. The pictures of the README are taken from here.

fn main() {
    #[cfg(target_os = "linux")]
    linux::tour(
        std::path::Path::new(&std::env::args_os().nth(1).unwrap_or_else(|| "tour".into())),
        std::env::args().nth(2).as_deref(),
    );
    #[cfg(not(target_os = "linux"))]
    eprintln!("The tour needs Linux: WebKitGTK alone comes with a driver.");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{path::Path, time::Duration};

    use afterframe_e2e::{
        Desk, GROK_EXTEND, Language, Launch, PROMPT, Pick, Theme, Window, drop_clip, drop_on, fill_prompt, keys,
        lay_out, open_finder, open_result, pick, poll_until, press_make, slide, start_from_words, start_practice,
        wait_for_result,
    };

    const SIZES: [(u32, u32); 2] = [(1440, 900), (900, 640)];

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

    /// Walks every combination, or the one that is asked for, and says where the pictures are.
    pub fn tour(folder: &Path, only: Option<&str>) {
        for language in [Language::English, Language::Chinese] {
            for theme in [Theme::Dark, Theme::Light] {
                let name = name_of(language, theme);
                if only.is_none_or(|wanted| wanted == name) {
                    walk(folder, &name, language, theme);
                }
            }
        }
        println!("The pictures are in {}.", folder.display());
    }

    fn name_of(language: Language, theme: Theme) -> String {
        let language = if language == Language::English { "en" } else { "zh" };
        format!("{language}-{}", if theme == Theme::Dark { "dark" } else { "light" })
    }

    fn walk(folder: &Path, name: &str, language: Language, theme: Theme) {
        println!("Walking through {name} …");
        let desk = Desk::start_with(&format!("tour-{name}"), theme, language);
        let clip = lay_out(&desk, "ridge-at-dusk.mp4");
        let window = Window::open(&desk, &Launch::default().with("AFTERFRAME_PRACTICE_SPEED", "2"));
        let mut step = 0;
        let mut picture = |what: &str| {
            step += 1;
            for (width, height) in SIZES {
                window.resize(width, height);
                settle(&window);
                window.photograph(&folder.join(name).join(format!("{step:02}-{what}-{width}x{height}.png")));
            }
            let (width, height) = SIZES[0];
            window.resize(width, height);
        };

        window.wait_for("welcome");
        picture("welcome");
        start_practice(&window);
        picture("make-empty");
        window.click("rail-library");
        picture("library-empty");
        find(&window, language, &mut picture);
        let from_words = make_from_words(&window, language, &mut picture);
        window.press_with_control("n");
        drop_clip(&window, &clip);
        picture("clip");
        let prompt = if language == Language::English { PROMPT } else { CHINESE_PROMPT };
        fill_prompt(&window, GROK_EXTEND, prompt);
        picture("form");
        let job = press_make(&window);
        picture("being-made");
        wait_for_result(&window, &job);
        for (sample, model, english, chinese) in OTHERS {
            let other = lay_out(&desk, sample);
            drop_clip(&window, &other);
            let title = other.file_stem().expect("a sample has a name").to_string_lossy().into_owned();
            poll_until("the next clip is shown", Duration::from_mins(1), || {
                let facts =
                    window.ask("return document.querySelector('[data-testid=clip-facts]')?.textContent ?? ''", vec![]);
                facts.as_str().filter(|text| text.contains(&title)).map(str::len)
            });
            fill_prompt(&window, model, if language == Language::English { english } else { chinese });
            let made = press_make(&window);
            wait_for_result(&window, &made);
        }
        picture("another-task");
        let body = make_from_files(&window, &desk, &mut picture);
        window.click("rail-library");
        for (kind, made) in from_words.iter().chain([&("body", body)]) {
            wait_for_result(&window, made);
            open_result(&window, made);
            if *kind == "body" {
                window.wait_for_selector("[data-testid=\"body-stage\"][data-shown=\"true\"]");
            }
            picture(&format!("result-{kind}"));
            window.press(keys::ESCAPE);
            window.wait_until_gone("player");
        }
        // The poster comes a moment after the clip.
        window.wait_for_selector(&format!("[data-testid=\"library\"] [data-job=\"{job}\"] img"));
        picture("library");
        open_result(&window, &job);
        picture("player");
        window.click("rail-settings");
        picture("settings");
        window.quit();
    }

    /// The finder as it opens, with words, and narrowed.
    fn find(window: &Window<'_>, language: Language, picture: &mut impl FnMut(&str)) {
        open_finder(window);
        picture("finder");
        window.press(if language == Language::English { "kling" } else { "可灵" });
        window.wait_for("finder-row");
        picture("finder-words");
        window.press(keys::ESCAPE);
        window.wait_until_gone("finder");
        open_finder(window);
        window.click_selector("[data-testid=\"finder\"] [data-have=\"image\"]");
        window.click_selector("[data-testid=\"finder\"] [data-want=\"model3d\"]");
        picture("finder-filters");
        window.press(keys::ESCAPE);
        window.wait_until_gone("finder");
    }

    /// Forms that start from words, and what is made with them: the kind of the result, and its job.
    fn make_from_words(
        window: &Window<'_>,
        language: Language,
        picture: &mut impl FnMut(&str),
    ) -> Vec<(&'static str, String)> {
        let said = |english: &'static str, chinese: &'static str| match language {
            Language::English => english,
            Language::Chinese => chinese,
        };
        start_from_words(window, "text-to-video");
        pick(window, Pick { task: "text-to-video", family: "veo-3.1", name: "Veo 3.1" });
        picture("from-words");
        start_from_words(window, "text-to-image");
        pick(window, Pick { task: "text-to-image", family: "midjourney-v7", name: "Midjourney V7" });
        window.click_selector("aside details summary");
        picture("form-long");
        window.ask("document.querySelector('aside details').scrollIntoView();", vec![]);
        picture("form-long-below");
        pick(window, Pick { task: "text-to-image", family: "qwen-image-2.0", name: "Qwen-Image 2.0" });
        window.write(
            "field-prompt",
            said("A red boat on a still lake, morning fog.", "静静的湖面上有一只红色小船，晨雾弥漫。"),
        );
        slide(window, "imageNum", 3);
        let pictures = press_make(window);
        start_from_words(window, "music");
        pick(window, Pick { task: "music", family: "suno-v5.5", name: "Suno v5.5" });
        window.write(
            "field-description",
            said("A slow song about the tide, with a piano.", "一首关于潮水的慢歌，钢琴伴奏。"),
        );
        let sound = press_make(window);
        start_from_words(window, "lyrics");
        pick(window, Pick { task: "lyrics", family: "suno-lyrics", name: "Suno Lyrics" });
        window.write("field-prompt", said("The sea at night.", "夜晚的海。"));
        picture("form-simple");
        let words = press_make(window);
        vec![("pictures", pictures), ("sound", sound), ("words", words)]
    }

    /// A form of several files, and one that makes a body, which is made.
    fn make_from_files(window: &Window<'_>, desk: &Desk, picture: &mut impl FnMut(&str)) -> String {
        let [valley, fog] = ["valley-morning.jpg", "fog.jpg"].map(|sample| lay_out(desk, sample));
        let clip = lay_out(desk, "low-tide.mp4");
        window.press_with_control("n");
        drop_clip(window, &valley);
        pick(window, Pick { task: "reference-to-video", family: "seedance-2.0", name: "Seedance 2.0" });
        drop_on(window, "[data-drop-field=\"imageUrls\"]", &[&fog]);
        window.wait_for_selector("[data-drop-field=\"imageUrls\"] [data-place=\"1\"] img");
        drop_on(window, "[data-drop-field=\"videoUrls\"]", &[&clip]);
        window.wait_for_selector("[data-drop-field=\"videoUrls\"] img");
        picture("form-references");
        pick(window, Pick { task: "image-to-3d", family: "hunyuan3d-3.1", name: "Hunyuan3D 3.1" });
        picture("form-body");
        press_make(window)
    }

    /// Waits until nothing moves any more, and every font, picture and film is there.
    fn settle(window: &Window<'_>) {
        poll_until("the page has come to rest", Duration::from_secs(20), || {
            let quiet = window.ask(
                "const moving = document.getAnimations().filter((animation) =>
                     animation.playState === 'running' && animation.effect?.getComputedTiming().iterations !== Infinity);
                 const loading = [...document.images].filter((image) => !image.complete || image.naturalWidth === 0);
                 const wrong = document.querySelectorAll('[aria-invalid=true]');
                 const waiting = [...document.querySelectorAll('video')].filter((video) => video.readyState < 2);
                 return document.fonts.status === 'loaded' && moving.length + loading.length + waiting.length + wrong.length === 0;",
                vec![],
            );
            quiet.as_bool().filter(|quiet| *quiet)
        });
        // What is decoded is painted a frame or two later.
        window.ask_later(
            "const done = arguments[0];
             Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
                 .then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));",
            vec![],
        );
    }
}
