import { ACTION_TYPES, MIRROR_STATUSES } from '@throughline/contracts';
import { Type, type TSchema } from 'typebox';
import { CHANNEL_NAME, LONGEST_DATA_SOURCE, LONGEST_PAGE, LONGEST_PROPERTY } from '../../channels/channels.dto.js';
import { MOST_OUTPUTS, OUTPUT_NAME } from '../../runs/run-overrides.dto.js';
import { count, flag, id, orNull, text, time, words } from './field.js';

const fieldMap = (member: (description: string) => TSchema) => ({
  status: Type.Optional(member('How it stands: one of the six words.')),
  process_errors: Type.Optional(member('What went wrong, with `Error`.')),
  drive_url: Type.Optional(member('Where it was delivered to, with `Complete`.')),
  language: Type.Optional(member('The language that was heard, with `Complete`.')),
  duration: Type.Optional(member('Seconds, with `Complete`.')),
  completed_at: Type.Optional(member('When it was complete.')),
});

const FIELD_MAP = 'Names of properties of the page, by field. What is not named is not touched.';
const ACTION = '`update_origin`: the page shows how its video stands. `none`: nothing is written there.';
const CREDENTIAL = 'Number of the credential of the type `token` that opens Notion.';
const DATA_SOURCE = 'Of the data source that the pages are in; only a check asks for it.';
const OUTPUTS = 'Names of the outputs that its videos go to.';
const LANGUAGE = 'Of what is said, where the webhook does not name one: `auto` or BCP 47.';
const NAME = 'Unique within the library; stands in the address of the webhook.';

const Trouble = {
  code: text('Stable.'),
  message: text('What is wrong, and what to do.'),
  since: time('Since when nothing has been written.'),
  at: time('When it was tried last.'),
  retry_at: time('When it is tried again by itself.'),
};

const Health = Type.Object(
  {
    state: words(
      ['ok', 'behind', 'failing', 'off', 'unknown'],
      '`behind`: some page has not shown the truth for a minute. `failing`: some page cannot be written, or the channel has no credential to write with. `off`: nothing is written. `unknown`: it cannot be told.',
    ),
    last_success_at: orNull(time('When a page was last written, or found to be right.')),
    backlog: orNull(count('Pages that do not show the truth yet.')),
    last_error: orNull(
      Type.Object({
        ...Trouble,
        retry_at: orNull(time('When it is tried again by itself; null where the channel has to be changed first.')),
      }),
      'The newest one of those that still stand in the way.',
    ),
  },
  { description: 'Of all pages of the channel.' },
);

const channel = {
  id: Type.Integer({ minimum: 1, description: 'Names the channel.' }),
  name: text(NAME),
  action_type: words(ACTION_TYPES, ACTION),
  field_map: Type.Object(fieldMap(text), { description: FIELD_MAP }),
  credential_id: orNull(Type.Integer({ minimum: 1 }), CREDENTIAL),
  data_source_id: orNull(text(DATA_SOURCE)),
  outputs: Type.Array(Type.String(), { description: OUTPUTS }),
  language: text(LANGUAGE),
  webhook_url: text('Where videos are sent to, with the secret of the channel.'),
  created_at: time('When it was made.'),
  updated_at: time('When it was last changed.'),
  health: Health,
};
const Channel = Type.Object(channel);
const secret = text('Opens the webhook of the channel. It is never shown again.');

const CheckItem = Type.Object({
  name: text('What was looked at: `client`, `channel`, `field:status`, `option:Processing` …'),
  result: words(['ok', 'wrong', 'unknown'], '`unknown`: something before it is wrong, so it could not be looked at.'),
  message: text('What was found.'),
  mend: Type.Optional(text('What to do.')),
});

const Status = words(MIRROR_STATUSES, 'What the page shows.');

const Mirror = Type.Object({
  channel: orNull(
    Type.Object({ id: Type.Integer({ minimum: 1, description: 'Its number.' }), name: text('Its name.') }),
    'That has brought the video; null where it was removed.',
  ),
  page_id: text('As Notion writes the id of a page.'),
  page_url: text('Where the page is.'),
  state: words(
    ['current', 'behind', 'failing', 'superseded', 'off', 'unknown'],
    '`current`: the page shows how the video stands. `superseded`: it shows another one, which was begun later. `off`: nothing is written. `unknown`: it cannot be told.',
  ),
  wanted: orNull(Type.Object({ status: Status, since: time('Since when it is so.') }), 'What the page is to show.'),
  sent: orNull(Type.Object({ status: Status, at: time('When it was written, or found there.') }), 'What the page shows.'),
  superseded_by: orNull(id('A recording of the same page that was begun later, so that the page does not show this one.')),
  error: orNull(
    Type.Object({ ...Trouble, tries: Type.Integer({ minimum: 1, description: 'How often in a row.' }) }),
    'Why the page is not written.',
  ),
});

