// Keys that begin with zero bytes. WebKitGTK drops these bytes from what RSA-OAEP decrypts, and refuses the PKCS#8 file of such an
// Ed25519 key.
import { NOW, refusal } from "./behaviour/support.js";

/** The private JWK of an Ed25519 key whose seed begins with a zero byte. It was made for these tests and protects nothing. */
export const ED25519_ZERO_JWK = {
  kty: "OKP",
  crv: "Ed25519",
  x: "d1v2PtR6TkZm0Fn_Q0aX-3YGb-7K4m2zwKZ96mO4Iyo",
  d: "AMNE2775lv-DsTOeOjYffTqcaqfAbtP8qKc9Dbq6Aik",
};

const HEADER = "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIn0";
const IV = "AQEBAQEBAQEBAQEB";

/**
 * Encrypted by node:crypto of Node 20 for the RSA key of RFC 7520 §5.2, by how many of the content key's 32 bytes are zero: encrypted
 * key, ciphertext and tag.
 */
const ENCRYPTED = {
  1: [
    "Z6ePReN0YtJX0Il0qH5ZE4lTAsN1_3x8YNPmStxs0psvhrtzpxBIL952RrFfzePBBw6QguyqUOKRQK0BQXJQYe1Icc7eBWi_lAokw69JQqwmBvYjirItMWcJrIv1HaPvoT8x7865sr95bIovtYSKn5qmgyJdTFXJMPtioH_iLVEyTUTgTOFObi2_HZsm4LGIiiYC0x1cwg9C3MVzfD3g8Ok21feiNjewReqY_F-OMUX2T1jGI0963MR4HfZe8nx9P7nzRYTCtsghZnGhpkEkrFXsbQpARCevvG-gdNSzLwbuE53yp7ZE7CapqVcVWg4dMCrH-x2EWDbP1aD3YByIdiCnkE20N84Ycs544tOkwDbkWHIT3y-GhNdZOp1X1hQ6UD7UTf4fG_ldJCWNZIHrgafDH6SAI3dxhV83u3XzXOCbu6QPK8-1BeSHUUQhkeuLQsb0LmI8HfoIYzog87MnAyEMZ14mKwSLWQKS2Jg-SlaKwuR7Du8I5590tJMjEkXNX7i_0yIfKPwHDxjjFMP4sLvvvxRKf4xm2bBPd5QFlOnFrAiPjFcCadLR2Vunl44DXUD1gNuu9INYA-MOzR_KMXrdU2jL3911GhLNWD1OkCoYgN1OF6i0Wp5kS_8anl8JboOZDUQdOxveKAvz2CKY1ToETWzCazQ9sYWUZXZZV0g",
    "A7__oCKZAjQpk8sGtZHXTiyVACyDcu5nABkTx08Zlg",
    "K1732XTVCFIyx8O2NIvTNw",
  ],
  2: [
    "XItbew06b8DZrFrkpw9ulfIYnDyRHuqINz11dSmNCAVrb7X90ZArx7a_EkYhEb9dwOJyWkBvno5lN1ky78kjrh7-m5fSv_LEQucxDWdGkIE78aT6jpcd8kch1YsGbckvZX2cK3YKb2sdtvKo_lwSNZV-UOe5FbYx6bx33c0VgdzBtrSzB1S_WxYfe9KTAsbUpMwFyVZD97KHiVD6a3_hFrkCOEvSVPSUPSUCY8m5_R90wsDXV_crQjeg1XTqghkQ07xNfELkqPuyZulyQS_OYkv5G3VxxGo3SKu16PbZMTQw9jUX731WhLReWdh3YHqAItrxzQX6mvCWfG5W4RIpAtl7aRHbprOaodlhR9okxUYwQfKGGywMaFCwEyHbmSsgW4NVT67RpHvQuhLeiUXUUq27TXBscMxrd-NFxePdq37JLsZCDSGYCT4itV0A9MQgaSKXZqOLbAfVFlcjcWP1XqnIqLriYA_YuDEqfIOHES71nqOXYX1P4Tn5hcOY2U5isyFyUnZe_jl1VsqTGgcHgtOd_YYf6c-DCjUbEIh1afEmwvUslS557MNPQcL2IomJl4Ctsul7TN7xe32_46zKTbP_CZ3doqUhSAa33X9cdVLnXULdu57fV690wyfG9TzC_bGcJqF879bYtvRx5loMt6sn0HVZcT__GEUkOjkVdEk",
    "GbwnoNqQ15uTAZ6-3KAb4BANf2Z1lS1HSDISdmr7kA",
    "Kax94Lw-ZL3AxQTymuNg6g",
  ],
  32: [
    "dHBpBm9MnmphXmUxAtmCZI-N_ygUz8UUvmOQnCaa2PabSCQBcVjwuOp4I0PNq7uZAhKWZFGCT3qp3mUCme9nZkoKnF0-aE32rYgzO_2oC6YAhxFYjX9cX9xUc2GHrr0ZzI4SOUY9MSVQlPhtLTFUAtqsxAxvSdb96b5pE9lC9u14Hfqe9lhBzszq9e9KBa1jKM_ZgrSqqX6aqA4RIlJjI6Zs4Bx9w0oZLcpaAcdS1lwGUFPbaNfzbgnze6yDrStJpfay5Zh-ynANIDP95u21O6MYULDUdbqqlVvtSF3bf82wP7FAuneJCV0ugRaPu13QFDA50orlETrwRkLM4G__MGnVIX-eujW4_2-WUbtcUYP8wDy6a9uoXYg8KcehYn83wOR7nN0CcuG5rlU4SS7-mu9d3Q30rGNR1xebyiBRj-KRVQtrHU5tkQfiSX2Dso3rczLvOaRD5fYtv2I3ga-cYxWwjjKuEgkZW_gj-s3_PtwY3kg9wkHx8sZ_cOXlRTWT7rPV0MBNkt8AW8PxbWD2AXX8_3iNWfF0vnGzi5JXSIrKU1Yx6Q54NxNdm2WsDVp2QiwhibsesY5i5sryJNS8W1LWYUWU2x4B8yj7vPr5OxNgyo_7axVAOsTswRJCxhuE1pXkgBiYvc63mvn6LcuqoZlb3zUHkveY1nUAgN7gwM4",
    "DmKwHxirQt842SctmQNeDMQVzmE71wUEO4EliM_f2g",
    "VGsvZh1GFOh7HjiMEeXokA",
  ],
};

