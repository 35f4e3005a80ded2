//! How a site takes the bodies of models that can be spelled in several ways. It is found out with the price question, which
//! is free and checks the body, and remembered for the site and the model. Which spellings there are, the core knows.
//!
//! A spelling counts as taken only when a site answered it with a price or a task. Each of these models has a required field
//! whose name differs between the spellings, so that a site which knows another one says so, even if it overlooks what it does not know.

use std::{sync::Arc, time::Duration};

use afterframe_core::{
    catalogue::Model,
    form::{FormValues, Spelling, body},
    ids::{Endpoint, JobId},
};
use runninghub::{CallError, Client, Quote, Refusal};
use serde_json::{Map, Value};
use tokio::time::timeout;

use crate::{
    engine::Inner,
    forms::addresses,
    orders::{Asked, Message},
    scheduler::Scheduler,
};

/// How long a job waits in line for the answer to the free question. Without one it is sent as it most likely is right.
const LONGEST: Duration = Duration::from_secs(20);

/// RunningHub's word for a body that it does not like.
const BAD_BODY: &str = "1007";

/// Whether a site says that it does not like the body. Nothing was started by it.
pub(crate) fn is_about_the_body(refusal: &Refusal) -> bool {
    refusal.code.as_ref().is_some_and(|code| code.as_str() == BAD_BODY)
}

/// The spelling that is remembered for a model that has several.
pub(crate) async fn known(inner: &Inner, model: &Model, site: &str) -> Option<Spelling> {
    if Spelling::of(model).len() < 2 {
        return None;
    }
    let (site, endpoint) = (site.to_owned(), model.endpoint.clone());
    let found = inner.store.run(move |store| store.spelling(&site, &endpoint)).await;
    found.unwrap_or_else(|error| {
        tracing::warn!(%error, "how a site takes a model could not be read");
        None
    })
}

/// Asks what a run would cost, in one spelling after the other until the site takes one. That one is remembered.
pub(crate) async fn ask_price(
    inner: &Inner,
    model: &Model,
    values: &FormValues,
    site: &str,
    client: &Client,
) -> Option<Quote> {
    let endpoint = runninghub::Endpoint::parse(model.endpoint.as_str()).ok()?;
    let addresses = addresses(inner, model, values, site).await;
    let known = known(inner, model, site).await;
    let mut refused: Vec<Map<String, Value>> = Vec::new();
    for spelling in likeliest_first(model, known) {
        let body = body(model, values, spelling, |id| addresses.get(id).cloned()).ok()?;
        if refused.contains(&body) {
            continue;
        }
        match client.price_preview(&endpoint, &body).await {
            Ok(quote) => {
                if Spelling::of(model).len() > 1 && known != Some(spelling) {
                    remember(inner, site, &model.endpoint, spelling);
                }
                return Some(quote);
            }
            Err(CallError::Refused(refusal)) if is_about_the_body(&refusal) => refused.push(body),
            Err(_) => return None,
        }
    }
    None
}

/// What is remembered, and then the others: a site may have changed its mind.
pub(crate) fn likeliest_first(model: &Model, known: Option<Spelling>) -> impl Iterator<Item = Spelling> {
    let others = Spelling::of(model).iter().copied().filter(move |spelling| Some(*spelling) != known);
    known.into_iter().chain(others)
}

/// Nobody waits for it: what is not remembered is found out again for nothing.
pub(crate) fn remember(inner: &Inner, site: &str, endpoint: &Endpoint, spelling: Spelling) {
    tracing::info!(%site, %endpoint, ?spelling, "this is how the site takes the model");
    let (site, endpoint) = (site.to_owned(), endpoint.clone());
    let posted = inner.store.post(move |store| {
        if let Err(error) = store.remember_spelling(&site, &endpoint, spelling) {
            tracing::warn!(%error, "how a site takes a model could not be remembered");
        }
    });
    // Refused after the end alone.
    drop(posted);
}

/// It was refused where it counts, whatever the free question said.
pub(crate) fn forget(inner: &Inner, site: &str, endpoint: &Endpoint) {
    let (site, endpoint) = (site.to_owned(), endpoint.clone());
    let posted = inner.store.post(move |store| {
        if let Err(error) = store.forget_spelling(&site, &endpoint) {
            tracing::warn!(%error, "how a site takes a model could not be forgotten");
        }
    });
    drop(posted);
}

impl Scheduler {
    /// Whether a job that could be submitted must wait until it is known how its site takes its model. The free question is
    /// asked here, and not between the note that it is submitted and the submit: a program that ended there would leave an
    /// unknown job behind of which nothing was ever sent.
    pub(crate) async fn waits_for_its_spelling(&mut self, id: &JobId) -> bool {
        let Some(active) = self.active.get(id) else { return true };
        match active.spelled {
            Asked::Asking => return true,
            Asked::Answered => return false,
            Asked::Open => {}
        }
        let inner = Arc::clone(&self.inner);
        let job = active.job.clone();
        let Some(model) = inner.options.catalogue.model(&job.endpoint) else { return false };
        if Spelling::of(model).len() < 2 || known(&inner, model, &job.site).await.is_some() {
            return false;
        }
        let Some(client) = inner.sites().client(&job.site) else { return false };
        if let Some(active) = self.active.get_mut(id) {
            active.spelled = Asked::Asking;
        }
        let asking = Arc::clone(&inner);
        tokio::spawn(async move {
            if let Ok(model) = asking.model(&job.endpoint) {
                let asked = timeout(LONGEST, ask_price(&asking, model, &job.values, &job.site, &client));
                // What it costs was asked for before; here only the memory counts.
                drop(asking.stop.run_until_cancelled(asked).await);
            }
            asking.order(Message::SpellingAsked(job.id));
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use afterframe_core::catalogue::Catalogue;

    use super::*;

    #[test]
    fn every_model_with_several_spellings_has_a_required_field_that_tells_them_apart() {
        let catalogue = Catalogue::built_in();
        let several = catalogue.models().iter().filter(|model| Spelling::of(model).len() > 1);
        let mut seen = 0;
        for model in several {
            let tells = model
                .fields
                .iter()
                .any(|field| field.required && field.alternative.as_ref().is_some_and(|other| other.key != field.key));
            assert!(tells, "{}", model.endpoint);
            seen += 1;
        }
        assert!(seen > 30, "{seen}");
    }

    #[test]
    fn what_is_remembered_is_tried_first_and_nothing_twice() {
        let catalogue = Catalogue::built_in();
        let model = catalogue.model(&Endpoint::from("rhart-image/f-dev")).unwrap();
        let order = |known| likeliest_first(model, known).collect::<Vec<_>>();
        assert_eq!(order(None), Spelling::ALL);
        assert_eq!(order(Some(Spelling::Nodes)), [Spelling::Nodes, Spelling::Plain, Spelling::Codes]);
    }
}
