//! The key and the account over the bridge.

use afterframe_secrets::{SecretError, SecretState, SecretStore as _};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::Stage;

/// The key: on its way in, refused, kept, read again, and gone.
pub(super) fn commands(stage: &Stage) {
    let keep = |key: &str| json!({ "key": key, "keep": "keychain" });
    assert_eq!(stage.refused("key_enter", keep("钥匙"))["code"], "key-malformed");
    assert_eq!(stage.refused("key_enter", keep("00000000000000000000000000000000"))["code"], "key-unknown");
    let key = stage.service.key().to_owned();
    let account = stage.done("key_enter", keep(&key));
    assert_eq!(account["mode"], "running-hub");
    assert_eq!(account["kind"], "shared");
    assert_eq!(account["key"]["type"], "keychain");
    assert_eq!(account["balance"]["currency"], "CNY");
    assert!(!account.to_string().contains(&key), "the key does not come back");
    let site = account["site"].as_str().expect("a site").to_owned();
    let kept = tauri::async_runtime::block_on(stage.secrets.get(&site));
    assert!(matches!(kept, SecretState::Present(secret) if secret.expose_secret() == key));
    assert_eq!(stage.done("key_reload", Value::Null)["key"]["type"], "keychain");
    assert_eq!(stage.done("account_refresh", Value::Null)["reach"], "ok");
    assert_eq!(stage.done("key_remove", Value::Null)["mode"], "undecided");
    let kept = tauri::async_runtime::block_on(stage.secrets.get(&site));
    assert!(matches!(kept, SecretState::NotSet));
    let told = stage.paper.events.lock().expect("not poisoned").clone();
    assert!(told.iter().any(|(event, change)| event == "change" && change["type"] == "account"));
    assert!(!format!("{told:?}").contains(&key), "no event carries the key");
}

#[test]
fn a_keychain_that_is_locked_or_missing_is_said_and_the_key_kept_for_the_session_if_wished() {
    let stage = Stage::set();
    let key = stage.service.key().to_owned();
    stage.secrets.fail_next(SecretError::Locked);
    let error = stage.refused("key_enter", json!({ "key": key, "keep": "keychain" }));
    assert_eq!(error["code"], "keychain-locked");
    assert_eq!(error["retryable"], true);
    assert_eq!(stage.done("key_enter", json!({ "key": key, "keep": "keychain" }))["key"]["type"], "keychain");
    let session = stage.done("key_enter", json!({ "key": key, "keep": "session" }));
    assert_eq!(session["key"]["type"], "session");
}
