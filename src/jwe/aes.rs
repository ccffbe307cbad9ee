//! AES with a key of each of its three sizes, as one cipher: so GCM, CBC and Key Wrap are compiled once and not three times,
//! which is a fifth of the WebAssembly module.

use aes::cipher::common::{BlockSizeUser, ParBlocks, ParBlocksSizeUser};
use aes::cipher::consts::{U4, U16};
use aes::cipher::inout::InOut;
use aes::cipher::typenum::Unsigned as _;
use aes::cipher::{
    Block, BlockCipherDecBackend, BlockCipherDecClosure, BlockCipherDecrypt, BlockCipherEncBackend,
    BlockCipherEncClosure, BlockCipherEncrypt, KeyInit,
};
use aes::{Aes128, Aes192, Aes256};

/// RustCrypto's AES.
pub(crate) enum Aes {
    With128(Aes128),
    With192(Aes192),
    With256(Aes256),
}

impl Aes {
    /// `None` for a key of another size.
    pub(crate) fn new(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Aes128::new_from_slice(key).ok().map(Self::With128),
            24 => Aes192::new_from_slice(key).ok().map(Self::With192),
            _ => Aes256::new_from_slice(key).ok().map(Self::With256),
        }
    }

    #[inline(never)]
    fn encrypt_all(&self, blocks: &mut [Block<Self>]) {
        match self {
            Self::With128(aes) => aes.encrypt_with_backend(Whole(blocks)),
            Self::With192(aes) => aes.encrypt_with_backend(Whole(blocks)),
            Self::With256(aes) => aes.encrypt_with_backend(Whole(blocks)),
        }
    }

    #[inline(never)]
    fn decrypt_all(&self, blocks: &mut [Block<Self>]) {
        match self {
            Self::With128(aes) => aes.decrypt_with_backend(Whole(blocks)),
            Self::With192(aes) => aes.decrypt_with_backend(Whole(blocks)),
            Self::With256(aes) => aes.decrypt_with_backend(Whole(blocks)),
        }
    }
}

/// Fills the last group of blocks up with empty ones, so that all go through the cipher for many blocks at once. RustCrypto's
/// second cipher, for single blocks, would be as large again.
struct Whole<'a>(&'a mut [Block<Aes>]);

impl BlockSizeUser for Whole<'_> {
    type BlockSize = U16;
}

impl BlockCipherEncClosure for Whole<'_> {
    fn call<B: BlockCipherEncBackend<BlockSize = U16>>(self, backend: &B) {
        for chunk in self.0.chunks_mut(B::ParBlocksSize::USIZE) {
            let mut blocks = ParBlocks::<B>::default();
            chunk.iter().zip(blocks.iter_mut()).for_each(|(from, to)| *to = *from);
            backend.encrypt_par_blocks_inplace(&mut blocks);
            chunk.iter_mut().zip(blocks.iter()).for_each(|(to, from)| *to = *from);
        }
    }
}

impl BlockCipherDecClosure for Whole<'_> {
    fn call<B: BlockCipherDecBackend<BlockSize = U16>>(self, backend: &B) {
        for chunk in self.0.chunks_mut(B::ParBlocksSize::USIZE) {
            let mut blocks = ParBlocks::<B>::default();
            chunk.iter().zip(blocks.iter_mut()).for_each(|(from, to)| *to = *from);
            backend.decrypt_par_blocks_inplace(&mut blocks);
            chunk.iter_mut().zip(blocks.iter()).for_each(|(to, from)| *to = *from);
        }
    }
}

impl BlockSizeUser for Aes {
    type BlockSize = U16;
}

impl BlockCipherEncrypt for Aes {
    fn encrypt_with_backend(&self, f: impl BlockCipherEncClosure<BlockSize = U16>) {
        f.call(&Blocks(self));
    }
}

impl BlockCipherDecrypt for Aes {
    fn decrypt_with_backend(&self, f: impl BlockCipherDecClosure<BlockSize = U16>) {
        f.call(&Blocks(self));
    }
}

struct Blocks<'a>(&'a Aes);

impl BlockSizeUser for Blocks<'_> {
    type BlockSize = U16;
}

/// As many as RustCrypto's AES in software takes at once.
impl ParBlocksSizeUser for Blocks<'_> {
    type ParBlocksSize = U4;
}

impl BlockCipherEncBackend for Blocks<'_> {
    fn encrypt_block(&self, mut block: InOut<'_, '_, Block<Self>>) {
        let mut copy = [block.clone_in()];
        self.0.encrypt_all(&mut copy);
        let [copy] = copy;
        *block.get_out() = copy;
    }

    fn encrypt_par_blocks(&self, mut blocks: InOut<'_, '_, ParBlocks<Self>>) {
        let mut copies = blocks.clone_in();
        self.0.encrypt_all(&mut copies);
        *blocks.get_out() = copies;
    }
}

impl BlockCipherDecBackend for Blocks<'_> {
    fn decrypt_block(&self, mut block: InOut<'_, '_, Block<Self>>) {
        let mut copy = [block.clone_in()];
        self.0.decrypt_all(&mut copy);
        let [copy] = copy;
        *block.get_out() = copy;
    }

    fn decrypt_par_blocks(&self, mut blocks: InOut<'_, '_, ParBlocks<Self>>) {
        let mut copies = blocks.clone_in();
        self.0.decrypt_all(&mut copies);
        *blocks.get_out() = copies;
    }
}
