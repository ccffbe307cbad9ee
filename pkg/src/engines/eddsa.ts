import { source } from "#module/eddsa";
import { provide } from "../load/registry.js";

provide("eddsa", source);
