import { inAnHour } from "./tokens.js";

const day = (timeZone, milliseconds) => new Date(milliseconds).toLocaleDateString("en", { timeZone });

/**
 * A time zone in which a token that expires in an hour expires today, at whatever time the tests run. A time of another day has its date
 * beside it, and a longer row.
 */
export const ZONE_OF_TODAY = ["Europe/Zurich", "America/Lima"].find(
  (zone) => day(zone, Date.now()) === day(zone, inAnHour() * 1000),
);
