//! Walks the main job in a real window and writes a picture of every step: `tour [FOLDER]`, by default `tour/`.
//!
//! Dark and light, large and small, English and Chinese. The pictures of the README are taken from here.

fn main() {
    #[cfg(target_os = "linux")]
    linux::tour(std::path::Path::new(&std::env::args_os().nth(1).unwrap_or_else(|| "tour".into())));
    #[cfg(not(target_os = "linux"))]
    eprintln!("The tour needs Linux: WebKitGTK alone comes with a driver.");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        fs,
        path::{Path, PathBuf},
        time::Duration,
    };

    use afterframe_e2e::{
        Desk, GROK_EXTEND, Language, Launch, PROMPT, Pick, Theme, Window, drop_clip, fill_prompt, open_result,
        poll_until, press_make, start_practice, wait_for_result,
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

    /// Walks every combination and says where the pictures are.
    pub fn tour(folder: &Path) {
        for language in [Language::English, Language::Chinese] {
            for theme in [Theme::Dark, Theme::Light] {
                walk(folder, language, theme);
            }
        }
        println!("The pictures are in {}.", folder.display());
    }

    fn walk(folder: &Path, language: Language, theme: Theme) {
        let name = format!(
            "{}-{}",
            if language == Language::English { "en" } else { "zh" },
            if theme == Theme::Dark { "dark" } else { "light" }
        );
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
                window.photograph(&folder.join(&name).join(format!("{step:02}-{what}-{width}x{height}.png")));
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
        window.click("rail-library");
        // The poster comes a moment after the clip.
        window.wait_for_selector(&format!("[data-testid=\"library\"] [data-job=\"{job}\"] img"));
        picture("library");
        open_result(&window, &job);
        picture("player");
        window.click("rail-settings");
        picture("settings");
        window.quit();
    }

    /// Puts a sample into the home folder, under the name a person would give it.
    fn lay_out(desk: &Desk, sample: &str) -> PathBuf {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/samples").join(sample);
        let to = desk.home().join(sample.replace('-', " "));
        fs::copy(&from, &to).unwrap_or_else(|error| panic!("{} cannot be laid out: {error}", from.display()));
        to
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
