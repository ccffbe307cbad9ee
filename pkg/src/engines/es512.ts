import { source } from "#module/es512";
import { provide } from "../load/registry.js";

provide("es512", source);
