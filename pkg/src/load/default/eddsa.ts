import { characters } from "../../../generated/eddsa.inline.js";
import { bytesFrom } from "../characters.js";

export const source = (): BufferSource => bytesFrom(characters);
