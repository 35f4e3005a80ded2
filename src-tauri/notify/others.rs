//! Messages on macOS and Windows. A click on one is waited for by a thread of its own, for as long as it is shown.

use std::sync::Arc;

use afterframe_core::ids::JobId;
use notify_rust::Notification;

use super::Message;

/// Whom the system says the message is from.
const IDENTIFIER: &str = "studio.afterframe.desktop";
const BUTTON: &str = "open";

/// Shows messages and hears what is done with them.
pub struct Messages {
    open: Arc<dyn Fn(JobId) + Send + Sync>,
}

impl Messages {
    /// `open` is called with the take that a person wants to see.
    pub fn new(open: impl Fn(JobId) + Send + Sync + 'static) -> Self {
        #[cfg(target_os = "macos")]
        if let Err(error) = notify_rust::set_application(IDENTIFIER) {
            tracing::info!(%error, "messages are shown under another program's name");
        }
        Self { open: Arc::new(open) }
    }

    /// Shows a message. A system that shows none is no failure of this program.
    pub async fn show(&mut self, message: Message) {
        let open = Arc::clone(&self.open);
        std::thread::spawn(move || {
            let mut notification = Notification::new();
            notification.appname("Afterframe").summary(&message.title).body(&message.body);
            notification.action(BUTTON, message.action);
            #[cfg(windows)]
            notification.app_id(IDENTIFIER);
            let answered = notification.show().and_then(|shown| {
                shown.wait_for_action(|action| {
                    if [BUTTON, "default"].contains(&action) {
                        open(message.opens.clone());
                    }
                })
            });
            if let Err(error) = answered {
                tracing::info!(%error, "the system shows no messages");
            }
        });
    }
}
