import type { FirstWords } from "..";
import { frame } from "./frame";
import { page } from "./page";
import { paste } from "./paste";
import { parts, token } from "./token";
import { views } from "./views";

export const de: FirstWords = { frame, page, parts, paste, token, views };
