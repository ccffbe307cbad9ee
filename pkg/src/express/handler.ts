import type { Demands } from "../edge/demands.js";
import { errorText } from "../edge/rejection.js";
import { invalidOptions } from "../error.js";
import { hasOwn, isObject } from "../kind.js";
import { FAILED, type NodeAnswer, send } from "../node/answer.js";
import type { NodeGuard } from "../node/guard.js";
import type { NodeRequest, NodeResponse, UpgradeSocket } from "../node/types.js";
import { refuseUpgrade, withoutErrors } from "../node/upgrade.js";
import type { JwtHandler } from "./gate.js";

/**
 * The middleware. It never passes an error to `next`, because a callback for plain `node:http` may take any call as
 * permission.
 */
export function handlerOf(guard: NodeGuard, demands: Demands | undefined): JwtHandler {
  // Exactly three parameters, because Express treats a function with four as an error handler.
  return async (request, response, next) => {
    // Another framework has called it. No answer can be sent, so the promise is rejected, which the framework reports.
    if (typeof Object(response).end !== "function" && !isObject(Object(request).headers)) {
      throw invalidOptions(
        "this gate is middleware for Express, Connect and node:http; for others there are jwt-wasm/fastify and jwt-wasm/hono",
      );
    }
    const leaveErrors = isResponse(response) ? undefined : withoutErrors(response);
    const outcome = await decided(guard, demands, request, next);
    if (outcome === "passed") {
      leaveErrors?.();
      next();
    } else refuse(response, outcome);
  };
}

/** Sends a refusal. It must not throw, because Node ends the process on an unhandled rejection. */
function refuse(response: NodeResponse | UpgradeSocket, answer: NodeAnswer): void {
  try {
    if (isResponse(response)) send(response, answer);
    else refuseUpgrade(response, answer);
  } catch (error) {
    console.error(`jwt-wasm gate: a refusal could not be sent: ${errorText(error)}`);
  }
}

async function decided(
  guard: NodeGuard,
  demands: Demands | undefined,
  request: NodeRequest,
  next: unknown,
): Promise<"passed" | NodeAnswer> {
  try {
    if (typeof next !== "function")
      throw new TypeError("the third argument must be a function that handles requests that pass");
    const outcome = await guard.decide(request, demands);
    if (hasOwn(outcome, "status")) return outcome;
    (request as { jwt?: unknown }).jwt = outcome.verified;
    return "passed";
  } catch (error) {
    console.error(`jwt-wasm gate: ${errorText(error)}`);
    return FAILED;
  }
}

function isResponse(response: NodeResponse | UpgradeSocket): response is NodeResponse {
  return typeof Object(response).setHeader === "function";
}
