import { source } from "#module/rsa";
import { provide } from "../load/registry.js";

provide("rsa", source);
