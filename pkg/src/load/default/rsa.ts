import { characters } from "../../../generated/rsa.inline.js";
import { bytesFrom } from "../characters.js";

export const source = (): BufferSource => bytesFrom(characters);
