//! Sends the paid request, once. Only where a site says that it does not like a body, which proves that nothing was started,
//! and where it is not known how the site takes the model, the same job is sent in its next spelling.

use afterframe_core::{
    form::{Spelling, body},
    job::{Charged, Event, FailureKind},
};
use runninghub::{Endpoint, SubmitOutcome};
use serde_json::{Map, Value};

use super::Context;
use crate::{
    options::Moment,
    spellings::{self, is_about_the_body},
    translate::{Outcome, plain, submitted},
};

pub(super) async fn run(context: &Context) -> Outcome {
    let job = &context.job;
    let refused = |kind| Outcome::one(Event::Refused { failure: plain(kind, Charged::No) });
    let (Some(model), Ok(endpoint)) =
        (context.inner.options.catalogue.model(&job.endpoint), Endpoint::parse(job.endpoint.as_str()))
    else {
        return refused(FailureKind::NoSuchModel);
    };
    let known = spellings::known(&context.inner, model, &job.site).await;
    let tried = known.map_or_else(|| Spelling::of(model).to_vec(), |known| vec![known]);
    let mut first_no = None;
    let mut refused_bodies: Vec<Map<String, Value>> = Vec::new();
    for spelling in tried {
        let address = |media: &_| job.uploads.get(media).map(|upload| upload.url.clone());
        let Ok(body) = body(model, &job.values, spelling, address) else {
            return refused(FailureKind::FileGone);
        };
        if refused_bodies.contains(&body) {
            continue;
        }
        let outcome = send(context, &endpoint, &body).await;
        match &outcome {
            SubmitOutcome::Refused(refusal) if Spelling::of(model).len() > 1 && is_about_the_body(refusal) => {
                refused_bodies.push(body);
                // The first one names its fields as the form does.
                first_no.get_or_insert(outcome);
            }
            SubmitOutcome::Accepted { .. } if Spelling::of(model).len() > 1 && known.is_none() => {
                return Outcome::Taken { events: submitted(outcome, context.currency), spelling };
            }
            _ => return Outcome::Events(submitted(outcome, context.currency)),
        }
    }
    if known.is_some() {
        spellings::forget(&context.inner, &job.site, &job.endpoint);
    }
    first_no
        .map_or_else(|| refused(FailureKind::Input), |outcome| Outcome::Events(submitted(outcome, context.currency)))
}

async fn send(context: &Context, endpoint: &Endpoint, body: &Map<String, Value>) -> SubmitOutcome {
    let job = &context.job;
    let outcome = context.client.submit(endpoint, body).await;
    context.inner.saw(Moment::SubmitOver);
    match &outcome {
        SubmitOutcome::Accepted { task_id, .. } => tracing::info!(job = %job.id, task = %task_id, "accepted"),
        SubmitOutcome::Refused(refusal) => tracing::info!(job = %job.id, %refusal, "refused"),
        SubmitOutcome::NotSent(error) => tracing::info!(job = %job.id, %error, "not sent"),
        SubmitOutcome::Unknown(cause) => tracing::warn!(job = %job.id, %cause, "whether it was accepted is not known"),
    }
    outcome
}
