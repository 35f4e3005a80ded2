//! Walks through the program in a real window and writes a picture of every screen: `tour [FOLDER [zh-light]]`, by default all into `tour/`.
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
    use std::path::Path;
    use std::time::Instant;

    use afterframe_e2e::{Desk, Language, Theme, Window, walk};

    const SIZES: [(u32, u32); 2] = [(1600, 1000), (900, 640)];

    /// What is being made can still be seen.
    const PRACTICE_SPEED: u32 = 2;

    /// Walks every combination, or the one that is asked for, and says where the pictures are.
    pub fn tour(folder: &Path, only: Option<&str>) {
        for language in [Language::English, Language::Chinese] {
            for theme in [Theme::Dark, Theme::Light] {
                let name = name_of(language, theme);
                if only.is_none_or(|wanted| wanted == name) {
                    walk_once(folder, &name, language, theme);
                }
            }
        }
        println!("The pictures are in {}.", folder.display());
    }

    fn name_of(language: Language, theme: Theme) -> String {
        let language = if language == Language::English { "en" } else { "zh" };
        format!("{language}-{}", if theme == Theme::Dark { "dark" } else { "light" })
    }

    fn walk_once(folder: &Path, name: &str, language: Language, theme: Theme) {
        println!("Walking through {name} …");
        let start = Instant::now();
        let desk = Desk::start_with(&format!("tour-{name}"), theme, language);
        let mut step = 0;
        walk(&desk, PRACTICE_SPEED, &mut |screen| {
            step += 1;
            for (width, height) in SIZES {
                screen.window.resize(width, height);
                // Menus close when the page is told of its new size, which is a moment later.
                paint(screen.window);
                screen.bring_up();
                screen.settle();
                paint(screen.window);
                let file = format!("{step:02}-{}-{width}x{height}.png", screen.name);
                screen.window.photograph(&folder.join(name).join(file));
            }
            let (width, height) = SIZES[0];
            screen.window.resize(width, height);
            paint(screen.window);
        });
        println!("{step} screens in {} s.", start.elapsed().as_secs());
    }

    /// What is decoded is painted a frame or two later.
    fn paint(window: &Window<'_>) {
        window.ask_later(
            "const done = arguments[0];
             Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
                 .then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));",
            vec![],
        );
    }
}
