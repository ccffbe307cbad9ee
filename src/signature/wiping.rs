//! crrl leaves copies of private numbers on the stack.

use core::hint::black_box;

use zeroize::Zeroizing;

/// Computes, and overwrites what crrl leaves on the stack: copies of the private number, and of the nonces.
pub(super) fn wiping<T>(work: impl FnOnce() -> T) -> T {
    /// Not inlined: the caller's own part of the stack is not overwritten.
    #[inline(never)]
    fn compute<T>(work: impl FnOnce() -> T) -> T {
        work()
    }

    /// Of this size, four times as much as crrl uses.
    #[inline(never)]
    fn wipe() {
        black_box(&mut Zeroizing::new([0_u8; 16 * 1024]));
    }

    let result = compute(work);
    wipe();
    result
}
