import type { Text } from "..";

export const time: Text["time"] = {
  title: "Sein Leben",
  none: "Es hat weder iat noch nbf noch exp; die Zeit allein beendet es nie.",
  expiresIn: (duration) => `Läuft ab in: ${duration}`,
  expiredAgo: (duration) => `Abgelaufen seit: ${duration}`,
  startsIn: (duration) => `Wird gültig in: ${duration}`,
  neverExpires: "Läuft nie ab",
  neverValid: "Nie gültig: Es läuft ab, bevor es beginnt",
  tolerated: "außerhalb seiner Zeiten, aber innerhalb der Toleranz",
  lifetime: (duration) => `Vorgesehene Lebensdauer: ${duration}`,
  now: "jetzt",
  phases: {
    early: "noch nicht gültig",
    unissued: "vor der Ausstellung",
    valid: "gültig",
    tolerated: "toleriert",
    expired: "abgelaufen",
  },
  tolerance: (duration) => `Toleranz: ${duration} auf beiden Seiten`,
  slider: "Wäre es zu einer anderen Zeit gültig gewesen?",
  backToNow: "Zurück zu jetzt",
  fixedTime: (date) => `Stand ${date}, nicht jetzt`,
};
