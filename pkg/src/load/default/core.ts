import { characters } from "../../../generated/core.inline.js";
import { bytesFrom } from "../characters.js";

export const source = (): BufferSource => bytesFrom(characters);
