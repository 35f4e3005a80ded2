//! The end of the program: what is asked before the window closes, what is waited for, and what is finished after.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use afterframe_core::text::Language;
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
        let language = shell.settings().await.ok().and_then(|settings| settings.language);
        // It may be over by now.
        let Some(reason) = Reason::of(&shell.engine) else { return drop(window.destroy()) };
        let words = Words::of(reason, language.unwrap_or_else(crate::commands::system_language));
        match show(&window, &words).await {
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
async fn show(window: &Window, words: &Words) -> Answer {
    let dialog = AsyncMessageDialog::new().set_title(words.title).set_description(words.description());
    let dialog = dialog.set_buttons(words.buttons());
    let (send, receive) = oneshot::channel();
    let parent = window.clone();
    let opened = window.run_on_main_thread(move || {
        let _ = send.send(dialog.set_parent(&parent).show());
    });
    if opened.is_err() {
        return Answer::Stay;
    }
    match receive.await {
        Ok(open) => words.answer(&open.await),
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
struct Words {
    title: &'static str,
    question: &'static str,
    /// Only where waiting leads somewhere.
    wait: Option<&'static str>,
    close: &'static str,
    stay: &'static str,
    /// For systems whose buttons cannot be named.
    legend: &'static str,
}

impl Words {
    const fn of(reason: Reason, language: Language) -> Self {
        match (reason, language) {
            (Reason::Submit, Language::En) => Self {
                title: "A take is just being sent",
                question: "RunningHub has not said yet whether it takes it. If you wait, Afterframe closes by itself when the answer is here, after two minutes at most. If you close now, you may have to find out yourself whether it was started and charged.",
                wait: Some("Wait, then close"),
                close: "Close now",
                stay: "Keep open",
                legend: "Yes: wait, then close. No: close now. Cancel: keep open.",
            },
            (Reason::Submit, Language::Zh) => Self {
                title: "任务正在提交",
                question: "RunningHub 尚未答复是否接受。选择等待的话，收到答复后 Afterframe 会自动关闭，最多两分钟。现在关闭的话，可能需要您自己查明任务是否已经开始并扣费。",
                wait: Some("等待后关闭"),
                close: "立即关闭",
                stay: "保持打开",
                legend: "是：等待后关闭。否：立即关闭。取消：保持打开。",
            },
            (Reason::Bytes, Language::En) => Self {
                title: "A file is still on its way",
                question: "An upload or download is running. If you close now, it starts again the next time you open Afterframe. Nothing is lost and nothing is paid for twice.",
                wait: None,
                close: "Close anyway",
                stay: "Keep open",
                legend: "OK: close anyway. Cancel: keep open.",
            },
            (Reason::Bytes, Language::Zh) => Self {
                title: "文件仍在传输",
                question: "正在上传或下载文件。现在关闭的话，下次打开 Afterframe 时会重新传输。不会丢失内容，也不会重复付费。",
                wait: None,
                close: "仍要关闭",
                stay: "保持打开",
                legend: "确定：仍要关闭。取消：保持打开。",
            },
        }
    }

    /// On Windows the buttons keep the system's names.
    fn description(&self) -> String {
        if cfg!(windows) { format!("{}\n\n{}", self.question, self.legend) } else { self.question.to_owned() }
    }

    fn buttons(&self) -> MessageButtons {
        let (close, stay) = (self.close.to_owned(), self.stay.to_owned());
        match self.wait {
            Some(wait) => MessageButtons::YesNoCancelCustom(wait.to_owned(), close, stay),
            None => MessageButtons::OkCancelCustom(close, stay),
        }
    }

    /// Some systems answer with the button's name, others with its place. Whatever else comes, such as a dialog that was
    /// closed, cuts nothing off.
    fn answer(&self, result: &MessageDialogResult) -> Answer {
        match result {
            MessageDialogResult::Yes if self.wait.is_some() => Answer::Wait,
            MessageDialogResult::No if self.wait.is_some() => Answer::Close,
            MessageDialogResult::Ok if self.wait.is_none() => Answer::Close,
            MessageDialogResult::Custom(name) if Some(name.as_str()) == self.wait => Answer::Wait,
            MessageDialogResult::Custom(name) if name == self.close => Answer::Close,
            _ => Answer::Stay,
        }
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
        for language in [Language::En, Language::Zh] {
            let submit = Words::of(Reason::Submit, language);
            let named = |name: &str| MessageDialogResult::Custom(name.to_owned());
            let wait = submit.wait.expect("an answer to a submit can be waited for");
            for (result, answer) in [
                (named(wait), Answer::Wait),
                (MessageDialogResult::Yes, Answer::Wait),
                (named(submit.close), Answer::Close),
                (MessageDialogResult::No, Answer::Close),
                (named(submit.stay), Answer::Stay),
                (MessageDialogResult::Cancel, Answer::Stay),
                (MessageDialogResult::Ok, Answer::Stay),
            ] {
                assert_eq!(submit.answer(&result), answer, "{result:?}");
            }
            let bytes = Words::of(Reason::Bytes, language);
            for (result, answer) in [
                (named(bytes.close), Answer::Close),
                (MessageDialogResult::Ok, Answer::Close),
                (named(bytes.stay), Answer::Stay),
                (MessageDialogResult::Cancel, Answer::Stay),
                (MessageDialogResult::Yes, Answer::Stay),
            ] {
                assert_eq!(bytes.answer(&result), answer, "{result:?}");
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
