import { source } from "#module/es256";
import { provide } from "../load/registry.js";

provide("es256", source);
