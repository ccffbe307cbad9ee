import { journey } from "./suite/journey.js";

journey("ES256");
