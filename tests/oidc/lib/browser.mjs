// The parts of a browser that a login needs: cookies and redirects.

const MOST_REDIRECTS = 20;

export class Browser {
  #cookies = new Map();

  /** Follows the provider's redirects. @returns the first address that is not the provider's */
  async redirected(from) {
    let url = new URL(from);
    const { origin } = url;
    for (let left = MOST_REDIRECTS; url.origin === origin; left--) {
      if (left === 0) throw new Error(`${url.pathname}: still redirected`);
      const response = await this.#send(url, {});
      const location = response.headers.get("location");
      if (location === null) throw new Error(`${url.pathname}: ${response.status} ${await response.text()}`);
      url = new URL(location, url);
    }
    return url;
  }

  /** Submits the only form of a page with these values. */
  async submit(page, values) {
    const html = await (await this.#send(page, {})).text();
    const [, action] = /action="([^"]+)"/.exec(html);
    const hidden = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]);
    const body = new URLSearchParams([...hidden, ...Object.entries(values)]);
    return this.#send(new URL(action, page), { method: "POST", body });
  }

  async #send(url, init) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { ...init, redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}
