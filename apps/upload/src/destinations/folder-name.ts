const MAX_BYTES = 120;
/** Windows shares refuse these; a path separator or control character would leave the folder. */
const UNSAFE = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]/gu;

const cut = (text: string, maxBytes: number): string => {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept;
};

/** The end of a folder's name that tells which asset it holds. */
export const idMark = (assetId: string): string => `[${assetId.slice(-12)}]`;

/** A folder name that people can read and no title can turn into a path. */
export function folderName(title: string, assetId: string): string {
  const readable = cut(title.normalize('NFC').replaceAll(UNSAFE, ' ').replaceAll(/\s+/g, ' ').trim(), MAX_BYTES)
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '')
    .trim();
  return `${readable === '' ? 'recording' : readable} ${idMark(assetId)}`;
}
