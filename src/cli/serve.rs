//! `giamngheo serve`: a page on this machine to ask "what if" with the real engine.

use super::compare::measurable;
use super::failure::{Refusal, fault};
use super::language::language;
use super::numbers::within;
use super::{Failure, input};
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
    #[arg(long, default_value_t = 8080, value_parser = within(0..=u16::MAX))]
    port: u16,
}

impl Serve {
    pub fn execute(self) -> Result<(), Failure> {
        let loaded = input::scenario(&self.scenario, language())?;
        measurable(&loaded.scenario)?;
        let (text, files) = input::texts(&self.scenario)?;
        let app = App::new(loaded, self.scenario.clone(), text, files);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
            let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| {
                let message = said!("refused-address", address, detail = fault(&error));
                Failure::Machine(Refusal { message, hint: Some(said!("refused-address-hint")) })
            })?;
            let port = listener.local_addr()?.port();
            super::print(&format!("http://127.0.0.1:{port}/\n"));
            super::tell(&said!("told-serve-ends"));
            Ok(serve(app, listener, Limits::default()).await?)
        })
    }
}
