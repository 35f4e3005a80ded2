//! Brings the bytes of a result into its part file, gone on with where it broke off.

use afterframe_store::DownloadRow;
use runninghub::{Download, DownloadEvent, DownloadOutcome, InterruptCause, NetworkKind, ResumeState, UrlRefusal};

use super::{
    Context, Teller,
    download::{Lack, Missing, forget},
    room::Room,
};
use crate::{
    change::Phase,
    options::Moment,
    translate::{Outcome, folder_trouble, no_room},
};

/// No film that a model makes is this large; a server that sends without end is stopped here.
const MOST_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// How many addresses in a row may be ones that must not be fetched, before the result is given up.
const BAD_ADDRESSES: u32 = 3;

/// How often in a row one address may lead nowhere before another is asked for.
const SAME_ADDRESS: u32 = 3;

/// How often in a row a file server may answer with an error of its own before another address is asked for: some ten minutes.
const SAME_ERROR: u32 = 15;

/// Brings the bytes into the part file.
pub(super) async fn run(context: &Context, mut row: DownloadRow, url: &str) -> Result<DownloadRow, Missing> {
    let room = Room::of(context, &row.part_path).await;
    if !room.takes(row.total_bytes) {
        return Err(no_room().into());
    }
    // Ended by itself where the answer says how much comes, before anything of it is written.
    let token = context.token.child_token();
    let resume = row.etag.clone().map(|etag| ResumeState { etag, total: row.total_bytes });
    let part_path = row.part_path.clone();
    let download = Download { url, part_path: &part_path, resume, max_bytes: MOST_BYTES };
    let mut teller = Teller::new(context, Phase::Download);
    let on_event = |event| match event {
        DownloadEvent::Started { resume, received, total } => {
            if !room.takes(total.map(|total| total.saturating_sub(received))) {
                token.cancel();
                return;
            }
            context.inner.saw(Moment::PartBegun);
            note(context, &mut row, resume);
            teller.begin(received, total);
        }
        DownloadEvent::Progress { received, total } => teller.tell(received, total),
    };
    let outcome = context.client.download(&download, on_event, &token).await;
    match outcome {
        DownloadOutcome::Complete { .. } => {
            context.inner.saw(Moment::PartWhole);
            Ok(row)
        }
        DownloadOutcome::Expired { status } => {
            tracing::info!(job = %context.job.id, status, "the address of a result does not live any more");
            Err(Missing::One(Lack::Address))
        }
        DownloadOutcome::Interrupted { cause, resume } => {
            tracing::info!(job = %context.job.id, ?cause, "a download broke off");
            note(context, &mut row, resume);
            Err(Missing::One(broken_off(&cause, context.job.tries)))
        }
        DownloadOutcome::Refused(rule) => {
            tracing::warn!(job = %context.job.id, ?rule, "the address of a result is not one that may be fetched");
            let lack = refused_address(rule, context.job.tries);
            if lack == Lack::Hope {
                forget(context, &row).await?;
            }
            Err(Missing::One(lack))
        }
        DownloadOutcome::TooLarge { limit } => {
            tracing::warn!(job = %context.job.id, limit_bytes = limit, "a result is larger than any film may be");
            forget(context, &row).await?;
            Err(Missing::One(Lack::Hope))
        }
        DownloadOutcome::Disk(error) => Err(folder_trouble(&error).into()),
        DownloadOutcome::Cancelled { .. } if context.token.is_cancelled() => Err(Outcome::GivenUp.into()),
        DownloadOutcome::Cancelled { .. } => Err(no_room().into()),
    }
}

/// What a file server says of an address, or the lack of a server behind it; what passes by itself is not among it.
fn is_about_the_address(cause: &InterruptCause) -> bool {
    match cause {
        InterruptCause::Status(status) => (400..500).contains(status) && !matches!(status, 408 | 425 | 429),
        InterruptCause::Network(error) => error.kind == NetworkKind::Dns,
        InterruptCause::TooManyRedirects | InterruptCause::BadAnswer => true,
    }
}

