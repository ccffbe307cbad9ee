import type { Text } from "..";
import { checks, failures, fixes } from "./checks";
import { claims, meanings, values } from "./claims";
import { expectations, key } from "./key";
import { page } from "./page";
import { time } from "./time";
import { parts, token } from "./token";
import { verdict } from "./verdict";

export const de: Text = {
  checks,
  claims,
  expectations,
  failures,
  fixes,
  key,
  meanings,
  page,
  parts,
  time,
  token,
  values,
  verdict,
};