/** As {@link ENCRYPTED}, but what is encrypted of the content key lacks its first byte, which is not zero. */
const TOO_SHORT = [
  "dPV1adNtN1ovv1qAqK89k75AVqXUSV6Lhovoo6Pf26RPWUI4ekDC02S2wEg-hUWtnNktyVeiN011YHKmw-VzoU7LTcDfPTehW0faOthk6JOZErsMdlarp3svGh89FRRtTom6QFY7A7RSRjZyzdfERhxQB9lN5UoM4Ys2Gt6k5GgcoLSYWYfWn8xyH5XCfuDIE_GyXDdBh7cdn4rkIQG624v3ifoayb38ns5zmG8ju06wFLXzt4tXDLNcRQ8TK5D6XR0bjNX2nOVNOz30MB-LwhqDCRncJGkWpke_8RNDL_j5VsczNxZayjZazlScC-tpI1tqhaXGBPpgtKYRlGgZ-qEYI9TB8wyqZIpEUtsWvNzRe5zBj25LG9sx-LW0Fw3iMrRLf0CIKxnKXzG6Y2smW64kmQiIP8Z0RvFNaXr7VGQoe9vqsBfxt92-gc_4Ha8zIPPg_yqJi1LcqFrx-CwFs2huFEqRQLR5183dAdpkbf1UdZ8Xff1B7c-rufdS-PSLXquafR4BYtXuCbiDd9qvrB99MSFyhJBNpWtMHYtQ4mcIuWfkxBIJAzzu-mOc4TBAIZB1KJpo8eKJR18AWSgYQrc79HSyF_3PwwnMD8nxMZ_8vplN6sg2FMEQuNMAULL8dfPwK1Qt-evdLhIRU6dIedh34iv_t3MUcPYUTZdB5ao",
  "DcP6wvKd1iyLux-KUhtSVNCLNs4spgshbAV3WlaESw",
  "-bO1Ij-PzSXZNs4CtL_PXg",
];

export const LEADING_ZEROS = Object.keys(ENCRYPTED).length + 1;

export async function leadingZeros({ api, jwe }, jwk, expect) {
  const key = jwe.encryptionKey({ ...jwk, alg: "RSA-OAEP-256" }, { enc: "A256GCM" });
  const decrypt = ([encryptedKey, ciphertext, tag]) =>
    jwe.decrypt([HEADER, encryptedKey, IV, ciphertext, tag].join("."), key, { now: NOW });
  for (const [zeros, parts] of Object.entries(ENCRYPTED)) {
    const { payload } = await decrypt(parts);
    expect(`a content key with ${zeros} zero bytes`, payload.sub, "Zoë");
  }
  const facts = await refusal(api, () => decrypt(TOO_SHORT));
  expect("a content key that is too short", facts.code, "decryption_failed", [JSON.stringify(facts)]);
}
