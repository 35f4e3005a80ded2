//! Runs ffmpeg and ffprobe: no window, no input, bounded output, a time limit, and killed when nobody waits any more.

use std::{
    ffi::{OsStr, OsString},
    io,
    path::Path,
    process::Stdio,
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt},
    process::Command,
    time::timeout,
};

/// More than any sane answer of ffprobe; a file with a million streams stops here.
const MAX_ANSWER: u64 = 4 * 1024 * 1024;

/// How an external program ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// It said it succeeded; this is what it wrote to its standard output.
    Well(Vec<u8>),
    /// It said it failed; these are its last lines.
    Badly(String),
    /// It was killed at the limit.
    TooLate,
}

/// Runs `program` to its end or to `limit`. An error means that it could not be started or spoken to.
pub(crate) async fn run(program: &Path, arguments: Vec<OsString>, limit: Duration) -> io::Result<Ended> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    #[cfg(windows)]
    {
        /// Without it a console window flashes up for every file that is looked at.
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NO_WINDOW);
    }
    let mut child = command.spawn()?;
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    let work = async {
        let (answer, complaints) = tokio::join!(read_capped(stdout), read_capped(stderr));
        Ok::<_, io::Error>((child.wait().await?, answer?, complaints?))
    };
    // Dropping the child kills it; the runtime reaps it.
    match timeout(limit, work).await {
        Err(_) => Ok(Ended::TooLate),
        Ok(Err(error)) => Err(error),
        Ok(Ok((status, answer, _))) if status.success() => Ok(Ended::Well(answer)),
        Ok(Ok((_, _, complaints))) => Ok(Ended::Badly(last_lines(&complaints))),
    }
}

/// Reads what there is, keeps the first [`MAX_ANSWER`] bytes and lets the rest go, so that the program never blocks on a full pipe.
async fn read_capped(stream: Option<impl AsyncRead + Unpin>) -> io::Result<Vec<u8>> {
    let mut kept = Vec::new();
    if let Some(mut stream) = stream {
        (&mut stream).take(MAX_ANSWER).read_to_end(&mut kept).await?;
        tokio::io::copy(&mut stream, &mut tokio::io::sink()).await?;
    }
    Ok(kept)
}

/// The path as ffmpeg's `file:` address: a name that begins with a dash is no option then, and one with a colon no protocol.
pub(crate) fn file_address(path: &Path) -> OsString {
    let mut address = OsString::from("file:");
    address.push(path.as_os_str());
    address
}

/// Arguments from plain words and ready addresses.
pub(crate) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = OsString> {
    words.into_iter().map(|word| OsStr::new(word).to_owned()).collect::<Vec<_>>().into_iter()
}

fn last_lines(complaints: &[u8]) -> String {
    let text = String::from_utf8_lossy(complaints);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let tail = lines[lines.len().saturating_sub(4)..].join(" · ");
    tail.chars().take(600).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_program_that_never_ends_is_stopped_at_the_limit() {
        let ended = run(Path::new("/bin/sleep"), words(["60"]).collect(), Duration::from_millis(50)).await.unwrap();
        assert!(matches!(ended, Ended::TooLate), "{ended:?}");
    }

    #[tokio::test]
    async fn a_failing_program_hands_back_its_last_lines() {
        let script = "for i in 1 2 3 4 5 6; do echo line $i >&2; done; exit 3";
        let ended = run(Path::new("/bin/sh"), words(["-c", script]).collect(), Duration::from_secs(10)).await.unwrap();
        let Ended::Badly(detail) = ended else { panic!("{ended:?}") };
        assert_eq!(detail, "line 3 · line 4 · line 5 · line 6");
    }

    #[tokio::test]
    async fn a_flood_of_output_is_cut_and_does_not_block() {
        let ended =
            run(Path::new("/bin/sh"), words(["-c", "head -c 9000000 /dev/zero"]).collect(), Duration::from_secs(20))
                .await
                .unwrap();
        let Ended::Well(answer) = ended else { panic!("{ended:?}") };
        assert_eq!(answer.len() as u64, MAX_ANSWER);
    }
}
