//! Messages over D-Bus (org.freedesktop.Notifications), with a button, and heard when they are clicked.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use afterframe_core::ids::JobId;
use futures_util::StreamExt as _;
use zbus::{Connection, proxy, zvariant::Value};

use super::Message;
use crate::bus;

/// The name that D-Bus gives to a click on the message itself.
const CLICK: &str = "default";
const BUTTON: &str = "open";

#[proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications"
)]
trait Notifications {
    #[expect(clippy::too_many_arguments, reason = "the specification's own")]
    fn notify(
        &self,
        app_name: &str,
        replaces: u32,
        icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        expires_ms: i32,
    ) -> zbus::Result<u32>;

    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;

    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action: String) -> zbus::Result<()>;

    #[zbus(signal)]
    fn notification_closed(&self, id: u32, reason: u32) -> zbus::Result<()>;
}

/// The messages that are shown, by their number.
type Shown = Arc<Mutex<HashMap<u32, JobId>>>;

/// Shows messages and hears what is done with them.
pub struct Messages {
    opened: Option<Open>,
    open: Arc<dyn Fn(JobId) + Send + Sync>,
}

struct Open {
    proxy: NotificationsProxy<'static>,
    /// The server reads `<`, `>` and `&` in a body as markup.
    markup: bool,
    shown: Shown,
}

impl Messages {
    /// `open` is called with the take that a person wants to see.
    pub fn new(open: impl Fn(JobId) + Send + Sync + 'static) -> Self {
        Self { opened: None, open: Arc::new(open) }
    }

    /// Shows a message. A desktop that shows none is no failure of this program.
    pub async fn show(&mut self, message: Message) {
        if let Err(error) = self.try_show(message).await {
            tracing::info!(%error, "the desktop shows no messages");
            // Its server may come back as another one.
            self.opened = None;
        }
    }

    async fn try_show(&mut self, message: Message) -> zbus::Result<()> {
        let Some(connection) = bus::session().await else { return Ok(()) };
        if self.opened.is_none() {
            self.opened = Some(Open::on(&connection, Arc::clone(&self.open)).await?);
        }
        match &self.opened {
            Some(open) => open.show(message).await,
            None => Ok(()),
        }
    }
}

impl Open {
    async fn on(connection: &Connection, open: Arc<dyn Fn(JobId) + Send + Sync>) -> zbus::Result<Self> {
        let proxy = NotificationsProxy::new(connection).await?;
        let markup = proxy.get_capabilities().await?.iter().any(|name| name == "body-markup");
        let shown = Shown::default();
        let mut actions = proxy.receive_action_invoked().await?;
        let mut closings = proxy.receive_notification_closed().await?;
        let heard = Arc::clone(&shown);
        tauri::async_runtime::spawn(async move {
            let job_of = |id: u32| heard.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
            loop {
                tokio::select! {
                    Some(signal) = actions.next() => {
                        if let Ok(arguments) = signal.args()
                            && [CLICK, BUTTON].contains(&arguments.action().as_str())
                            && let Some(job) = job_of(*arguments.id())
                        {
                            open(job);
                        }
                    }
                    Some(signal) = closings.next() => {
                        if let Ok(arguments) = signal.args() {
                            let _gone = job_of(*arguments.id());
                        }
                    }
                    else => return,
                }
            }
        });
        Ok(Self { proxy, markup, shown })
    }

    async fn show(&self, message: Message) -> zbus::Result<()> {
        let body = if self.markup { plain_as_markup(&message.body) } else { message.body };
        let hints = HashMap::from([
            ("desktop-entry", Value::from("Afterframe")),
            ("category", Value::from("transfer.complete")),
        ]);
        let actions = [CLICK, message.action, BUTTON, message.action];
        let id = self.proxy.notify("Afterframe", 0, "afterframe", &message.title, &body, &actions, hints, -1).await?;
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).insert(id, message.opens);
        Ok(())
    }
}

/// A title is a person's own words, and is shown as they are.
fn plain_as_markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_never_read_as_markup() {
        assert_eq!(plain_as_markup("<b>sun</b> & sea"), "&lt;b&gt;sun&lt;/b&gt; &amp; sea");
    }
}