export const channelAnswers = {
  Channel,
  ChannelList: Type.Object({ items: Type.Array(Channel, { description: 'The oldest first.' }) }),
  NewChannel: Type.Object({ ...channel, secret }),
  ChannelSecret: Type.Object({ secret }),
  ChannelCheck: Type.Object({
    items: Type.Array(CheckItem, { description: 'What was looked at, in this order.' }),
    ok: flag('Nothing is wrong, and everything could be looked at.'),
  }),
  ChannelResync: Type.Object({ asked: count('Pages that are looked at, and written where they do not show the truth.') }),
  Mirror,
  WebhookAnswer: Type.Object({
    recording_id: id('The recording of this page and address.'),
    status: text('Of the recording.'),
    url: text('Where the recording is found.'),
    mirror: text('Where it is told how its page stands.'),
    note: Type.Optional(text('Why a recording that has ended with an error was not run again, and how it can be.')),
  }),
} as const;

const closed = { additionalProperties: false };

const property = (description: string): TSchema => Type.String({ minLength: 1, maxLength: LONGEST_PROPERTY, description });

const settings = {
  action_type: Type.Optional(Type.Enum([...ACTION_TYPES], { description: ACTION })),
  field_map: Type.Optional(
    Type.Object(fieldMap(property), { ...closed, description: `${FIELD_MAP} Given as a whole; each property once.` }),
  ),
  credential_id: Type.Optional(
    Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: `${CREDENTIAL} In a change, null takes it away.` }),
  ),
  data_source_id: Type.Optional(
    Type.String({ minLength: 1, maxLength: LONGEST_DATA_SOURCE, description: `${DATA_SOURCE} In a change, null takes it away.` }),
  ),
  outputs: Type.Optional(
    Type.Array(Type.String({ pattern: OUTPUT_NAME.source, examples: ['library'] }), {
      maxItems: MOST_OUTPUTS,
      uniqueItems: true,
      description: `${OUTPUTS} Left out when it is made: those of the type \`google_drive\`. Empty: nothing is delivered.`,
    }),
  ),
  language: Type.Optional(
    Type.String({
      pattern: '^(auto|[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?)$',
      examples: ['en', 'pt-BR'],
      description: LANGUAGE,
    }),
  ),
};
const Name = Type.String({ pattern: CHANNEL_NAME, description: NAME });

const word = (description: string): TSchema => Type.Optional(Type.String({ description }));

/** Everything that senders of today call the same things by. */
const webhookTexts = {
  video_url: word('Where the video is. The first of these that is there counts; addresses of Notion are passed over.'),
  url: word('The same.'),
  youtube_url: word('The same.'),
  discord_video_url: word('The same.'),
  link: word('The same.'),
  content: word('Of a message of Discord: the first address in it.'),
  page_id: word('The page at Notion, by its id or its address.'),
  notion_page_id: word('The same.'),
  pageId: word('The same.'),
  page: word('The same.'),
  page_url: word('The same.'),
  title: word('For people.'),
  language: word('`auto` or BCP 47; left out, that of the channel.'),
  secret: word('Of the channel, where it stands in no header.'),
};

export const channelRequests = {
  CreateChannel: Type.Object({ name: Name, ...settings }, closed),
  ChangeChannel: Type.Object({ name: Type.Optional(Name), ...settings }, closed),
  CheckChannel: Type.Object(
    {
      page_id: Type.Optional(
        Type.String({ minLength: 1, maxLength: LONGEST_PAGE, description: 'A page to look at, by its id or its address.' }),
      ),
    },
    closed,
  ),
  Webhook: Type.Object({
    ...webhookTexts,
    attachments: Type.Optional(
      Type.Unknown({ description: 'Of a message of Discord: the first that is a video or sound, else the first.' }),
    ),
    data: Type.Optional(
      Type.Unknown({
        description: 'Of an automation of Notion: the page, with its properties. The one of the type url is the video.',
      }),
    ),
  }),
  WebhookForm: Type.Object(webhookTexts),
} as const;
