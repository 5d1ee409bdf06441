import { createHash } from 'node:crypto';
import type { MailMessage } from '@throughline/mail';
import type { NoticeCause } from './notice.js';

/** Causes that one mail lists. The rest is counted. */
const MAX_LISTED = 20;

interface MailContext {
  readonly to: string;
  readonly origin: string;
  readonly unsubscribe: string;
  readonly date: Date;
}

/** The same causes give the same id, so that a repeated mail is recognized. */
const idOf = (to: string, keys: readonly string[]): string =>
  `notice-${createHash('sha256')
    .update(JSON.stringify([to, ...keys]))
    .digest('hex')
    .slice(0, 32)}`;

const subjectOf = (causes: readonly NoticeCause[]): string => {
  const [first] = causes;
  if (causes.length !== 1 || first === undefined) return `Throughline: ${String(causes.length)} notices`;
  return `Throughline: ${first.text.split(/(?<=\.) /)[0] ?? first.text}`;
};

/** Composes one mail about one or many causes. One request to `unsubscribe` ends the notices (RFC 8058). */
export function composeNotice(causes: readonly NoticeCause[], { to, origin, unsubscribe, date }: MailContext): MailMessage {
  const listed = causes.slice(0, MAX_LISTED).map(({ text, path }) => `- ${text}\n  ${origin}${path}`);
  const more = causes.length - listed.length;
  const parts = [
    ...listed,
    ...(more > 0 ? [`And ${String(more)} more: ${origin}/`] : []),
    `--\nYou receive this because notices are on: ${origin}/settings/notices\nUnsubscribe: ${unsubscribe}`,
  ];
  return {
    id: idOf(
      to,
      causes.map(({ key }) => key),
    ),
    to: [to],
    subject: subjectOf(causes),
    text: `${parts.join('\n\n')}\n`,
    headers: { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    date,
  };
}

interface ConfirmationContext extends MailContext {
  readonly confirm: string;
  readonly libraryId: string;
  readonly library: string;
}

export const composeConfirmation = ({
  to,
  confirm,
  libraryId,
  library,
  date,
}: Omit<ConfirmationContext, 'origin' | 'unsubscribe'>): MailMessage => ({
  id: idOf(to, [libraryId, date.toISOString()]),
  to: [to],
  subject: 'Throughline: confirm your address',
  text: `Notices about the library ${library} shall be sent to this address. To confirm it, open:\n\n${confirm}\n\nIf you did not expect this mail, ignore it. Nothing more will be sent.\n`,
  date,
});
