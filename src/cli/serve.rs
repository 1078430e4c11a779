//! `giamngheo serve`: a page on this machine to ask "what if" with the real engine.

use super::{Failure, Lang, input};
use crate::load::said::said;
use crate::serve::connections::Limits;
use crate::serve::{App, serve};
use clap::Args;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

#[derive(Args)]
pub struct Serve {
    /// Scenario file (TOML).
    #[arg(default_value = "scenarios/bac-giang.toml")]
    scenario: PathBuf,
    /// Port on 127.0.0.1; 0 = any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

impl Serve {
    pub fn execute(self) -> Result<(), Failure> {
        let loaded = input::scenario(&self.scenario, Lang::or_environment(None).language())?;
        let (text, files) = input::texts(&self.scenario)?;
        let app = App::new(loaded, self.scenario.clone(), text, files);
        let machine = |error: std::io::Error| Failure::Machine(error.to_string());
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(machine)?;
        runtime.block_on(async {
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
            let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| {
                let message = said!("refused-address", address, detail = error);
                Failure::hinted(message, said!("refused-address-hint"))
            })?;
            let port = listener.local_addr().map_err(machine)?.port();
            super::print(&format!("http://127.0.0.1:{port}/\n"));
            super::tell(&said!("told-serve-ends"));
            serve(app, listener, Limits::default()).await.map_err(machine)
        })
    }
}
