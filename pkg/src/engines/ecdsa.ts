import "./es256.js";
import "./es384.js";
import "./es512.js";
