//! The end of the program: what is asked before the window closes, what is waited for, and what is finished after.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use afterframe_core::{language::Language, words::QuestionWords};
use afterframe_engine::Engine;
use rfd::{AsyncMessageDialog, MessageButtons, MessageDialogResult};
use tauri::{AppHandle, CloseRequestApi, Manager as _, Window, async_runtime::JoinHandle};
use tokio::sync::oneshot;

use crate::{shell::Shell, start, tray::Shelter};

/// What closing would cut off, the dearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// Something that may cost money was sent, and whether it was taken is not known yet.
    Submit,
    /// Bytes are on their way. They start again.
    Bytes,
}

impl Reason {
    fn of(engine: &Engine) -> Option<Self> {
        if engine.is_submitting() {
            return Some(Self::Submit);
        }
        engine.is_moving_bytes().then_some(Self::Bytes)
    }
}

/// What a person answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// Close as soon as it is known what became of the submit.
    Wait,
    Close,
    Stay,
}

/// How far leaving is: whether the question is open, and whether an answer is waited for.
#[derive(Default)]
pub struct Leaving {
    is_asking: AtomicBool,
    waiting: Mutex<Option<JoinHandle<()>>>,
}

/// The question is open as long as this lives.
struct Question<'a>(&'a AtomicBool);

impl Drop for Question<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

impl Leaving {
    /// The turn to ask; `None` while the question is open already, however often the window is told to close.
    fn ask(&self) -> Option<Question<'_>> {
        (!self.is_asking.swap(true, Ordering::SeqCst)).then_some(Question(&self.is_asking))
    }

    /// Waits in the background, once.
    fn wait(&self, begin: impl FnOnce() -> JoinHandle<()>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.get_or_insert_with(begin);
    }

    fn stay(&self) {
        if let Some(waiting) = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).take() {
            waiting.abort();
        }
    }
}

/// The window is about to close. Where the program stays in the tray, that ends nothing and asks nothing.
pub fn asked(window: &Window, close: &CloseRequestApi) {
    if window.state::<Shelter>().takes_the_window() {
        close.prevent_close();
        if let Err(error) = window.hide() {
            tracing::warn!(%error, "the window does not go to the tray");
        }
        return;
    }
    if window.try_state::<Shell>().is_some_and(|shell| Reason::of(&shell.engine).is_some()) {
        close.prevent_close();
        ask(window.clone());
    }
}

/// The program is told to end: by its menu, its icon in the tray or its shortcut.
pub fn quit(app: &AppHandle) {
    let Some(window) = app.get_webview_window("main") else { return app.exit(0) };
    let window = window.as_ref().window();
    if app.try_state::<Shell>().is_some_and(|shell| Reason::of(&shell.engine).is_some()) {
        start::show_window(app);
        ask(window);
    } else {
        let _ = window.destroy();
    }
}

/// Jobs go on at RunningHub by themselves; only what is being sent, and bytes on their way, are worth a question.
fn ask(window: Window) {
    tauri::async_runtime::spawn(async move {
        let (shell, leaving) = (window.state::<Shell>(), window.state::<Leaving>());
        let Some(_question) = leaving.ask() else { return };
        // It may be over by now.
        let Some(reason) = Reason::of(&shell.engine) else { return drop(window.destroy()) };
        let words = words_of(reason, shell.engine.language());
        match show(&window, words).await {
            Answer::Close => drop(window.destroy()),
            Answer::Stay => leaving.stay(),
            Answer::Wait => {
                let window = window.clone();
                leaving.wait(|| tauri::async_runtime::spawn(close_when_answered(window)));
            }
        }
    });
}

/// Submits have a limit of their own, so this comes to an end.
async fn close_when_answered(window: Window) {
    let _quiet = window.state::<Shell>().engine.finish_submits().await;
    // Whoever cannot close it finds it open.
    let _ = window.destroy();
}

