//! One connection, and the way to break it in the middle.

use std::{net::TcpStream, sync::Arc, time::Duration};

use socket2::SockRef;
use tokio_util::sync::CancellationToken;

/// The connection that a request came over.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    cut: CancellationToken,
    socket: Arc<TcpStream>,
}

impl Wire {
    /// `socket` is a second handle of the connection.
    pub(crate) fn new(socket: TcpStream) -> Self {
        Self { cut: CancellationToken::new(), socket: Arc::new(socket) }
    }

    /// Resets the connection. Whoever calls it should then wait for ever: the request is dropped with the connection.
    pub(crate) fn reset(&self) {
        // A lingering time of zero turns the close into a reset. Where the system refuses, the other side sees a plain close.
        let _ = SockRef::from(&*self.socket).set_linger(Some(Duration::ZERO));
        self.cut.cancel();
    }

    /// Waits for [`Wire::reset`].
    pub(crate) async fn is_cut(&self) {
        self.cut.cancelled().await;
    }
}
