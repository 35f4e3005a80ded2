//! What can happen to a job, and what can be due for it. Both lists are closed.

use super::state::{Charged, Failure, Output, Trouble, WaitReason};
use crate::{
    form::FormValues,
    ids::{Endpoint, MediaId, TaskId},
    money::Money,
    price::Price,
    time::{Span, Timestamp},
};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// It was just written, or the program was started again and found it.
    Started,
    /// The instant in `next_at` has come.
    Due,
    /// What it waits for may be over before `next_at`: there is a new key, the folder is back, the clock was set back.
    Wake,
    /// The account, which is told by a hash, has a place for one more, and last had this much.
    SlotFree {
        balance: Option<Money>,
        account: Option<String>,
    },
    Uploaded {
        media: MediaId,
        url: String,
        expires_at: Timestamp,
    },
    /// Nothing came of an upload, a question or a download; it will be tried again, not before `after`.
    Trouble {
        trouble: Trouble,
        after: Option<Span>,
    },
    /// The bytes of an upload or a download move again: whatever made it late is over.
    Moving,
    /// It can never succeed.
    Impossible {
        failure: Failure,
    },
    /// RunningHub took it.
    Accepted {
        task_id: TaskId,
    },
    /// RunningHub said no in a way that proves that nothing was started.
    Refused {
        failure: Failure,
    },
    /// The submit was not accepted for now, or was never sent: safe to submit again, not before `after`.
    NotAccepted {
        reason: WaitReason,
        after: Option<Span>,
    },
    /// There is no key to submit it with.
    NoKey,
    /// The addresses of its uploads died before their time: the server that gave them is gone.
    UploadsGone,
    /// The submit was sent and no usable answer came.
    AnswerLost,
    /// The account of this hash was asked for the task, and knows it.
    KnownTo {
        account: String,
    },
    /// The task is waiting (`queued`) or being made.
    Pending {
        queued: bool,
    },
    /// The task is made.
    Succeeded {
        outputs: Vec<Output>,
        cost: Option<Money>,
    },
    TaskFailed {
        failure: Failure,
        cost: Option<Money>,
    },
    /// RunningHub ended the task because somebody asked it to.
    TaskCancelled {
        charged: Charged,
        cost: Option<Money>,
    },
    /// RunningHub says that it will end the task.
    CancelAccepted,
    /// RunningHub says that it will not end the task.
    CancelRefused {
        code: Option<String>,
        message: Option<String>,
    },
    /// Whether RunningHub heard the wish is not known.
    CancelUnanswered,
    /// The address of a result does not live any more.
    LinkExpired,
    /// The results are complete on disk, but for as many as could not be fetched.
    Downloaded {
        results: Vec<MediaId>,
        missing: u32,
    },
    /// A person says: send it again, even if it may be paid for twice.
    SendAgain,
    /// A person says: look no more.
    StopWatching,
    /// A person says: look again.
    WatchAgain,
    /// A person says: RunningHub is to end it.
    Cancel,
    /// A person found the task that an unknown submit had started.
    Attach {
        task_id: TaskId,
    },
    /// A person says: hold it before it is sent.
    Pause,
    /// A person says: go on with what was held.
    Resume,
    /// A person gave it another place in line.
    Placed {
        place: u32,
    },
    /// A person changed what it is to run. Means something only while nothing was submitted.
    Edited(Box<Edit>),
    /// It was found in a copy of the database that took the place of a damaged one.
    Restored,
}

/// What a job in line is to run instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    pub endpoint: Endpoint,
    pub title: String,
    pub values: FormValues,
    pub estimate: Price,
}

/// Something that is due now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    Upload {
        media: MediaId,
    },
    /// The one that costs money.
    Submit,
    Query,
    /// Ask RunningHub to end the task. Asking twice does no harm.
    Cancel,
    Download,
}
