//! Sends the paid request, once. Only where a site says that it does not like a body, which proves that nothing was started, and
//! where the model can be spelled in several ways, the same job is sent in its next spelling. None is sent twice for a job.

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
    let several = Spelling::of(model).len() > 1;
    let known = spellings::known(&context.inner, model, &job.site).await;
    let mut first_no = None;
    let mut refused_spellings = Vec::new();
    let mut refused_bodies: Vec<Map<String, Value>> = Vec::new();
    for spelling in spellings::likeliest_first(model, known) {
        if context.past.refused.contains(&spelling) {
            continue;
        }
        let address = |media: &_| job.uploads.get(media).map(|upload| upload.url.clone());
        let Ok(body) = body(model, &job.values, spelling, address) else {
            return refused(FailureKind::FileGone);
        };
        if refused_bodies.contains(&body) {
            continue;
        }
        let outcome = send(context, &endpoint, &body).await;
        match &outcome {
            SubmitOutcome::Refused(refusal) if several && is_about_the_body(refusal) => {
                if known == Some(spelling) {
                    // Whatever the free question said: it was refused where it counts.
                    spellings::forget(&context.inner, &job.site, &job.endpoint);
                }
                refused_spellings.push(spelling);
                refused_bodies.push(body);
                // The first one names its fields as the form does, or as the site took them before.
                first_no.get_or_insert(outcome);
            }
            _ if several => {
                let was_taken = matches!(outcome, SubmitOutcome::Accepted { .. });
                let taken = (was_taken && known != Some(spelling)).then_some(spelling);
                let events = submitted(outcome, context.currency);
                return Outcome::Spelled { events, taken, refused: refused_spellings };
            }
            _ => return Outcome::Events(submitted(outcome, context.currency)),
        }
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
