// The origin behind the gate, in a separate process. Its record shows what the gate let through, whatever the client was told.
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const path = fileURLToPath(import.meta.url);

/** @returns its address, and its record: the path and the user of each request since the last call */
export async function startOrigin() {
  const child = fork(path, { serialization: "advanced", execArgv: [] });
  const [url] = await once(child, "message");
  return {
    url,
    async record() {
      child.send("record");
      const [record] = await once(child, "message");
      return record;
    },
    close: () => child.kill(),
  };
}

if (process.argv[1] === path) {
  let record = [];
  const server = createServer(({ url, headers }, response) => {
    const user = headers["x-user-id"];
    record.push([url, user]);
    response.end(`${url} ${user}`);
  });
  server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));
  process.on("message", () => {
    process.send(record);
    record = [];
  });
  process.on("disconnect", () => process.exit());
}
