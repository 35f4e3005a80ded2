//! What a log line may say of a job: where it is and with which code, never the words of a person or of a server.

use afterframe_core::job::JobState;
use afterframe_media::{InspectError, MakeError};

/// A state without the words that a failure carries: RunningHub may repeat a prompt or a signed address in them.
pub(crate) fn state(state: &JobState) -> String {
    match state {
        JobState::Failed { failure } => match &failure.code {
            Some(code) => format!("Failed({:?}, code {code})", failure.kind),
            None => format!("Failed({:?})", failure.kind),
        },
        other => format!("{other:?}"),
    }
}

/// Why something was not made, without ffmpeg's lines: they name the file.
pub(crate) fn not_made(error: &MakeError) -> String {
    match error {
        MakeError::Failed { .. } => "ffmpeg failed".to_owned(),
        other => other.to_string(),
    }
}

/// Why a file is no media, without the tool's lines: they name the file.
pub(crate) fn no_media(error: &InspectError) -> String {
    match error {
        InspectError::Damaged { .. } => "the file is damaged or was not written to its end".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use afterframe_core::job::{Charged, Failure, FailureKind, WaitReason};

    use super::*;

    #[test]
    fn the_words_of_a_failure_stay_out_of_the_log() {
        let failure = Failure {
            kind: FailureKind::Input,
            charged: Charged::No,
            code: Some("1007".to_owned()),
            message: Some("prompt: a girl reading".to_owned()),
        };
        assert_eq!(state(&JobState::Failed { failure }), "Failed(Input, code 1007)");
        assert_eq!(state(&JobState::Waiting { reason: WaitReason::Busy }), "Waiting { reason: Busy }");
    }
}
