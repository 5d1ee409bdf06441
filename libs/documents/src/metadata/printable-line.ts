const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** Returns one printable line; `undefined` if it is empty. */
export function toPrintableLine(text: string | undefined, longest: number): string | undefined {
  const line = (text ?? '').replaceAll(INVISIBLE, ' ').trim().slice(0, longest).trim();
  return line === '' ? undefined : line;
}
