import { Redis } from "ioredis";
import { createClient } from "redis";

/** For each client: how it sends a command, as the documentation shows it, and how it is closed. */
export const CLIENTS = {
  async "node-redis"(servers) {
    const client = await createClient({ url: `redis://127.0.0.1:${servers.redisPort}` }).connect();
    client.on("error", () => {});
    return { send: (command) => client.sendCommand(command), close: () => client.destroy() };
  },
  async ioredis(servers) {
    const client = new Redis(servers.redisPort, "127.0.0.1", { maxRetriesPerRequest: 0 });
    client.on("error", () => {});
    return { send: ([name, ...args]) => client.call(name, ...args), close: () => client.disconnect() };
  },
  async "HTTP (Webdis)"(servers) {
    const send = async (command) => {
      const body = command.map(encodeURIComponent).join("/");
      const answer = await fetch(servers.http, { method: "POST", body });
      if (!answer.ok) throw new Error(`Webdis answered ${answer.status}`);
      return (await answer.json())[command[0]];
    };
    return { send, close: () => {} };
  },
};
