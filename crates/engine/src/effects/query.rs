//! Asks how a task is. What an account does not know that the job was not submitted with says nothing about the task.

use afterframe_core::job::{Event, Trouble};

use super::Context;
use crate::{
    options::Moment,
    translate::{Doubt, Outcome, queried},
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
    match queried(answer, context.currency) {
        Outcome::Doubt(Doubt::TaskMissing { .. }) if context.is_of_another_key() => {
            Outcome::trouble(Trouble::Account, None)
        }
        Outcome::Events(mut events) if context.job.account.as_ref() != Some(&context.account) && knows_it(&events) => {
            events.insert(0, Event::KnownTo { account: context.account.clone() });
            Outcome::Events(events)
        }
        outcome => outcome,
    }
}

/// Whether these are an answer about the task, and not about the question.
fn knows_it(events: &[Event]) -> bool {
    events.iter().any(|event| {
        matches!(
            event,
            Event::Pending { .. } | Event::Succeeded { .. } | Event::TaskFailed { .. } | Event::TaskCancelled { .. }
        )
    })
}
