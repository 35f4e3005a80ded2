//! Starts one task and waits for its results: `RH_API_KEY=… cargo run -p runninghub --example submit_and_poll --
//! ENDPOINT '{"prompt": "…"}'`. The address may be set with `RH_API_BASE_URL`. It costs what the model costs.

use std::error::Error;
use std::time::Duration;

use runninghub::{ApiKey, BaseUrl, Client, ClientOptions, Endpoint, Site, SubmitOutcome, TaskReport};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let endpoint = Endpoint::parse(&words.next().ok_or("which model?")?)?;
    let body = serde_json::from_str(&words.next().ok_or("with which fields?")?)?;
    let base = match std::env::var("RH_API_BASE_URL") {
        Ok(address) => BaseUrl::parse(&address)?,
        Err(_) => Site::International.base(),
    };
    let key = ApiKey::new(&std::env::var("RH_API_KEY")?)?;
    let client = Client::new(base, key, &ClientOptions::default())?;

    let task_id = match client.submit(&endpoint, &body).await {
        SubmitOutcome::Accepted { task_id, .. } => task_id,
        SubmitOutcome::Refused(refusal) => return Err(refusal.into()),
        SubmitOutcome::NotSent(error) => return Err(error.into()),
        SubmitOutcome::Unknown(cause) => return Err(cause.into()),
    };
    println!("task {task_id}");
    loop {
        match client.query(&task_id).await {
            Ok(TaskReport::Succeeded(success)) => {
                println!("{success:#?}");
                return Ok(());
            }
            Ok(TaskReport::Failed(failure)) => return Err(failure.message.into()),
            Ok(TaskReport::Pending(state)) => println!("{state:?}"),
            Err(error) if error.is_transient() => println!("{error}"),
            Err(error) => return Err(error.into()),
        }
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
}
