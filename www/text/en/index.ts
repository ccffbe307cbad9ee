import { checks, failures, fixes } from "./checks";
import { claims } from "./claims";
import { expectations, key } from "./key";
import { page } from "./page";
import { parts, token } from "./token";
import { verdict } from "./verdict";

export const en = { checks, claims, expectations, failures, fixes, key, page, parts, token, verdict };
