import type { FirstWords } from "..";
import { checks, failures, fixes } from "./checks";
import { claims, values } from "./claims";
import { core } from "./core";
import { frame } from "./frame";
import { judged } from "./judged";
import { expectations, key, remedies } from "./key";
import { keyField } from "./key-field";
import { page } from "./page";
import { paste } from "./paste";
import { reading } from "./reading";
import { statements } from "./statements";
import { time } from "./time";
import { parts, token } from "./token";
import { verdict } from "./verdict";
import { views } from "./views";

export const de: FirstWords = {
  checks,
  claims,
  core,
  expectations,
  failures,
  frame,
  fixes,
  judged,
  key,
  keyField,
  page,
  parts,
  paste,
  reading,
  statements,
  time,
  remedies,
  token,
  values,
  verdict,
  views,
};
