import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { ifMatchOf } from '../../kit/http/parameters.js';
import { LINK_PURPOSES } from './notice-links.js';
import { NoticesAnswer, NoticesBody } from './notices.dto.js';

const tag = 'notices';
const example: Readonly<NoticesAnswer> = {
  available: true,
  state: 'on',
  email: 'ann@example.org',
  kinds: ['failed', 'attention', 'quota'],
  last_sent_at: null,
  problem: null,
  revision: 1,
};
const ifMatch = ifMatchOf('notices');
const headers = { ETag: 'Send it back as `If-Match` to change the notices.' };
const one = { status: 200, description: 'The notices.', type: NoticesAnswer, example, headers };

export const getNotices: OperationOptions = {
  id: 'getNotices',
  tag,
  scope: 'read',
  summary: 'Read where the notices of your library are sent',
  answers: [one],
  problems: [],
};

export const changeNotices: OperationOptions = {
  id: 'changeNotices',
  tag,
  scope: 'write',
  summary: 'Choose where the notices of your library are sent',
  description: 'A new address gets a mail with a link, and nothing else before somebody opens the link.',
  parameters: [ifMatch],
  body: { type: NoticesBody, required: true, example: { email: 'ann@example.org' } },
  answers: [one],
  problems: ['no-mail-server', 'mail-refused', 'notices-changed', 'precondition-required'],
};

export const removeNotices: OperationOptions = {
  id: 'removeNotices',
  tag,
  scope: 'write',
  summary: 'Send no notices',
  description: 'The address is removed.',
  parameters: [ifMatch],
  answers: [{ status: 204, description: 'No notices are sent.' }],
  problems: ['notices-changed', 'precondition-required'],
};

/** Signed with a key of 32 bytes of 7 for this address. */
export const NOTICE_LINK_EXAMPLE = {
  purpose: 'unsubscribe',
  library: '01KFHA26Q5S3V7YQ0N9B4T8D2M',
  signature: 'dLwQr8O9By6KUEkAvJUrihrcizyTGdmlykVD_Qxe-Oo',
  email: 'ann@example.org',
} as const;
const { purpose, library, signature } = NOTICE_LINK_EXAMPLE;

const linkParameters: readonly Parameter[] = [
  {
    name: 'purpose',
    in: 'path',
    description: 'The effect of the link.',
    schema: { type: 'string', enum: [...LINK_PURPOSES] },
    example: purpose,
  },
  { name: 'library', in: 'path', description: 'The library.', schema: { type: 'string' }, example: library },
  { name: 'signature', in: 'path', description: 'The signature of the server.', schema: { type: 'string' }, example: signature },
];
const page = (description: string, media: string) => ({
  status: 200,
  description,
  content: { [media]: { schema: { type: 'string' } } },
});

export const showNoticeLink: OperationOptions = {
  id: 'showNoticeLink',
  tag,
  scope: 'open',
  summary: 'Open the link of a notice',
  description: 'For browsers. Shows a button, and changes nothing, because mail servers open links too.',
  parameters: linkParameters,
  answers: [page('A page with a button.', 'text/html')],
  problems: ['not-found'],
};

export const followNoticeLink: OperationOptions = {
  id: 'followNoticeLink',
  tag,
  scope: 'open',
  summary: 'Confirm an address, or unsubscribe',
  description: 'The button of that page, and the one-click unsubscription of mail programs (RFC 8058).',
  parameters: linkParameters,
  answers: [page('It is done.', 'text/plain')],
  problems: ['not-found'],
};
