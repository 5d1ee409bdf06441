import { notionPageId, type FieldMap } from '@throughline/contracts';
import { Problem, invalid, type FieldProblem } from '../problems/problem.js';
import { titleOf } from '../recordings/register/file-name.js';
import { readSource, type SourceRegistration } from '../recordings/register/read-source.js';
import type { SourceRules } from '../recordings/register/source-rules.js';
import { isSaid } from '../requests/is-said.js';
import { memberOf, membersOf, pageIn, pageTitleIn, videoIn, type FoundText, type Members } from './video-address.js';

export interface WebhookOrder {
  readonly page: string;
  readonly source: SourceRegistration;
}

/** What a channel says about whatever its webhook takes. */
export interface ChannelWords {
  readonly fieldMap: FieldMap;
  readonly outputs: readonly string[];
  readonly language: string;
}

/** These are texts wherever they come from; of what else is sent nothing is expected. */
const TEXTS = ['video_url', 'url', 'youtube_url', 'discord_video_url', 'link', 'content'] as const;
const PAGES = ['page_id', 'notion_page_id', 'pageId', 'page', 'page_url'] as const;
export const WEBHOOK_TEXTS = [...TEXTS, ...PAGES, 'title', 'language', 'secret'] as const;

const textProblems = (body: Members): readonly FieldProblem[] =>
  WEBHOOK_TEXTS.flatMap((name) => {
    const value = memberOf(body, name);
    return !isSaid(value) || typeof value === 'string' ? [] : [{ pointer: `/${name}`, message: 'must be a text' }];
  });

const VIDEO_MISSING: FieldProblem = {
  pointer: '/video_url',
  message:
    'is missing: send the address of the video as video_url (or url, youtube_url, discord_video_url, link, an address in content, an attachment)',
};
const PAGE_MISSING: FieldProblem = {
  pointer: '/page_id',
  message: 'is missing: send the id or the address of the page at Notion as page_id (or notion_page_id, pageId, page, page_url)',
};
const notAPage = ({ pointer }: FoundText): FieldProblem => ({
  pointer,
  message: 'must be the id of a page at Notion (32 hex digits, with hyphens or without), or its address',
});

interface Found {
  readonly video: FoundText;
  readonly page: string;
}

function foundIn(body: Members, fieldMap: FieldMap): Found {
  const wrong = textProblems(body);
  if (wrong.length > 0) throw invalid(wrong);
  const video = videoIn(body, new Set(Object.values(fieldMap)));
  const given = pageIn(body);
  const page = given === undefined ? undefined : notionPageId(given.text);
  const problems = [
    ...(video === undefined ? [VIDEO_MISSING] : []),
    ...(given === undefined ? [PAGE_MISSING] : page === undefined ? [notAPage(given)] : []),
  ];
  if (video === undefined || page === undefined || problems.length > 0) throw invalid(problems);
  return { video, page };
}

const titleIn = (body: Members): { readonly title?: unknown } => {
  const given = memberOf(body, 'title');
  if (isSaid(given) && given !== '') return { title: given };
  const title = titleOf(pageTitleIn(body) ?? '');
  return title === '' ? {} : { title };
};

const languageIn = (body: Members, { language }: ChannelWords): unknown => {
  const given = memberOf(body, 'language');
  return isSaid(given) && given !== '' ? given : language;
};

/** A registration speaks of `/url`, whatever the member was called that the address stood in. */
function atItsPlace(error: unknown, { pointer }: FoundText): unknown {
  if (!(error instanceof Problem) || error.code !== 'invalid') return error;
  return invalid((error.options.errors ?? []).map((one) => (one.pointer === '/url' ? { ...one, pointer } : one)));
}

/** Reads what a webhook was sent: the payloads of today, each with its own names. Throws `invalid` where it names no video or no page. */
export async function readWebhook(body: unknown, words: ChannelWords, rules: SourceRules): Promise<WebhookOrder> {
  const members = membersOf(body);
  const { video, page } = foundIn(members, words.fieldMap);
  const registration = {
    url: video.text,
    ...titleIn(members),
    language: languageIn(members, words),
    run: true,
    output_config: { outputs: [...words.outputs] },
  };
  try {
    return { page, source: await readSource(registration, rules) };
  } catch (error) {
    throw atItsPlace(error, video);
  }
}
