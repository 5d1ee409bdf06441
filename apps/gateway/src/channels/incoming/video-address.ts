export interface LocatedText {
  readonly text: string;
  /** JSON pointer. */
  readonly pointer: string;
}

export type Members = Readonly<Record<string, unknown>>;

export const getMembers = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};

/** Returns a member that was sent, never one that JavaScript objects inherit. */
export const getMember = (members: Members, name: string): unknown => (Object.hasOwn(members, name) ? members[name] : undefined);

const getText = (members: Members, name: string): string | undefined => {
  const value = getMember(members, name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** Names that senders use, the most specific first. */
const ADDRESSES = ['video_url', 'url', 'youtube_url', 'discord_video_url', 'link'] as const;

const NOTION = /^https?:\/\/(?:[a-z0-9-]+\.)*notion\.(?:so|site|com)(?:[:/?#]|$)/i;
/** Excludes Notion's own addresses, which are pages and no videos. */
const isVideo = (text: string): boolean => !NOTION.test(text);

/** Finds addresses in prose: between punctuation, in brackets, at the end of a sentence. */
const ADDRESS = /https?:\/\/[^\s<>"'\])]+/gi;
const findInSentence = (text: string): string | undefined =>
  [...text.matchAll(ADDRESS)].map(([found]) => found.replace(/[.,;:!?]{1,5}$/, '')).find(isVideo);

const isMedia = (attachment: Members): boolean => /^(?:video|audio)\//i.test(getText(attachment, 'content_type') ?? '');

/** Returns an attachment of a Discord message: the first video or audio, else the first. */
function findAttachment(body: Members): LocatedText | undefined {
  const attachments = getMember(body, 'attachments');
  const all = (Array.isArray(attachments) ? (attachments as unknown[]) : []).map(getMembers);
  const index = Math.max(0, all.findIndex(isMedia));
  const text = getText(all[index] ?? {}, 'url');
  return text === undefined ? undefined : { text, pointer: `/attachments/${String(index)}/url` };
}

const MEANS_VIDEO = /video|youtube|discord|recording/i;

/**
 * Returns an address in the properties of a page, as Notion's automations send it. Skips properties that this system writes.
 */
function findInProperties(page: Members, written: ReadonlySet<string>): LocatedText | undefined {
  const found = Object.entries(getMembers(getMember(page, 'properties'))).flatMap(([name, property]) => {
    const text = getText(getMembers(property), 'url');
    return text === undefined || written.has(name) || !isVideo(text) ? [] : [{ name, text }];
  });
  const meant = found.find(({ name }) => MEANS_VIDEO.test(name)) ?? found[0];
  return meant === undefined ? undefined : { text: meant.text, pointer: '/data/properties' };
}

const findNamedAddress = (body: Members): LocatedText | undefined =>
  ADDRESSES.flatMap((name): readonly LocatedText[] => {
    const text = getText(body, name);
    return text === undefined || !isVideo(text) ? [] : [{ text, pointer: `/${name}` }];
  })[0];

const findInContent = (body: Members): LocatedText | undefined => {
  const text = findInSentence(getText(body, 'content') ?? '');
  return text === undefined ? undefined : { text, pointer: '/content' };
};

/** Returns the video's address. `properties`: names of the properties that this system writes. */
export const findVideo = (body: Members, properties: ReadonlySet<string>): LocatedText | undefined =>
  findNamedAddress(body) ??
  findInContent(body) ??
  findAttachment(body) ??
  findInProperties(getMembers(getMember(body, 'data')), properties);

const PAGES = ['page_id', 'notion_page_id', 'pageId', 'page', 'page_url'] as const;

export function findPage(body: Members): LocatedText | undefined {
  for (const name of PAGES) {
    const text = getText(body, name);
    if (text !== undefined) return { text, pointer: `/${name}` };
  }
  const data = getMembers(getMember(body, 'data'));
  const text = getMember(data, 'object') === 'page' ? getText(data, 'id') : undefined;
  return text === undefined ? undefined : { text, pointer: '/data/id' };
}

const getPlainText = (part: unknown): string => getText(getMembers(part), 'plain_text') ?? '';

export function findPageTitle(body: Members): string | undefined {
  const properties = getMembers(getMember(getMembers(getMember(body, 'data')), 'properties'));
  for (const property of Object.values(properties)) {
    const parts = getMember(getMembers(property), 'title');
    const text = Array.isArray(parts) ? (parts as unknown[]).map(getPlainText).join('').trim() : '';
    if (text !== '') return text;
  }
  return undefined;
}
