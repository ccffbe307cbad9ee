import { checks, failures, fixes } from "./checks";
import { claims, meanings, values } from "./claims";
import { expectations, key } from "./key";
import { page } from "./page";
import { parts, token } from "./token";
import { verdict } from "./verdict";

export const en = {
  checks,
  claims,
  expectations,
  failures,
  fixes,
  key,
  meanings,
  page,
  parts,
  token,
  values,
  verdict,
};
