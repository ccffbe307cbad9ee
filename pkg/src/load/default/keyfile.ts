import { characters } from "../../../generated/keyfile.inline.js";
import { bytesFrom } from "../characters.js";

export const source = (): BufferSource => bytesFrom(characters);
