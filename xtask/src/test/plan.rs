//! Which step starts next.

use super::steps::Step;
use std::collections::BTreeSet;

/// The steps that have not started, in their order, and what they wait for.
pub(super) struct Plan {
    waiting: Vec<&'static Step>,
    passed: BTreeSet<&'static str>,
}

impl Plan {
    pub(super) fn new(steps: impl IntoIterator<Item = &'static Step>) -> Self {
        Self { waiting: steps.into_iter().collect(), passed: BTreeSet::new() }
    }

    /// The first step that may run beside these.
    pub(super) fn next(&mut self, running: &[&Step]) -> Option<&'static Step> {
        let may_start = |step: &&Step| {
            let is_free = step.uses.is_none() || running.iter().all(|other| other.uses != step.uses);
            is_free && step.after.is_none_or(|name| self.passed.contains(name))
        };
        let place = self.waiting.iter().position(may_start)?;
        Some(self.waiting.remove(place))
    }

    pub(super) fn has_passed(&mut self, step: &Step) {
        self.passed.insert(step.name);
    }
}

#[cfg(test)]
mod tests {
    use super::super::steps::STEPS;
    use super::*;

    const fn step(name: &'static str, after: Option<&'static str>, uses: Option<&'static str>) -> Step {
        Step { name, run: || Ok(()), after, uses }
    }

    static FEW: [Step; 5] = [
        step("lint", None, Some("target")),
        step("test", None, Some("target")),
        step("build", None, None),
        step("page", Some("build"), None),
        step("words", None, None),
    ];

    fn next(plan: &mut Plan, running: &[&Step]) -> Option<&'static str> {
        plan.next(running).map(|step| step.name)
    }

    #[test]
    fn the_first_that_may_starts() {
        let [lint, _, build, ..] = &FEW;
        let mut plan = Plan::new(&FEW);
        assert_eq!(next(&mut plan, &[]), Some("lint"));
        assert_eq!(next(&mut plan, &[lint]), Some("build"), "`test` uses what `lint` uses");
        assert_eq!(next(&mut plan, &[lint, build]), Some("words"), "`page` is after `build`");
        assert_eq!(next(&mut plan, &[lint, build]), None);
        plan.has_passed(build);
        assert_eq!(next(&mut plan, &[lint]), Some("page"));
        plan.has_passed(lint);
        assert_eq!(next(&mut plan, &[]), Some("test"));
        assert_eq!(next(&mut plan, &[]), None);
    }

    #[test]
    fn every_step_runs_once_even_if_one_runs_at_a_time() {
        let mut plan = Plan::new(&STEPS);
        let mut names = BTreeSet::new();
        while let Some(step) = plan.next(&[]) {
            assert!(names.insert(step.name), "{} runs twice", step.name);
            plan.has_passed(step);
        }
        assert_eq!(names.len(), STEPS.len());
    }
}
