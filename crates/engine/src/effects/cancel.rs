//! Asks RunningHub to end a task. What it answers proves little, so the job is watched on whatever it says.

use afterframe_core::job::Event;
use runninghub::ErrorKind;

use super::Context;
use crate::translate::{Outcome, cancelled};

pub(super) async fn run(context: &Context) -> Outcome {
    let Some(task_id) = &context.job.task_id else {
        // No state that asks is without a task.
        return Outcome::GivenUp;
    };
    let _place = context.inner.gates.question(context.inner.options.clock.as_ref()).await;
    let answer = context.client.cancel(&runninghub::TaskId::new(task_id.as_str())).await;
    match &answer {
        Ok(()) => tracing::info!(job = %context.job.id, "RunningHub says that it ends the task"),
        Err(error) => tracing::info!(job = %context.job.id, %error, "the task was not cancelled"),
    }
    // An account that does not know the task cannot refuse for the one that does.
    if context.is_of_another_key() && matches!(&answer, Err(error) if error.kind() == ErrorKind::Missing) {
        return Outcome::one(Event::CancelUnanswered);
    }
    cancelled(answer)
}
