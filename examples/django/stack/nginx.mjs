// nginx with server/nginx.conf, filled in.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes the configuration, and gives the arguments to start nginx with. */
export async function configureNginx({ dir, ...values }) {
  const template = await readFile(new URL("../server/nginx.conf", import.meta.url), "utf8");
  // As root, nginx would switch to a user who cannot read the folders that it serves.
  const user = process.getuid() === 0 ? "user root;" : "";
  const names = { DIR: dir, USER: user, ...values };
  const file = join(dir, "nginx.conf");
  await writeFile(
    file,
    template.replace(/@([A-Z]+)@/g, (_, name) => names[name]),
  );
  return ["-p", dir, "-e", join(dir, "nginx-error.log"), "-c", file];
}
