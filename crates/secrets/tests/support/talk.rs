//! A test that is its own child: one line asks the keychain, one line answers.

use std::env;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{self, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use afterframe_secrets::{Keychain, SecretState, SecretStore, SecretString};
use secrecy::ExposeSecret;

use super::desktop::Desktop;

const MARK: &str = "AFTERFRAME_SECRETS_CHILD";

/// Whether this process was started by a test.
pub fn is_child() -> bool {
    env::var_os(MARK).is_some()
}

/// The child's side: does what the lines on the standard input say, until they end.
pub fn listen() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let mut store = Keychain::named("Afterframe test");
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let words: Vec<_> = line.split(' ').collect();
        if let ["within_ms", limit] = words[..] {
            store = store.within(Duration::from_millis(limit.parse().unwrap()));
        }
        let answer = runtime.block_on(async {
            match words[..] {
                ["get", account] => match store.get(account).await {
                    SecretState::Present(secret) => format!("Present {}", secret.expose_secret()),
                    other => format!("{other:?}"),
                },
                ["set", account, secret] => said(store.set(account, SecretString::from(secret)).await),
                ["within_ms", _] => "Ok".to_owned(),
                ["remove", account] => said(store.remove(account).await),
                _ => panic!("not a question: {line}"),
            }
        });
        println!("\n> {answer}");
    }
}

fn said(outcome: Result<(), afterframe_secrets::SecretError>) -> String {
    match outcome {
        Ok(()) => "Ok".to_owned(),
        Err(error) => format!("Err {error:?}"),
    }
}

/// The parent's side.
pub struct Child {
    process: process::Child,
    questions: Option<ChildStdin>,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Child {
    /// Starts the named test of this binary again, inside the private session.
    pub fn start(test: &str, desktop: &Desktop) -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(MARK, "1");
        desktop.dress(&mut command);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let questions = process.stdin.take();
        let answers = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, questions, answers }
    }

    /// One question, one answer. What the test harness prints in between is passed over.
    pub fn ask(&mut self, question: &str) -> String {
        writeln!(self.questions.as_mut().unwrap(), "{question}").unwrap();
        loop {
            let line = self.answers.next().expect("the child ended").unwrap();
            if let Some(answer) = line.strip_prefix("> ") {
                return answer.to_owned();
            }
        }
    }

    /// Asks until the answer is the expected one: a keyring takes a moment to come up.
    pub fn ask_until(&mut self, question: &str, expected: &str) {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let answer = self.ask(question);
            if answer == expected {
                return;
            }
            assert!(Instant::now() < deadline, "{question}: still {answer}, not {expected}");
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // The end of its input ends the child; killing it is for the case that it hangs.
        self.questions = None;
        let deadline = Instant::now() + Duration::from_secs(5);
        while matches!(self.process.try_wait(), Ok(None)) && Instant::now() < deadline {
            std::thread::yield_now();
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
