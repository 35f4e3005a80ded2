//! Sends the paid request, once.

use afterframe_core::{
    form::{Spelling, body},
    job::{Charged, Event, FailureKind},
};
use runninghub::{Endpoint, SubmitOutcome};

use super::Context;
use crate::{
    options::Moment,
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
    let address = |media: &_| job.uploads.get(media).map(|upload| upload.url.clone());
    let Ok(body) = body(model, &job.values, Spelling::Plain, address) else {
        return refused(FailureKind::FileGone);
    };
    let outcome = context.client.submit(&endpoint, &body).await;
    context.inner.saw(Moment::SubmitOver);
    match &outcome {
        SubmitOutcome::Accepted { task_id, .. } => tracing::info!(job = %job.id, task = %task_id, "accepted"),
        SubmitOutcome::Refused(refusal) => tracing::info!(job = %job.id, %refusal, "refused"),
        SubmitOutcome::NotSent(error) => tracing::info!(job = %job.id, %error, "not sent"),
        SubmitOutcome::Unknown(cause) => tracing::warn!(job = %job.id, %cause, "whether it was accepted is not known"),
    }
    Outcome::Events(submitted(outcome, context.currency))
}
