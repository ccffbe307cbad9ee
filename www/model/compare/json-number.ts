/** Compares numbers by what they are, digit by digit: a double would take 9007199254740993 for 9007199254740992. */

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,15}))?$/;

/** One form for all that write the same number, such as `1`, `1.0` and `10e-1`. */
export function normalNumber(text: string): string {
  const [, sign, whole = "", fraction = "", exponent = "0"] = NUMBER.exec(text) ?? [];
  if (sign === undefined) return text;
  const digits = `${whole}${fraction}`;
  const end = lastDigit(digits);
  if (end === 0) return "0";
  const scale = Number(exponent) - fraction.length + (digits.length - end);
  const significant = digits.slice(firstDigit(digits), end);
  return `${sign}${significant}e${scale}`;
}

/** Where the zeros at the beginning end. */
function firstDigit(digits: string): number {
  let at = 0;
  while (digits[at] === "0") at += 1;
  return at;
}

/** Where the zeros at the end begin. */
function lastDigit(digits: string): number {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return end;
}
