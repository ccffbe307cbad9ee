/** The bytes of a module that travels inside a script, so that nothing is fetched or configured. */
export function bytesFrom(characters: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(characters.length);
  // A function called for each byte would take longer than compiling them.
  for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index);
  return bytes;
}
