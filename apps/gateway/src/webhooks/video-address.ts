/** What a body of a webhook says of a video, and where in it. */
export interface FoundText {
  readonly text: string;
  /** JSON pointer. */
  readonly pointer: string;
}

export type Members = Readonly<Record<string, unknown>>;

export const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};

/** Whatever name JavaScript knows: a member is one that was sent. */
export const memberOf = (members: Members, name: string): unknown => (Object.hasOwn(members, name) ? members[name] : undefined);

const textIn = (members: Members, name: string): string | undefined => {
  const value = memberOf(members, name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** Names in use among those who send webhooks, the plainest first. */
const ADDRESSES = ['video_url', 'url', 'youtube_url', 'discord_video_url', 'link'] as const;

const NOTION = /^https?:\/\/(?:[a-z0-9-]+\.)*notion\.(?:so|site|com)(?:[:/?#]|$)/i;
/** Where a page is sent along by its own address, that is no video. */
const isVideo = (text: string): boolean => !NOTION.test(text);

/** As people write them: between signs, in brackets, at the end of a sentence. */
const ADDRESS = /https?:\/\/[^\s<>"'\])]+/gi;
const inSentence = (text: string): string | undefined =>
  [...text.matchAll(ADDRESS)].map(([found]) => found.replace(/[.,;:!?]{1,5}$/, '')).find(isVideo);

const isMedia = (attachment: Members): boolean => /^(?:video|audio)\//i.test(textIn(attachment, 'content_type') ?? '');

/** Of a message of Discord: the first that is heard or seen, else the first. */
function attached(body: Members): FoundText | undefined {
  const given = memberOf(body, 'attachments');
  const all = (Array.isArray(given) ? (given as unknown[]) : []).map(membersOf);
  const index = Math.max(0, all.findIndex(isMedia));
  const text = textIn(all[index] ?? {}, 'url');
  return text === undefined ? undefined : { text, pointer: `/attachments/${String(index)}/url` };
}

const MEANS_VIDEO = /video|youtube|discord|recording/i;

/** What Notion's own automations send of a page. A property that is written from here says nothing of where the video is. */
function inProperties(page: Members, written: ReadonlySet<string>): FoundText | undefined {
  const found = Object.entries(membersOf(memberOf(page, 'properties'))).flatMap(([name, property]) => {
    const text = textIn(membersOf(property), 'url');
    return text === undefined || written.has(name) || !isVideo(text) ? [] : [{ name, text }];
  });
  const meant = found.find(({ name }) => MEANS_VIDEO.test(name)) ?? found[0];
  return meant === undefined ? undefined : { text: meant.text, pointer: '/data/properties' };
}

const named = (body: Members): FoundText | undefined =>
  ADDRESSES.flatMap((name): readonly FoundText[] => {
    const text = textIn(body, name);
    return text === undefined || !isVideo(text) ? [] : [{ text, pointer: `/${name}` }];
  })[0];

const written = (body: Members): FoundText | undefined => {
  const text = inSentence(textIn(body, 'content') ?? '');
  return text === undefined ? undefined : { text, pointer: '/content' };
};

/** Where the video is. `properties`: names of those that are written from here. */
export const videoIn = (body: Members, properties: ReadonlySet<string>): FoundText | undefined =>
  named(body) ?? written(body) ?? attached(body) ?? inProperties(membersOf(memberOf(body, 'data')), properties);

const PAGES = ['page_id', 'notion_page_id', 'pageId', 'page', 'page_url'] as const;

/** The page, by its id or its address. */
export function pageIn(body: Members): FoundText | undefined {
  for (const name of PAGES) {
    const text = textIn(body, name);
    if (text !== undefined) return { text, pointer: `/${name}` };
  }
  const data = membersOf(memberOf(body, 'data'));
  const text = memberOf(data, 'object') === 'page' ? textIn(data, 'id') : undefined;
  return text === undefined ? undefined : { text, pointer: '/data/id' };
}

const plainText = (part: unknown): string => textIn(membersOf(part), 'plain_text') ?? '';

/** Of a page that Notion has sent. */
export function pageTitleIn(body: Members): string | undefined {
  const properties = membersOf(memberOf(membersOf(memberOf(body, 'data')), 'properties'));
  for (const property of Object.values(properties)) {
    const parts = memberOf(membersOf(property), 'title');
    const text = Array.isArray(parts) ? (parts as unknown[]).map(plainText).join('').trim() : '';
    if (text !== '') return text;
  }
  return undefined;
}
