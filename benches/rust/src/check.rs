//! What a candidate must do right before it is timed.

use crate::Result;
use crate::candidate::Offer;
use crate::candidates;
use crate::corpus::Corpus;

/// It must accept the good tokens and return their claims, refuse the bad ones, and make tokens that others accept.
pub(crate) fn check(name: &str, offer: &Offer, corpus: &Corpus) -> Result<()> {
    let alg = corpus.alg.name();
    let wrong = |what: String| Err(format!("{name}, {alg}: {what}").into());
    for (reading, read) in [("verify", &offer.verify), ("decode", &offer.decode)] {
        let Some(read) = read else { continue };
        for (tenant, token) in corpus.tokens.iter().enumerate() {
            match read(token) {
                Err(error) => return wrong(format!("{reading} refuses a good token: {error}")),
                Ok(found) if found != tenant as u64 => return wrong(format!("{reading} returns other claims")),
                Ok(_) => {}
            }
        }
    }
    if let Some(verify) = &offer.verify {
        for (what, token) in &corpus.bad {
            if verify(token).is_ok() {
                return wrong(format!("verify accepts {what}"));
            }
        }
    }
    let Some(sign) = &offer.sign else { return Ok(()) };
    let token = sign()?;
    for judge in candidates::ALL.iter().take(2) {
        let offer = (judge.offer)(corpus.alg, &corpus.keys)?;
        let verify = offer.verify.ok_or("a judge verifies")?;
        match verify(&token) {
            Err(error) => return wrong(format!("{} refuses the token that it signs: {error}", judge.name)),
            Ok(7) => {}
            Ok(_) => return wrong("it signs other claims".to_owned()),
        }
    }
    Ok(())
}
