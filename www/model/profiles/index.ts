import type { DecodedToken } from "../decoded-token";
import { accessToken } from "./access-token";
import { idToken } from "./id-token";
import { logoutToken } from "./logout-token";
import type { Profile } from "./profile";
import { proof } from "./proof";
import { simpleJwt } from "./simple-jwt";

/** The first that recognises a token has it: what a `typ` says comes before what claims suggest. */
const PROFILES: readonly Profile[] = [logoutToken, proof, simpleJwt, idToken, accessToken];

export function profileOf({ header, payload }: DecodedToken): Profile | undefined {
  return header && payload && PROFILES.find((profile) => profile.recognises(header, payload));
}
