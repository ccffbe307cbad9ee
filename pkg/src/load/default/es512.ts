import { characters } from "../../../generated/es512.inline.js";
import { bytesFrom } from "../characters.js";

export const source = (): BufferSource => bytesFrom(characters);
