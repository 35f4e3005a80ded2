//! The end of the program: what is asked before the window closes, and what is finished after.

use rfd::{AsyncMessageDialog, MessageButtons, MessageDialogResult};
use tauri::{AppHandle, CloseRequestApi, Manager as _, Window};

use crate::shell::Shell;
use afterframe_core::text::Language;

/// The window is about to close. Jobs go on at RunningHub by themselves; only bytes on their way are worth a question.
pub fn asked(window: &Window, close: &CloseRequestApi) {
    let Some(shell) = window.try_state::<Shell>() else { return };
    if !shell.engine.is_moving_bytes() {
        return;
    }
    close.prevent_close();
    let window = window.clone();
    tauri::async_runtime::spawn(async move {
        let shell = window.state::<Shell>();
        let language = shell.settings().await.ok().and_then(|settings| settings.language);
        let words = Words::of(language.unwrap_or_else(crate::commands::system_language));
        let dialog = AsyncMessageDialog::new()
            .set_title(words.title)
            .set_description(words.question)
            .set_buttons(MessageButtons::OkCancelCustom(words.close.to_owned(), words.stay.to_owned()))
            .show();
        if matches!(dialog.await, MessageDialogResult::Custom(answer) if answer == words.close) {
            let _ = window.destroy();
        }
    });
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
    close: &'static str,
    stay: &'static str,
}

impl Words {
    const fn of(language: Language) -> Self {
        match language {
            Language::En => Self {
                title: "A file is still on its way",
                question: "An upload or download is running. If you close now, it starts again the next time you open Afterframe. Nothing is lost and nothing is paid for twice.",
                close: "Close anyway",
                stay: "Keep open",
            },
            Language::Zh => Self {
                title: "文件仍在传输",
                question: "正在上传或下载文件。现在关闭的话，下次打开 Afterframe 时会重新传输。不会丢失内容，也不会重复付费。",
                close: "仍要关闭",
                stay: "保持打开",
            },
        }
    }
}