/// The same address is tried a few times, and then another one is asked for: that is free, and a try is not lost by it. A network
/// that is away says nothing about an address, however long it is.
fn broken_off(cause: &InterruptCause, tries: u32) -> Lack {
    let patience = match cause {
        cause if is_about_the_address(cause) => SAME_ADDRESS,
        InterruptCause::Status(500..600) => SAME_ERROR,
        _ => return Lack::Connection,
    };
    if tries < patience { Lack::Connection } else { Lack::Address }
}

/// An address that breaks the rule by itself is of no use, and a fresh one may be better: the state machine spreads the
/// questions. One whose name leads to no public place just now is another thing: the login page of a hotel's network answers
/// for every name, and the result that was paid for is still there behind it.
fn refused_address(rule: UrlRefusal, tries: u32) -> Lack {
    match (rule.is_final(), tries) {
        (true, 0..BAD_ADDRESSES) => Lack::Address,
        (true, _) => Lack::Hope,
        (false, 0..SAME_ADDRESS) => Lack::Connection,
        (false, _) => Lack::Address,
    }
}

/// Writes down what is needed to go on from here. Not waited for: if it is lost, the download begins anew.
fn note(context: &Context, row: &mut DownloadRow, resume: Option<ResumeState>) {
    let (etag, total_bytes) = resume.map_or((None, None), |state| (Some(state.etag), state.total));
    if row.etag == etag && row.total_bytes == total_bytes {
        return;
    }
    row.etag = etag;
    row.total_bytes = total_bytes;
    let written = row.clone();
    let posted = context.inner.store.post(move |store| {
        if let Err(error) = store.save_download(&written) {
            tracing::warn!(%error, "how far a download is could not be written down");
        }
    });
    // The engine is closing, and this download is about to be dropped.
    drop(posted);
}

#[cfg(test)]
mod tests {
    use runninghub::NetworkError;

    use super::*;

    #[test]
    fn a_name_that_leads_nowhere_public_for_now_does_not_end_what_was_paid_for() {
        assert_eq!(refused_address(UrlRefusal::PrivateAddress, 0), Lack::Connection);
        assert_eq!(refused_address(UrlRefusal::PrivateAddress, 90), Lack::Address);
        for rule in [UrlRefusal::NotHttps, UrlRefusal::IpLiteral, UrlRefusal::PrivateName, UrlRefusal::Malformed] {
            assert_eq!(refused_address(rule, 0), Lack::Address, "{rule}");
            assert_eq!(refused_address(rule, BAD_ADDRESSES), Lack::Hope, "{rule}");
        }
    }

    #[test]
    fn another_address_is_asked_for_when_one_leads_nowhere_and_never_because_the_network_is_away() {
        let network = |kind| InterruptCause::Network(NetworkError { kind, detail: String::new() });
        for (cause, tries, lack) in [
            (InterruptCause::Status(402), SAME_ADDRESS - 1, Lack::Connection),
            (InterruptCause::Status(402), SAME_ADDRESS, Lack::Address),
            (InterruptCause::Status(503), SAME_ERROR - 1, Lack::Connection),
            (InterruptCause::Status(503), SAME_ERROR, Lack::Address),
            (InterruptCause::Status(429), 1_000, Lack::Connection),
            (network(NetworkKind::Connect), 1_000, Lack::Connection),
        ] {
            assert_eq!(broken_off(&cause, tries), lack, "{cause:?} after {tries}");
        }
    }

    #[test]
    fn what_an_address_is_to_blame_for_is_told_from_what_passes() {
        let network = |kind| InterruptCause::Network(NetworkError { kind, detail: String::new() });
        for status in [402, 405, 409, 451] {
            assert!(is_about_the_address(&InterruptCause::Status(status)), "{status}");
        }
        for status in [408, 425, 429, 500, 503] {
            assert!(!is_about_the_address(&InterruptCause::Status(status)), "{status}");
        }
        assert!(is_about_the_address(&network(NetworkKind::Dns)));
        for kind in [NetworkKind::Connect, NetworkKind::TimedOut, NetworkKind::Interrupted, NetworkKind::Stalled] {
            assert!(!is_about_the_address(&network(kind)), "{kind:?}");
        }
    }
}
