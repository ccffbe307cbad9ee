import { checks, failures, fixes } from "./checks";
import { claims, meanings, values } from "./claims";
import { lints } from "./lints";
import { expectations, key, remedies } from "./key";
import { page } from "./page";
import { profiles } from "./profiles";
import { time } from "./time";
import { parts, token } from "./token";
import { verdict } from "./verdict";

export const en = {
  checks,
  claims,
  expectations,
  failures,
  fixes,
  key,
  lints,
  meanings,
  page,
  parts,
  profiles,
  time,
  remedies,
  token,
  values,
  verdict,
};
