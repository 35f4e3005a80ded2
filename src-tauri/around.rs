//! Tells the system around the window what goes on in it: messages when takes end, progress on the dock, the tray, and no sleep
//! while bytes are on their way. Follows the engine's changes beside the window, which has nothing to do with it.

use std::time::{Duration, Instant};

use afterframe_core::settings::Settings;
use afterframe_engine::{Change, Engine};
use tauri::{AppHandle, Manager as _};
use tokio::sync::broadcast::error::RecvError;

use crate::{
    at_work::AtWork,
    awake::Awake,
    commands::system_language,
    menu,
    notify::{Gathering, Message, Messages},
    shell::Shell,
    start, taskbar,
    tray::{self, Tray, Words},
    views,
};

/// How often it is looked whether bytes are on their way, as long as a take is at work.
const LOOK: Duration = Duration::from_secs(2);

/// Follows the engine until it ends.
pub async fn follow(app: &AppHandle) {
    let engine = app.state::<Shell>().engine.clone();
    let mut changes = engine.changes();
    let mut around = Around::new(app, &engine).await;
    let mut look = tokio::time::interval(LOOK);
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let due = around.gathering.due().map(tokio::time::Instant::from_std);
        tokio::select! {
            change = changes.recv() => match change {
                Ok(Change::Settings(settings)) => around.settings_are(settings).await,
                Ok(change) => {
                    if let Some(ended) = around.at_work.hear(&change) {
                        around.gathering.add(ended, Instant::now());
                    }
                    around.say_how_far().await;
                }
                Err(RecvError::Lagged(_)) => around.begin(&engine).await,
                Err(RecvError::Closed) => return,
            },
            () = async { tokio::time::sleep_until(due.unwrap_or_else(tokio::time::Instant::now)).await }, if due.is_some() => {
                around.tell_what_ended().await;
            }
            _ = look.tick(), if around.at_work.count() > 0 || around.awake.is_held() => {
                around.keep_awake(engine.is_moving_bytes() || engine.is_submitting()).await;
            }
        }
    }
}

struct Around {
    app: AppHandle,
    settings: Settings,
    at_work: AtWork,
    gathering: Gathering,
    messages: Messages,
    awake: Awake,
    tray: Option<Tray>,
    /// What the dock and the tray show.
    percent: Option<u8>,
    said: Option<Words>,
}

impl Around {
    async fn new(app: &AppHandle, engine: &Engine) -> Self {
        let opener = app.clone();
        let messages = Messages::new(move |job| {
            start::show_window(&opener);
            opener.state::<Shell>().tell(&views::Change::Open { job });
        });
        let mut around = Self {
            app: app.clone(),
            settings: engine.settings().await.unwrap_or_default(),
            at_work: AtWork::default(),
            gathering: Gathering::default(),
            messages,
            awake: Awake::default(),
            tray: None,
            percent: None,
            said: None,
        };
        tray::offered(app, tray::is_offered(app).await);
        around.begin(engine).await;
        around.show_tray().await;
        menu::show(app, &around.settings);
        around
    }

    async fn begin(&mut self, engine: &Engine) {
        self.at_work.begin(&engine.jobs_under_way().await.unwrap_or_default());
        self.say_how_far().await;
    }

    async fn settings_are(&mut self, settings: Settings) {
        let before = std::mem::replace(&mut self.settings, settings);
        let language = before.language != self.settings.language;
        if before.close_to_tray != self.settings.close_to_tray {
            self.show_tray().await;
        }
        if language || before.menu_bar != self.settings.menu_bar {
            menu::show(&self.app, &self.settings);
        }
        if language {
            self.say_how_far().await;
        }
    }

    /// The icon is there as long as the window may be closed into it.
    async fn show_tray(&mut self) {
        if !self.settings.close_to_tray {
            self.tray = None;
            tray::shown(&self.app, false);
            return;
        }
        let words = self.words();
        self.said = Some(words.clone());
        self.tray = Tray::open(&self.app, words).await;
        tray::offered(&self.app, self.tray.is_some());
        tray::shown(&self.app, self.tray.is_some());
    }

    async fn say_how_far(&mut self) {
        let percent = self.at_work.percent();
        if percent != self.percent {
            self.percent = percent;
            taskbar::show(&self.app, percent).await;
        }
        let words = self.words();
        if let Some(tray) = &self.tray
            && self.said.as_ref() != Some(&words)
        {
            tray.say(words.clone()).await;
            self.said = Some(words);
        }
    }

    async fn tell_what_ended(&mut self) {
        let ended = self.gathering.take();
        let language = self.settings.language.unwrap_or_else(system_language);
        if self.settings.notify
            && !start::is_in_front(&self.app)
            && let Some(message) = Message::about(&ended, language)
        {
            self.messages.show(message).await;
        }
    }

    async fn keep_awake(&mut self, bytes_move: bool) {
        if bytes_move {
            self.awake.hold().await;
        } else {
            self.awake.release().await;
        }
    }

    fn words(&self) -> Words {
        Words::of(self.at_work.count(), self.settings.language.unwrap_or_else(system_language))
    }
}
