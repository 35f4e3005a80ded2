//! The record of what was asked. It holds no bodies, no keys and no prompts.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::Serialize;

use crate::faults::{Fault, Place};

/// A long-lived server forgets its oldest requests beyond this.
const MOST: usize = 20_000;

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoggedRequest {
    /// `GET`, `POST` …
    pub method: String,
    /// The path without its query.
    pub path: String,
    /// What it was for; `None` for what the service does not have.
    pub place: Option<Place>,
    /// The status that was answered; `None` while it goes on, and for ever if the connection was cut.
    pub status: Option<u16>,
    /// The model of a submit or a price question.
    pub endpoint: Option<String>,
    /// The task that the answer was about.
    pub task_id: Option<String>,
    /// The fault that was played.
    pub fault: Option<Fault>,
}

#[derive(Debug, Default)]
pub(crate) struct Record(Mutex<Rows>);

#[derive(Debug, Default)]
struct Rows {
    first: usize,
    requests: Vec<LoggedRequest>,
}

impl Record {
    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a request that has begun and gives its number.
    pub(crate) fn begin(&self, request: LoggedRequest) -> usize {
        let mut rows = self.rows();
        if rows.requests.len() >= MOST {
            rows.requests.drain(..MOST / 2);
            rows.first += MOST / 2;
        }
        rows.requests.push(request);
        rows.first + rows.requests.len() - 1
    }

    /// Adds to the request of that number.
    pub(crate) fn note(&self, number: usize, change: impl FnOnce(&mut LoggedRequest)) {
        let mut rows = self.rows();
        let index = number.checked_sub(rows.first);
        if let Some(request) = index.and_then(|index| rows.requests.get_mut(index)) {
            change(request);
        }
    }

    pub(crate) fn all(&self) -> Vec<LoggedRequest> {
        self.rows().requests.clone()
    }

    /// Submits by endpoint, whatever came of them.
    pub(crate) fn submits(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for request in &self.rows().requests {
            if let (Some(Place::Submit), Some(endpoint)) = (request.place, &request.endpoint) {
                *counts.entry(endpoint.clone()).or_default() += 1;
            }
        }
        counts
    }
}
