/** A signed token is not encrypted: anyone who has it can read it, and so can anyone who reads a log with it. */

import { rfc } from "../registry";
import { type Finding, finding, type Suspect } from "./finding";
import { leavesOf } from "./leaves";

const PRIVACY = rfc(7519, "12");

/** Compared without `_` and `-`, in lower case. */
const SECRETS =
  /^(password|passwd|pwd|passphrase|passwordhash|secret|clientsecret|secretkey|apikey|privatekey|accesskey|refreshtoken|pin|cvv|cvc)$/;
const SENSITIVE =
  /^(ssn|socialsecuritynumber|socialsecurity|nationalid|taxid|passportnumber|iban|bankaccount|creditcard|creditcardnumber|cardnumber|medicalrecord)$/;
const PERSONAL =
  /^(email|phone|phonenumber|mobile|birthdate|birthday|dateofbirth|dob|address|streetaddress|gender)$/;

const SECRET_VALUE = /-----BEGIN [A-Z ]*PRIVATE KEY-----|^AKIA[0-9A-Z]{16}$|^gh[pousr]_\w{36}|^sk_live_\w+/;
/** The prefixes and lengths that card issuers use. */
const CARD =
  /^(4\d{12}(\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(011|5\d\d)\d{12}|3(0[0-5]|[68]\d)\d{11})$/;

export function privateFindings({ payload }: Suspect): Finding[] {
  const secrets = new Set<string>();
  const sensitive = new Set<string>();
  const cards = new Set<string>();
  const personal = new Set<string>();
  for (const { path, name, value } of leavesOf(payload)) {
    const plain = name.toLowerCase().replaceAll(/[-_ ]/g, "");
    if (value === "" || typeof value === "boolean" || value === null) continue;
    if (SECRETS.test(plain) || (typeof value === "string" && SECRET_VALUE.test(value))) secrets.add(path);
    else if (isCardNumber(value)) cards.add(path);
    else if (SENSITIVE.test(plain)) sensitive.add(path);
    else if (PERSONAL.test(plain)) personal.add(path);
  }
  return [
    ...(secrets.size > 0 ? [finding("secret_inside", "danger", PRIVACY, listed(secrets))] : []),
    ...(cards.size > 0 ? [finding("card_number", "danger", PRIVACY, listed(cards))] : []),
    ...(sensitive.size > 0 ? [finding("sensitive", "warning", PRIVACY, listed(sensitive))] : []),
    ...(personal.size > 0 ? [finding("personal", "hint", PRIVACY, listed(personal))] : []),
  ];
}

export function isCardNumber(value: unknown): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;
  const digits = String(value).replaceAll(/(?<=\d)[ -](?=\d)/g, "");
  return CARD.test(digits) && passesLuhn(digits);
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function listed(paths: ReadonlySet<string>): string {
  return [...paths].join(", ");
}