/// Opens the question over the window. Systems want their dialogs made on the main thread. One that cannot be opened is answered
/// with staying: nothing is cut off that nobody was asked about.
async fn show(window: &Window, words: &QuestionWords) -> Answer {
    let dialog = AsyncMessageDialog::new().set_title(&words.title).set_description(description(words));
    let dialog = dialog.set_buttons(buttons(words));
    let (send, receive) = oneshot::channel();
    let parent = window.clone();
    let opened = window.run_on_main_thread(move || {
        let _ = send.send(dialog.set_parent(&parent).show());
    });
    if opened.is_err() {
        return Answer::Stay;
    }
    match receive.await {
        Ok(open) => answer(words, &open.await),
        Err(_) => Answer::Stay,
    }
}

/// The last window is gone: writes in flight are finished, servers end.
pub fn end(app: &AppHandle) {
    if let Some(shell) = app.try_state::<Shell>() {
        tauri::async_runtime::block_on(async {
            shell.engine.shutdown().await;
            shell.account.stop().await;
        });
    }
}

/// The one question that is asked outside the window.
fn words_of(reason: Reason, language: Language) -> &'static QuestionWords {
    let words = &language.words().leaving;
    match reason {
        Reason::Submit => &words.submit,
        Reason::Bytes => &words.bytes,
    }
}

/// On Windows the buttons keep the system's names.
fn description(words: &QuestionWords) -> String {
    if cfg!(windows) { format!("{}\n\n{}", words.question, words.legend) } else { words.question.clone() }
}

fn buttons(words: &QuestionWords) -> MessageButtons {
    let (close, stay) = (words.close.clone(), words.stay.clone());
    match &words.wait {
        Some(wait) => MessageButtons::YesNoCancelCustom(wait.clone(), close, stay),
        None => MessageButtons::OkCancelCustom(close, stay),
    }
}

/// Some systems answer with the button's name, others with its place. Whatever else comes, such as a dialog that was
/// closed, cuts nothing off.
fn answer(words: &QuestionWords, result: &MessageDialogResult) -> Answer {
    match result {
        MessageDialogResult::Yes if words.wait.is_some() => Answer::Wait,
        MessageDialogResult::No if words.wait.is_some() => Answer::Close,
        MessageDialogResult::Ok if words.wait.is_none() => Answer::Close,
        MessageDialogResult::Custom(name) if Some(name) == words.wait.as_ref() => Answer::Wait,
        MessageDialogResult::Custom(name) if *name == words.close => Answer::Close,
        _ => Answer::Stay,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_is_open_once_however_often_the_window_is_told_to_close() {
        let leaving = Leaving::default();
        let open = leaving.ask();
        assert!(open.is_some());
        assert!(leaving.ask().is_none());
        drop(open);
        assert!(leaving.ask().is_some());
    }

    #[test]
    fn an_answer_is_understood_by_the_buttons_name_and_by_its_place() {
        for language in Language::ALL {
            let submit = words_of(Reason::Submit, *language);
            let named = |name: &str| MessageDialogResult::Custom(name.to_owned());
            let wait = submit.wait.as_ref().expect("an answer to a submit can be waited for");
            for (result, expected) in [
                (named(wait), Answer::Wait),
                (MessageDialogResult::Yes, Answer::Wait),
                (named(&submit.close), Answer::Close),
                (MessageDialogResult::No, Answer::Close),
                (named(&submit.stay), Answer::Stay),
                (MessageDialogResult::Cancel, Answer::Stay),
                (MessageDialogResult::Ok, Answer::Stay),
            ] {
                assert_eq!(answer(submit, &result), expected, "{result:?}");
            }
            let bytes = words_of(Reason::Bytes, *language);
            for (result, expected) in [
                (named(&bytes.close), Answer::Close),
                (MessageDialogResult::Ok, Answer::Close),
                (named(&bytes.stay), Answer::Stay),
                (MessageDialogResult::Cancel, Answer::Stay),
                (MessageDialogResult::Yes, Answer::Stay),
            ] {
                assert_eq!(answer(bytes, &result), expected, "{result:?}");
            }
        }
    }

    #[tokio::test]
    async fn waiting_begins_once_and_ends_when_a_person_stays() {
        let leaving = Leaving::default();
        let forever = || tauri::async_runtime::spawn(std::future::pending::<()>());
        leaving.wait(forever);
        leaving.wait(|| panic!("it waits already"));
        leaving.stay();
        let mut begun = false;
        leaving.wait(|| {
            begun = true;
            forever()
        });
        assert!(begun);
        leaving.stay();
    }
}
