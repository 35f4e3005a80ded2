//! Keeps the computer from falling asleep by itself while bytes are on their way. A person can send it to sleep all the same.
//! Where a system does not listen, nothing is said but in the log: what was cut off goes on by itself later.

#[cfg(target_os = "linux")]
pub use linux::Awake;
#[cfg(not(target_os = "linux"))]
pub use others::Awake;

/// What the system may show to whoever asks why it is awake.
const REASON: &str = "A file is on its way";

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::HashMap;

    use zbus::{
        Connection, proxy,
        zvariant::{OwnedFd, OwnedObjectPath, Value},
    };

    use super::REASON;
    use crate::bus;

    /// Of the portal's flags: the session is not to be suspended.
    const SUSPEND: u32 = 4;

    #[proxy(
        interface = "org.freedesktop.portal.Inhibit",
        default_service = "org.freedesktop.portal.Desktop",
        default_path = "/org/freedesktop/portal/desktop"
    )]
    trait Portal {
        fn inhibit(&self, window: &str, flags: u32, options: HashMap<&str, Value<'_>>)
        -> zbus::Result<OwnedObjectPath>;
    }

    #[proxy(
        interface = "org.freedesktop.login1.Manager",
        default_service = "org.freedesktop.login1",
        default_path = "/org/freedesktop/login1"
    )]
    trait Login {
        fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> zbus::Result<OwnedFd>;
    }

    /// What was asked of the system, until it is given back.
    #[derive(Default)]
    pub struct Awake {
        is_held: bool,
        /// Desktops that suspend by themselves listen to their portal.
        portal: Option<(Connection, OwnedObjectPath)>,
        /// The others leave it to logind, which holds back as long as this is open.
        login: Option<OwnedFd>,
    }

    impl Awake {
        /// Whether the computer is asked to stay awake.
        pub fn is_held(&self) -> bool {
            self.is_held
        }

        /// Asks for it, once.
        pub async fn hold(&mut self) {
            if std::mem::replace(&mut self.is_held, true) {
                return;
            }
            match ask_portal().await {
                Ok(portal) => self.portal = portal,
                Err(error) => tracing::debug!(%error, "the desktop's portal does not hold back sleep"),
            }
            match ask_login().await {
                Ok(held) => self.login = Some(held),
                Err(error) => tracing::debug!(%error, "logind does not hold back sleep"),
            }
        }

        /// Lets it sleep again.
        pub async fn release(&mut self) {
            self.is_held = false;
            self.login = None;
            if let Some((connection, request)) = self.portal.take() {
                let closed = connection
                    .call_method(
                        Some("org.freedesktop.portal.Desktop"),
                        &request,
                        Some("org.freedesktop.portal.Request"),
                        "Close",
                        &(),
                    )
                    .await;
                if let Err(error) = closed {
                    tracing::debug!(%error, "the desktop's portal holds back sleep until the program ends");
                }
            }
        }
    }

    async fn ask_portal() -> zbus::Result<Option<(Connection, OwnedObjectPath)>> {
        let Some(connection) = bus::session().await else { return Ok(None) };
        let options = HashMap::from([("reason", Value::from(REASON))]);
        let request = PortalProxy::new(&connection).await?.inhibit("", SUSPEND, options).await?;
        Ok(Some((connection, request)))
    }

    async fn ask_login() -> zbus::Result<OwnedFd> {
        let connection = Connection::system().await?;
        LoginProxy::new(&connection).await?.inhibit("idle", "Afterframe", REASON, "block").await
    }
}

#[cfg(not(target_os = "linux"))]
mod others {
    use std::sync::mpsc::{Sender, channel};

    use super::REASON;

    /// What was asked of the system, until it is given back. Windows counts it for the thread that asked, so there is a thread
    /// that does nothing else.
    #[derive(Default)]
    pub struct Awake {
        release: Option<Sender<()>>,
    }

    impl Awake {
        /// Whether the computer is asked to stay awake.
        pub fn is_held(&self) -> bool {
            self.release.is_some()
        }

        /// Asks for it, once.
        pub async fn hold(&mut self) {
            if self.is_held() {
                return;
            }
            let (release, released) = channel::<()>();
            self.release = Some(release);
            std::thread::spawn(move || {
                let held = keepawake::Builder::default()
                    .idle(true)
                    .reason(REASON)
                    .app_name("Afterframe")
                    .app_reverse_domain("studio.afterframe.desktop")
                    .create();
                if let Err(error) = &held {
                    tracing::debug!(%error, "the system does not hold back sleep");
                }
                // Ends when the other side is dropped.
                let _ = released.recv();
                drop(held);
            });
        }

        /// Lets it sleep again.
        pub async fn release(&mut self) {
            self.release = None;
        }
    }
}
