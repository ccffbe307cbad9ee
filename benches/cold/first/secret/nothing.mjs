import { read } from "../../../lab/text.mjs";

/** Verifies nothing, to measure the worker itself. */
export const first = async (token) => read(token.split(".")[1]);
