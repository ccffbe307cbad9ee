import type { DecodedToken } from "../decoded-token";
import { accessToken } from "./access-token";
import { clientAssertion } from "./client-assertion";
import { idToken } from "./id-token";
import { logoutToken } from "./logout-token";
import type { Profile } from "./profile";
import { proof } from "./proof";
import { simpleJwt } from "./simple-jwt";

/** The first that recognises a token wins, so those that look at `typ` come before those that guess from claims. */
const PROFILES: readonly Profile[] = [logoutToken, proof, simpleJwt, clientAssertion, idToken, accessToken];

export function profileOf({ header, payload }: DecodedToken): Profile | undefined {
  return header && payload && PROFILES.find((profile) => profile.recognises(header, payload));
}
