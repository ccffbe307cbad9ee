import { journey } from "./suite/journey.js";

journey("HS256");
