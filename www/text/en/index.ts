import { checks, failures, fixes } from "./checks";
import { claims, meanings, values } from "./claims";
import { core } from "./core";
import { expectations, key, remedies } from "./key";
import { lints } from "./lints";
import { exporting, make } from "./make";
import { mlDsa } from "./ml-dsa";
import { page } from "./page";
import { profiles } from "./profiles";
import { time } from "./time";
import { parts, token } from "./token";
import { verdict } from "./verdict";

export const en = {
  export: exporting,
  checks,
  claims,
  core,
  expectations,
  failures,
  fixes,
  key,
  lints,
  make,
  meanings,
  mlDsa,
  page,
  parts,
  profiles,
  time,
  remedies,
  token,
  values,
  verdict,
};
