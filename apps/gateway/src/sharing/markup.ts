/** Characters that XML 1.0 forbids (2.2), and the control characters that it discourages. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Embeddings, overrides and isolates. Unclosed ones would turn the rest of a player's page. Left-to-right and right-to-left marks stay. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Escapes a text for XML and HTML, also inside of an attribute. */
export const escapeMarkup = (text: string): string =>
  text
    .replaceAll(FORBIDDEN, '')
    .replaceAll(DIRECTIONS, '')
    .replaceAll(/[&<>"']/g, (found) => ENTITIES[found] ?? '');

export type Attributes = Readonly<Record<string, string | undefined>>;

export const attributesOf = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeMarkup(value)}"`))
    .join('');
