//! Asks how a task is.

use super::Context;
use crate::{
    options::Moment,
    translate::{Outcome, queried},
};

pub(super) async fn run(context: &Context) -> Outcome {
    let Some(task_id) = &context.job.task_id else {
        // No state that asks is without a task; the next turn finds out what is due instead.
        return Outcome::GivenUp;
    };
    let _place = context.inner.gates.question(context.inner.options.clock.as_ref()).await;
    let answer = context.client.query(&runninghub::TaskId::new(task_id.as_str())).await;
    context.inner.saw(Moment::QueryOver);
    if let Err(error) = &answer {
        tracing::info!(job = %context.job.id, %error, "a task could not be asked for");
    }
    queried(answer, context.currency)
}
