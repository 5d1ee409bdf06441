import { ApiSchema } from '@nestjs/swagger';
import { ADDRESS } from '@throughline/mail';
import { ChoicesField, Field, TextField } from '../../kit/http/fields.js';
import { flag, integer, list, orNull, text, time, words } from '../../kit/http/schemas.js';
import { NOTICE_KINDS, type NoticeKind, type NoticeSettings } from './notice.js';

const LONGEST_ADDRESS = 254;
const EMAIL = 'The address to which the notices are sent.';
export const KINDS =
  '`failed`: items, deliveries and their follow-ups that have finally failed. `attention`: what waits for a person: publishing, an unknown delivery, an account, a disabled webhook. `quota`: a quota of which 90 % are used.';

export class NoticesBody {
  @TextField(EMAIL, {
    required: true,
    min: 3,
    max: LONGEST_ADDRESS,
    pattern: new RegExp(ADDRESS, 'u'),
    message: '$property must be an e-mail address',
    example: 'ann@example.org',
  })
  email = '';

  @ChoicesField(`${KINDS} Default: all.`, NOTICE_KINDS, { minItems: 1, maxItems: NOTICE_KINDS.length, unique: true })
  kinds?: NoticeKind[] | null;
}

const STATES = ['off', 'unconfirmed', 'on'] as const;

@ApiSchema({ name: 'Notices' })
export class NoticesAnswer {
  @Field(flag('False: the operator has set up no mail server, or no public address.')) available!: boolean;
  @Field(words(STATES, '`unconfirmed`: nothing is sent before somebody opens the link in the first mail.'))
  state!: (typeof STATES)[number];
  @Field(orNull(text(EMAIL))) email!: string | null;
  @Field(list(words(NOTICE_KINDS), KINDS)) kinds!: readonly NoticeKind[];
  @Field(orNull(time('When the last notice was sent.'))) last_sent_at!: string | null;
  @Field(orNull(text('Why the last notice was not sent.'))) problem!: string | null;
  @Field(integer('Counts the changes; 0 if the notices are off. The `ETag`.', { minimum: 0 })) revision!: number;
}

const OFF = { email: null, kinds: [], last_sent_at: null, problem: null, revision: 0 };

const describeSettings = (settings: NoticeSettings): Omit<NoticesAnswer, 'available' | 'state'> => ({
  email: settings.email,
  kinds: settings.kinds,
  last_sent_at: settings.lastSentAt ?? null,
  problem: settings.problem ?? null,
  revision: settings.revision,
});

export const renderNotices = (settings: NoticeSettings | undefined, available: boolean): Readonly<NoticesAnswer> =>
  settings === undefined
    ? { available, state: 'off', ...OFF }
    : { available, state: settings.confirmedAt === undefined ? 'unconfirmed' : 'on', ...describeSettings(settings) };
