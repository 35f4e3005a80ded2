//! The session's D-Bus, through which a Linux desktop is told about messages, progress, the tray and sleep. One connection,
//! opened when it is first needed; a session without a bus is tried again each time, which costs next to nothing.

use tokio::sync::OnceCell;
use zbus::Connection;

/// The connection; `None` where there is no bus.
pub async fn session() -> Option<Connection> {
    static SESSION: OnceCell<Connection> = OnceCell::const_new();
    match SESSION.get_or_try_init(Connection::session).await {
        Ok(connection) => Some(connection.clone()),
        Err(error) => {
            tracing::debug!(%error, "there is no session bus");
            None
        }
    }
}
