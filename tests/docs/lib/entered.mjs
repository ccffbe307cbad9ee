// Prints which functions of the npm package one verification with a secret enters, and how many lines each has.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { fileURLToPath } from "node:url";

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
const { secretKey, verifySync } = await import("jwt-wasm");

const secret = "a secret of at least thirty-two bytes";
const key = secretKey(secret, "HS256");
const encoded = [{ alg: "HS256" }, { iss: "i", aud: "api", sub: "s", exp: 4_000_000_000 }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .join(".");
const token = `${encoded}.${createHmac("sha256", secret).update(encoded).digest("base64url")}`;
// What was entered so far is not counted.
await session.post("Profiler.takePreciseCoverage");
verifySync(token, key, { issuer: "i", audience: "api" });
const { result } = await session.post("Profiler.takePreciseCoverage");

const entered = result
  .filter(({ url }) => url.includes("/pkg/dist/"))
  .flatMap(({ url, functions }) => {
    const source = readFileSync(fileURLToPath(url), "utf8");
    return functions
      .filter(({ functionName, ranges: [{ count }] }) => functionName !== "" && count > 0)
      .map(({ functionName, ranges: [{ startOffset, endOffset }] }) => ({
        file: url.split("/pkg/dist/")[1].replace(/\.js$/, ""),
        name: functionName,
        lines: source.slice(startOffset, endOffset).split("\n").length,
      }));
  });
console.log(JSON.stringify(entered));
