/** Why a runtime cannot be started: it is not on this machine. */
export class Missing extends Error {}
