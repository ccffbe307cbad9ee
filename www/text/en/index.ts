import { checks, failures, fixes } from "./checks";
import { claims, values } from "./claims";
import { core } from "./core";
import { frame } from "./frame";
import { judged } from "./judged";
import { key, remedies } from "./key";
import { page } from "./page";
import { paste } from "./paste";
import { statements } from "./statements";
import { time } from "./time";
import { parts, token } from "./token";
import { verdict } from "./verdict";
import { views } from "./views";

export const en = {
  checks,
  claims,
  core,
  failures,
  frame,
  fixes,
  judged,
  key,
  page,
  parts,
  paste,
  statements,
  time,
  remedies,
  token,
  values,
  verdict,
  views,
};
