/**
 * 32 random hexadecimal digits, for names that must not meet. Not for secrets: `node:crypto` alone would take a starting
 * container several milliseconds.
 */
export function randomHex(): string {
  let text = "";
  for (let part = 0; part < 4; part++)
    text += Math.floor(Math.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, "0");
  return text;
}
