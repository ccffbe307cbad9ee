/**
 * What begins a whole sentence after a colon is written in capitals in German. Names such as `exp` and `kty` stay as they
 * are, so only the words that begin our sentences are changed.
 */
const BEGINS =
  /^(?:auf|bei|darin|das|davor|dem|den|der|die|dieser|ein|eine|er|es|hier|im|in|kein|keine|mehr|nach|nichts|ob|sein|seine|sie|was|wo|zu|zwei|zwischen)\b/;

export function afterColon(words: string): string {
  return BEGINS.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}
