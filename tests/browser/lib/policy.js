const ELSEWHERE = "http://127.0.0.1:9/";

/** The directives of the page's policy that forbid what the page never does. */
export function forbidden(page) {
  return page.evaluate(async (elsewhere) => {
    const directives = new Set();
    addEventListener("securitypolicyviolation", (event) => directives.add(event.effectiveDirective));
    const attempts = [
      () => fetch(elsewhere),
      () => fetch("./index.html"),
      () => new WebSocket("ws://127.0.0.1:9"),
      () => navigator.sendBeacon(elsewhere),
      () => new Image().setAttribute("src", elsewhere),
      () => setTimeout("1"),
      () => document.body.append(Object.assign(document.createElement("script"), { textContent: "1" })),
      () => document.body.append(Object.assign(document.createElement("style"), { textContent: "b{}" })),
      () => document.body.append(Object.assign(document.createElement("iframe"), { src: elsewhere })),
    ];
    for (const attempt of attempts) {
      try {
        await attempt();
      } catch {
        // Some violations also throw.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    return [...directives].sort();
  }, ELSEWHERE);
}
