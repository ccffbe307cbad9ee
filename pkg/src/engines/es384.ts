import { source } from "#module/es384";
import { provide } from "../load/registry.js";

provide("es384", source);
