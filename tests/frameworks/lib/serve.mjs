// A server of an application, as its users start it.
import assert from "node:assert/strict";
import { SECRET } from "../../docs/lib/tokens.mjs";
import { serve } from "../../packaging/lib/child.mjs";

const HOST = "127.0.0.1";
const ADDRESS = /(http:\/\/127\.0\.0\.1:\d+)/;

/**
 * Starts a program that prints its address, checks it and stops it. A quiet program must log no warnings.
 * @param check is given the address, as `http://127.0.0.1:3000`
 */
export async function served(program, args, { cwd, env = {}, ready = ADDRESS, isQuiet = true }, check) {
  // The secret is set only now, because a build must not contain it.
  const server = await serve(program, args, ready, {
    cwd,
    env: { HOST, PORT: "0", JWT_SECRET: SECRET, ...env },
  });
  let result;
  try {
    result = await check(server.found[1]);
  } catch (error) {
    const { stdout, stderr } = await server.stop();
    throw new Error(`${error.message}\n${stdout}\n${stderr}`, { cause: error });
  }
  const { stderr } = await server.stop();
  if (isQuiet) assert.equal(stderr, "");
  return result;
}
