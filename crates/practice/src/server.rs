//! Starts and stops the server, and speaks HTTP on each connection.

use std::{net::SocketAddr, sync::Arc};

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};
use tracing::debug;

use crate::{
    faults::{Fault, Place, Times},
    hub::Hub,
    log::LoggedRequest,
    options::{Options, StartError},
    routes::router,
    wire::Wire,
    work,
};

/// A practice server that is running. Dropping it stops it: connections are cut and tasks wait for the next start.
pub struct Practice {
    hub: Arc<Hub>,
    address: SocketAddr,
}

impl Practice {
    /// Starts listening, and takes up the tasks that were not finished when the server last stopped. Needs a tokio runtime.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let asked = options.listen;
        if !asked.ip().is_loopback() {
            return Err(StartError::NotLoopback(asked));
        }
        let refused = |source| StartError::Listen { address: asked, source };
        let listener = TcpListener::bind(asked).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let hub = Arc::new(Hub::open(options, format!("http://{address}"))?);
        work::take_up_again(&hub);
        hub.tracker.spawn(accept(Arc::clone(&hub), listener));
        Ok(Self { hub, address })
    }

    /// Stops listening, cuts what is connected and waits until nothing runs any more.
    pub async fn stop(self) {
        self.hub.stopping.cancel();
        self.hub.tracker.close();
        self.hub.tracker.wait().await;
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address for clients, without a path: `http://127.0.0.1:8787`.
    pub fn base_url(&self) -> String {
        self.hub.base.clone()
    }

    /// The account's key, of the enterprise-shared kind.
    pub fn key(&self) -> &str {
        &self.hub.keys.shared
    }

    /// A member's key: it knows its account and cannot run models.
    pub fn consumer_key(&self) -> &str {
        &self.hub.keys.consumer
    }

    /// An enterprise-shared key whose wallet is empty.
    pub fn poor_key(&self) -> &str {
        &self.hub.keys.poor
    }

    /// What is in the wallet, in millionths of a yuan.
    pub fn balance_micros(&self) -> i64 {
        self.hub.ledger().balance_micros
    }

    /// Takes so much out of the wallet, as a run from elsewhere does.
    pub fn spend_micros(&self, micros: i64) {
        self.hub.ledger().balance_micros -= micros;
    }

    /// Lets something go wrong at `place`. Several faults for one place happen in the order in which they were set.
    pub fn set_fault(&self, place: Place, fault: Fault, times: Times) {
        self.hub.faults.set(place, fault, times);
    }

    /// Switches every fault off.
    pub fn clear_faults(&self) {
        self.hub.faults.clear();
    }

    /// Everything that was asked since the start, oldest first.
    pub fn log(&self) -> Vec<LoggedRequest> {
        self.hub.record.all()
    }

    /// How many submits arrived for `endpoint`, whatever came of them.
    pub fn submits(&self, endpoint: &str) -> usize {
        self.hub.record.submits().get(endpoint).copied().unwrap_or(0)
    }

    /// How many tasks were created for `endpoint`.
    pub fn tasks_created(&self, endpoint: &str) -> usize {
        self.hub.ledger().tasks.values().filter(|task| task.endpoint == endpoint).count()
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        self.hub.stopping.cancel();
        self.hub.tracker.close();
    }
}

async fn accept(hub: Arc<Hub>, listener: TcpListener) {
    let router = router(&hub);
    loop {
        let accepted = tokio::select! {
            () = hub.stopping.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                hub.tracker.spawn(serve(Arc::clone(&hub), router.clone(), stream));
            }
            // The other side was gone again, or the system is short of handles for a moment.
            Err(error) => debug!(%error, "a connection could not be taken"),
        }
    }
}

async fn serve(hub: Arc<Hub>, router: Router, stream: TcpStream) {
    let Some((stream, wire)) = with_second_handle(stream) else { return };
    let service = TowerToHyperService::new(router.layer(Extension(wire.clone())));
    let connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        // Clients come and go as they like; players drop connections all the time.
        ended = connection => if let Err(error) = ended { debug!(%error, "a connection ended early") },
        () = wire.is_cut() => {}
        () = hub.stopping.cancelled() => {}
    }
}

fn with_second_handle(stream: TcpStream) -> Option<(TcpStream, Wire)> {
    let stream = stream.into_std().ok()?;
    let wire = Wire::new(stream.try_clone().ok()?);
    // Small answers should not wait for company.
    stream.set_nodelay(true).ok()?;
    Some((TcpStream::from_std(stream).ok()?, wire))
}
