//! A filter for Envoy, Istio, nginx and other hosts of proxy-wasm. It lets a request pass if its bearer token is good, and gives
//! the origin claims of it in headers. Its answers are those of the npm package's gate.

use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel};
use std::rc::Rc;
use token_gate::{Decision, Refusal, Settings, decide};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| Box::new(Root { settings: None }));
}}

struct Root {
    settings: Option<Rc<Settings>>,
}

impl Context for Root {}

impl RootContext for Root {
    /// With `false` the host does not start the filter, so a wrong configuration lets nothing pass.
    fn on_configure(&mut self, _size: usize) -> bool {
        let text = self.get_plugin_configuration().unwrap_or_default();
        match Settings::read(&text) {
            Ok(settings) => {
                self.settings = Some(Rc::new(settings));
                true
            }
            Err(problem) => {
                let _ = proxy_wasm::hostcalls::log(LogLevel::Critical, &format!("jwt-filter: {problem}"));
                false
            }
        }
    }

    fn create_http_context(&self, _id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Filter { settings: self.settings.clone() }))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Filter {
    /// `None` if the host starts requests although the configuration was refused.
    settings: Option<Rc<Settings>>,
}

impl Context for Filter {}

impl HttpContext for Filter {
    fn on_http_request_headers(&mut self, _count: usize, _is_end: bool) -> Action {
        let Some(settings) = &self.settings else {
            return self.refuse(&Refusal::misconfigured());
        };
        // As bytes, because `String` would lose a value that is not UTF-8.
        let headers = self.get_http_request_headers_bytes();
        let sent = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("authorization"));
        let sent: Vec<&[u8]> = sent.map(|(_, value)| value.as_slice()).collect();
        match decide(settings, &sent, self.get_current_time()) {
            Decision::Pass(identity) => {
                for (name, _) in &headers {
                    if settings.replaces(name) {
                        self.remove_http_request_header(name);
                    }
                }
                for (name, value) in &identity {
                    self.set_http_request_header(name, Some(value));
                }
                Action::Continue
            }
            Decision::Refuse(refusal) => self.refuse(&refusal),
        }
    }
}

impl Filter {
    fn refuse(&self, refusal: &Refusal) -> Action {
        let headers = refusal.headers();
        let headers = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.send_http_response(refusal.status.into(), headers, Some(refusal.body().as_bytes()));
        Action::Pause
    }
}
