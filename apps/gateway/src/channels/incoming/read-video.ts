import { cleanForeignTitle } from '@throughline/domain';
import { parseNotionPageId, type FieldMap } from '@throughline/contracts';
import { Problem, invalid, type FieldProblem } from '../../kit/http/problems/problem.js';
import { readSource, type SourceRegistration, type SourceRules } from '../../items/index.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { getMember, getMembers, findPage, findPageTitle, findVideo, type LocatedText, type Members } from './video-address.js';

export interface VideoOrder {
  readonly page: string;
  readonly source: SourceRegistration;
}

export interface VideoSettings {
  readonly fieldMap: FieldMap;
  readonly outputs: readonly string[];
  readonly language: string;
}

/** Members that must be texts in every kind of payload. All others are unchecked. */
const TEXTS = ['video_url', 'url', 'youtube_url', 'discord_video_url', 'link', 'content'] as const;
const PAGES = ['page_id', 'notion_page_id', 'pageId', 'page', 'page_url'] as const;
export const VIDEO_TEXTS = [...TEXTS, ...PAGES, 'title', 'language', 'secret'] as const;

const findTextProblems = (body: Members): readonly FieldProblem[] =>
  VIDEO_TEXTS.flatMap((name) => {
    const value = getMember(body, name);
    return !hasValue(value) || typeof value === 'string' ? [] : [{ pointer: `/${name}`, message: 'must be a text' }];
  });

const VIDEO_MISSING: FieldProblem = {
  pointer: '/video_url',
  message:
    'is missing: send the address of the video as video_url (or url, youtube_url, discord_video_url, link, an address in content, an attachment)',
};
const PAGE_MISSING: FieldProblem = {
  pointer: '/page_id',
  message: 'is missing: send the id or the address of the Notion page as page_id (or notion_page_id, pageId, page, page_url)',
};
const notAPageProblem = ({ pointer }: LocatedText): FieldProblem => ({
  pointer,
  message: 'must be the id of a Notion page (32 hex digits, with or without hyphens), or its address',
});

interface VideoContent {
  readonly video: LocatedText;
  readonly page: string;
}

function readContent(body: Members, fieldMap: FieldMap): VideoContent {
  const wrong = findTextProblems(body);
  if (wrong.length > 0) throw invalid(wrong);
  const video = findVideo(body, new Set(Object.values(fieldMap)));
  const address = findPage(body);
  const page = address === undefined ? undefined : parseNotionPageId(address.text);
  const problems = [
    ...(video === undefined ? [VIDEO_MISSING] : []),
    ...(address === undefined ? [PAGE_MISSING] : page === undefined ? [notAPageProblem(address)] : []),
  ];
  if (video === undefined || page === undefined || problems.length > 0) throw invalid(problems);
  return { video, page };
}

const readTitle = (body: Members): { readonly title?: unknown } => {
  const value = getMember(body, 'title');
  if (hasValue(value) && value !== '') return { title: value };
  const title = cleanForeignTitle(findPageTitle(body) ?? '');
  return title === '' ? {} : { title };
};

const readLanguage = (body: Members, { language }: VideoSettings): unknown => {
  const value = getMember(body, 'language');
  return hasValue(value) && value !== '' ? value : language;
};

/** Moves an error about `/url` to the member that held the address. */
function movePointer(error: unknown, { pointer }: LocatedText): unknown {
  if (!(error instanceof Problem) || error.code !== 'invalid') return error;
  return invalid((error.options.errors ?? []).map((one) => (one.pointer === '/url' ? { ...one, pointer } : one)));
}

/** Reads the body of a request in any of the known formats. Throws `invalid` if it names no video or no page. */
export async function readVideo(body: unknown, words: VideoSettings, rules: SourceRules): Promise<VideoOrder> {
  const members = getMembers(body);
  const { video, page } = readContent(members, words.fieldMap);
  const registration = {
    url: video.text,
    ...readTitle(members),
    language: readLanguage(members, words),
    run: true,
    output_config: { outputs: [...words.outputs] },
  };
  try {
    return { page, source: await readSource(registration, rules) };
  } catch (error) {
    throw movePointer(error, video);
  }
}
