import type { Text } from "..";

/** Intl writes durations in the nominative: `3 Tage`, but „in 3 Tagen“. */
const dative = (duration: string) => duration.replaceAll(/(?:Jahre|Monate|Tage)\b/g, "$&n");

export const time: Text["time"] = {
  title: "Gültigkeit",
  none: "Es hat weder iat noch nbf noch exp und läuft deshalb nie ab.",
  oddExpiry: "Sein exp ist keine Zeitangabe; niemand weiß deshalb, wann es abläuft.",
  odd: (names) => `Keine Zeitangabe: ${names}.`,
  expiresIn: (duration) => `Läuft in ${dative(duration)} ab`,
  expiredAgo: (duration) => `Abgelaufen seit ${dative(duration)}`,
  startsIn: (duration) => `Wird in ${dative(duration)} gültig`,
  neverExpires: "Läuft nie ab",
  neverValid: "Nie gültig: Es läuft ab, bevor es gültig wird",
  tolerated: "nicht mehr oder noch nicht gültig, aber innerhalb der Zeittoleranz",
  lifetime: (duration) => `Lebensdauer: ${duration}`,
  now: "jetzt",
  phases: {
    early: "noch nicht gültig",
    unissued: "noch nicht ausgestellt",
    valid: "gültig",
    tolerated: "toleriert",
    expired: "abgelaufen",
  },
  tolerance: (duration) => `Zeittoleranz: ${duration} auf beiden Seiten`,
  slider: "Zu einem anderen Zeitpunkt prüfen",
  backToNow: "Wieder für jetzt prüfen",
  fixedTime: (date) => `Geprüft für ${date}, nicht für jetzt`,
};
