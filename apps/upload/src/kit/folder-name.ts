const MAX_BYTES = 120;
/** Windows shares refuse these characters. A path separator or a control character would leave the folder. */
const UNSAFE = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]/gu;

const cut = (text: string, maxBytes: number): string => {
  let result = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    result += character;
  }
  return result;
};

/** The end of a folder name, which identifies its asset. */
export const toIdMark = (assetId: string): string => `[${assetId.slice(-12)}]`;

/** Returns a readable folder name that no title can turn into a path. */
export function toFolderName(title: string, assetId: string): string {
  const readable = cut(title.normalize('NFC').replaceAll(UNSAFE, ' ').replaceAll(/\s+/g, ' ').trim(), MAX_BYTES)
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '')
    .trim();
  return `${readable === '' ? 'recording' : readable} ${toIdMark(assetId)}`;
}
