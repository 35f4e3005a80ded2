//! Every error code that RunningHub's documentation and its users know, of both generations.
//!
//! The first generation (`/task`, `/api`, `/uc`) writes three digits into `code`; the second
//! (`/openapi/v2`) writes four into `errorCode`. The numbers do not meet, so one table holds both.
//! What an HTTP status means without a code is in `codes`.

use crate::codes::{
    ErrorKind::{
        self, Auth, Busy, Content, FileTooLarge, FileUnusable, GenerationFailed, Input, Missing, Money, Other,
        PlanNeeded, RealPeople, ServerTrouble, StillRunning, TimedOut, UploadFailed, WrongKeyKind,
    },
    RetryClass::{self, AfterWait, AfterWaitBeforeTask, Ambiguous, Ended, KeepPolling, Never},
};

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownCode {
    /// The code as the server writes it.
    pub code: &'static str,
    /// The server's name of it; empty where none is published.
    pub name: &'static str,
    /// What it means.
    pub kind: ErrorKind,
    /// Whether the same request may be sent again.
    pub retry: RetryClass,
}

/// Every code with a known meaning.
pub fn known_codes() -> &'static [KnownCode] {
    KNOWN_CODES
}

const fn row(code: &'static str, name: &'static str, kind: ErrorKind, retry: RetryClass) -> KnownCode {
    KnownCode { code, name, kind, retry }
}

pub(crate) const KNOWN_CODES: &[KnownCode] = &[
    row("1", "", Other, Never),
    row("301", "PARAMS_INVALID", Input, Never),
    row("380", "WORKFLOW_NOT_EXISTS", Missing, Never),
    row("412", "TOKEN_INVALID", Auth, Never),
    row("414", "", Money, Never),
    row("415", "TASK_INSTANCE_MAXED", Busy, AfterWait),
    row("416", "TASK_CREATE_FAILED_BY_NOT_ENOUGH_WALLET", Money, Never),
    row("421", "TASK_QUEUE_MAXED", Busy, AfterWait),
    row("423", "TASK_NOT_FOUNED", Missing, Never),
    row("433", "VALIDATE_PROMPT_FAILED", Input, Never),
    row("435", "TASK_USER_EXCLAPI_INSTANCE_NOT_FOUND", WrongKeyKind, Never),
    row("436", "TASK_USER_EXCLAPI_REQUIRED", PlanNeeded, Never),
    row("500", "UNKNOWN_ERROR", ServerTrouble, Ambiguous),
    row("801", "APIKEY_UNSUPPORTED_FREE_USER", PlanNeeded, Never),
    row("802", "APIKEY_UNAUTHORIZED", Auth, Never),
    row("803", "APIKEY_INVALID_NODE_INFO", Input, Never),
    row("804", "APIKEY_TASK_IS_RUNNING", StillRunning, KeepPolling),
    row("805", "APIKEY_TASK_STATUS_ERROR", GenerationFailed, Ended),
    row("806", "APIKEY_USER_NOT_FOUND", Auth, Never),
    row("807", "APIKEY_TASK_NOT_FOUND", Missing, Never),
    row("808", "APIKEY_UPLOAD_FAILED", UploadFailed, AfterWait),
    row("809", "APIKEY_FILE_SIZE_EXCEEDED", FileTooLarge, Never),
    row("810", "WORKFLOW_NOT_SAVED_OR_NOT_RUNNING", Missing, Never),
    row("811", "CORPAPIKEY_INVALID", Auth, Never),
    row("812", "CORPAPIKEY_INSUFFICIENT_FUNDS", Money, Never),
    row("813", "APIKEY_TASK_IS_QUEUED", StillRunning, KeepPolling),
    row("814", "PERSONAL_QUEUE_COUNT_LIMIT", Busy, AfterWait),
    row("901", "WEBAPP_NOT_EXISTS", Missing, Never),
    row("1000", "", ServerTrouble, Ambiguous),
    row("1001", "", Missing, Never),
    row("1002", "", Auth, Never),
    row("1003", "", Busy, AfterWait),
    row("1004", "", Missing, Ambiguous),
    row("1005", "", ServerTrouble, Ambiguous),
    row("1006", "", TimedOut, Ambiguous),
    row("1007", "", Input, Never),
    row("1008", "", FileTooLarge, Never),
    row("1009", "", Input, Never),
    row("1010", "", Busy, AfterWaitBeforeTask),
    row("1011", "", Busy, AfterWaitBeforeTask),
    row("1012", "", ServerTrouble, Ambiguous),
    row("1013", "", FileUnusable, Ambiguous),
    row("1014", "", WrongKeyKind, Never),
    row("1015", "", GenerationFailed, Ambiguous),
    row("1101", "", Input, Never),
    row("1501", "", Content, Never),
    row("1504", "", TimedOut, Ambiguous),
    row("1505", "", RealPeople, Never),
    row("1516", "", Other, Ambiguous),
    row("1517", "", Other, Ambiguous),
    row("1519", "", Other, Ambiguous),
    row("1520", "", Busy, AfterWait),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::ErrorCode;

    #[test]
    fn every_documented_code_has_a_kind_and_a_retry_class() {
        let documented = [
            "1", "301", "380", "412", "414", "415", "416", "421", "423", "433", "435", "436", "500", "801", "802",
            "803", "804", "805", "806", "807", "808", "809", "810", "811", "812", "813", "814", "901", "1000", "1001",
            "1002", "1003", "1004", "1005", "1006", "1007", "1008", "1009", "1010", "1011", "1012", "1013", "1014",
            "1015", "1101", "1501", "1504", "1505", "1516", "1517", "1519", "1520",
        ];
        assert_eq!(documented.len(), KNOWN_CODES.len());
        for code in documented {
            assert!(ErrorCode::new(code).is_known(), "{code} is not in the table");
        }
        let different: HashSet<_> = KNOWN_CODES.iter().map(|known| known.code).collect();
        assert_eq!(different.len(), KNOWN_CODES.len());
    }

    #[test]
    fn the_groups_of_the_documentation_are_kept() {
        let groups: [(ErrorKind, &[&str]); 4] = [
            (Busy, &["415", "421", "814", "1003", "1010", "1011", "1520"]),
            (Money, &["414", "416", "812"]),
            (TimedOut, &["1006", "1504"]),
            (Missing, &["380", "423", "807", "901", "1004"]),
        ];
        for (kind, codes) in groups {
            for code in codes {
                assert_eq!(ErrorCode::new(*code).kind(), kind, "{code}");
            }
        }
    }

    #[test]
    fn only_busy_codes_and_uploads_may_be_sent_again() {
        for known in KNOWN_CODES {
            let again = matches!(known.retry, AfterWait | AfterWaitBeforeTask);
            assert_eq!(again, matches!(known.kind, Busy | UploadFailed), "{}", known.code);
        }
    }

    #[test]
    fn an_unknown_code_keeps_its_text_and_proves_nothing() {
        let code = ErrorCode::new("7777");
        assert_eq!(code.as_str(), "7777");
        assert_eq!((code.kind(), code.retry(), code.name()), (Other, Ambiguous, None));
    }

    #[test]
    fn every_kind_is_listed_and_named_as_serde_writes_it() {
        let names: HashSet<_> = ErrorKind::ALL.into_iter().map(ErrorKind::as_str).collect();
        assert_eq!(names.len(), ErrorKind::ALL.len());
        for kind in ErrorKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
