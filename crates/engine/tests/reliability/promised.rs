//! The fault matrix as a table: what a switch of the practice server, set for one request of a phase, makes of a job.

use afterframe_core::job::FailureKind::{
    self, Content, Credit, FileTooLarge, Generation, Input, KeyKind, NoSuchModel, Other, RealPeople,
};
use afterframe_practice::Fault::{self, *};

use End::{Done, Fails, Twice, Unknown};

/// What becomes of the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The film is there; one submit.
    Done,
    /// The film is there; the first submit was clearly not accepted, and a second one was.
    Twice,
    /// One submit, whose outcome a person decides on.
    Unknown,
    /// The job ends without a film, for this reason.
    Fails(FailureKind),
}

/// A switch, and what it makes of a job in the upload, the submit, the question and the download.
pub type Row = (Fault, [End; 4]);

const fn status(status: u16) -> Fault {
    Status { status, retry_after_seconds: None }
}

/// Free calls are repeated whatever comes; only the submit tells the rows apart, and the few answers that are the end of the task or the file.
pub fn table() -> Vec<Row> {
    let mut rows = vec![
        (ResetBeforeBody, [Done, Unknown, Done, Done]),
        (ResetAfterBody, [Done, Unknown, Done, Done]),
        (LostAnswer, [Done, Unknown, Done, Done]),
        (StallInHeaders, [Done, Unknown, Done, Done]),
        (Html, [Done, Unknown, Done, Done]),
        (EmptyBody, [Done, Unknown, Done, Done]),
        (HugeJson, [Done, Unknown, Done, Done]),
        (MissingFields, [Done, Unknown, Done, Done]),
        (MissingTaskId, [Done, Unknown, Done, Done]),
        (OtherFile, [Done, Unknown, Done, Done]),
        (Redirect, [Done, Unknown, Done, Done]),
        (RedirectToPrivate, [Done, Unknown, Done, Done]),
        // The task's id is in the part of the answer that came, or in another shape: it counts.
        (StallInBody, [Done; 4]),
        (Truncate, [Done; 4]),
        (CutWithoutLength, [Done; 4]),
        (WrongLength, [Done; 4]),
        (NumberTaskId, [Done; 4]),
        (UnknownStatus, [Done; 4]),
        (Late { milliseconds: 200 }, [Done; 4]),
        (SlowDrip { bytes_per_second: 400_000 }, [Done; 4]),
        (ClockSkew { seconds: -400_000_000 }, [Done; 4]),
        (ClockSkew { seconds: 400_000_000 }, [Done; 4]),
        (NoLength, [Done; 4]),
        (WrongPart, [Done; 4]),
        (ChangedFile, [Done; 4]),
        (WeakTag, [Done; 4]),
        (WrongType, [Done; 4]),
        (Packed, [Done; 4]),
        (NoRange, [Done; 4]),
        (NoResults, [Done; 4]),
        (ExpiredLink, [Done; 4]),
        (Link { url: "https://192.168.0.1/film.mp4".to_owned() }, [Done; 4]),
        (Link { url: "file:///etc/passwd".to_owned() }, [Done; 4]),
        // Of a submit a 416 is as clear a no as any other 4xx.
        (RangeRefused, [Done, Fails(Other), Done, Done]),
        (BadKey, [Done, Twice, Done, Done]),
        (FailTask { code: 1015 }, [Done, Fails(Generation), Done, Done]),
        (FailTask { code: 1501 }, [Done, Fails(Content), Done, Done]),
        (status(400), [Fails(Input), Fails(Input), Done, Done]),
        (status(403), [Done, Twice, Done, Done]),
        (status(404), [Done, Fails(NoSuchModel), Done, Done]),
        (status(413), [Fails(FileTooLarge), Fails(FileTooLarge), Done, Done]),
        (status(429), [Done, Twice, Done, Done]),
        (Status { status: 503, retry_after_seconds: Some(3) }, [Done, Unknown, Done, Done]),
        (Code { code: 416 }, [Fails(Credit), Fails(Credit), Done, Done]),
        (Code { code: 812 }, [Fails(Credit), Fails(Credit), Done, Done]),
        (Code { code: 1007 }, [Fails(Input), Fails(Input), Done, Done]),
        (Code { code: 1008 }, [Fails(FileTooLarge), Fails(FileTooLarge), Done, Done]),
        (Code { code: 1014 }, [Fails(KeyKind), Fails(KeyKind), Done, Done]),
        // A moderation's no is the end of the task, whichever call says it.
        (Code { code: 1501 }, [Fails(Content), Fails(Content), Fails(Content), Done]),
        (Code { code: 1505 }, [Fails(RealPeople), Fails(RealPeople), Fails(RealPeople), Done]),
        (Code { code: 1004 }, [Done, Unknown, Done, Done]),
    ];
    rows.extend([408, 500, 502, 504].map(|code| (status(code), [Done, Unknown, Done, Done])));
    rows.extend([415, 421, 814, 1003, 1010, 1011, 1520].map(|code| (Code { code }, [Done, Twice, Done, Done])));
    rows.extend([500, 1000, 1005, 9999].map(|code| (Code { code }, [Done, Unknown, Done, Done])));
    rows
}
