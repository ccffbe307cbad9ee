//! What is made of the rounds.

/// The time that a tenth of the rounds stay below: what a call takes if nothing else has the processor meanwhile. A median would
/// measure the machine's other work as well.
pub(crate) fn tenth_percentile(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 10).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::tenth_percentile;

    #[test]
    fn a_tenth_is_below() {
        let times: Vec<f64> = (0..100).rev().map(f64::from).collect();
        assert_eq!(tenth_percentile(&times), 10.0);
        assert_eq!(tenth_percentile(&[7.0, 5.0]), 5.0);
        assert!(tenth_percentile(&[]).is_nan());
    }
}
