import { ApiSchema } from '@nestjs/swagger';
import { Field, OptionalField } from '../../kit/http/fields.js';
import { COMMAND_PROBLEMS, type OperationOptions } from '../../kit/http/operation.js';
import { anything, id, text } from '../../kit/http/schemas.js';
import { CHANNEL_NAME_EXAMPLE, PAGE_EXAMPLE, CHANNEL_SECRET_EXAMPLE } from '../channels.operations.js';

const VIDEO = 'Another name of `video_url`.';
const PAGE = 'Another name of `page_id`.';

/** The names that existing senders use. Without validators: `readVideo` checks the body. */
export class IncomingVideoForm {
  @OptionalField(text('The address of the video. The first of its names counts; addresses of Notion are ignored.'))
  video_url?: string;
  @OptionalField(text(VIDEO)) url?: string;
  @OptionalField(text(VIDEO)) youtube_url?: string;
  @OptionalField(text(VIDEO)) discord_video_url?: string;
  @OptionalField(text(VIDEO)) link?: string;
  @OptionalField(text('The text of a Discord message: its first address counts.')) content?: string;
  @OptionalField(text('The page at Notion, by its id or its address.')) page_id?: string;
  @OptionalField(text(PAGE)) notion_page_id?: string;
  @OptionalField(text(PAGE)) pageId?: string;
  @OptionalField(text(PAGE)) page?: string;
  @OptionalField(text(PAGE)) page_url?: string;
  @OptionalField(text('The title of the recording.')) title?: string;
  @OptionalField(text('`auto` or BCP 47. Default: the language of the channel.')) language?: string;
  @OptionalField(text('The secret of the channel, unless a header has it.')) secret?: string;
}

@ApiSchema({ name: 'IncomingVideo' })
export class IncomingVideoBody extends IncomingVideoForm {
  @OptionalField(anything('The attachments of a Discord message: the first video or audio counts, otherwise the first.'))
  attachments?: unknown;
  @OptionalField(anything('The page of a Notion automation, with its properties. The property of the type url is the video.'))
  data?: unknown;
}

export class IncomingVideoAnswer {
  @Field(id('The recording of this page and address.')) recording_id!: string;
  @Field(text('The status of the recording.')) status!: string;
  @Field(text('The path of the recording.')) url!: string;
  @Field(text('The path of the state of its page.')) mirror!: string;
  @OptionalField(text('Why a failed recording was not run again, and how to run it.')) note?: string;
}

const RECORDING = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const video_url = 'https://files.example/talks/weekly.mp4';
const answer = {
  type: IncomingVideoAnswer,
  example: {
    recording_id: RECORDING,
    status: 'INITIALIZED',
    url: `/api/v1/recordings/${RECORDING}`,
    mirror: `/api/v1/recordings/${RECORDING}/mirror`,
  } satisfies IncomingVideoAnswer,
  headers: { Location: 'The recording.' },
};

export const takeVideo: OperationOptions = {
  id: 'takeVideo',
  tag: 'channels',
  scope: 'open',
  summary: 'Register a video, with the page that shows its status',
  description:
    'For other programs: send the secret of the channel in `Authorization: Bearer …`, in `X-Webhook-Secret` or in the body. ' +
    'The same page and address are one recording, however often they arrive. A failed or stopped recording is run again, unless ' +
    'it failed less than a minute ago. The body can have 64 KiB. Other members are ignored.',
  parameters: [
    {
      name: 'name',
      in: 'path',
      description: 'The name of a channel.',
      schema: { type: 'string' },
      example: CHANNEL_NAME_EXAMPLE,
    },
    {
      name: 'X-Webhook-Secret',
      in: 'header',
      description: 'The secret of the channel, for senders that cannot set `Authorization`.',
      schema: { type: 'string' },
      example: CHANNEL_SECRET_EXAMPLE,
    },
  ],
  body: {
    type: IncomingVideoBody,
    required: true,
    example: { video_url, page_id: PAGE_EXAMPLE, secret: CHANNEL_SECRET_EXAMPLE },
    or: {
      type: IncomingVideoForm,
      media: 'application/x-www-form-urlencoded',
      example: { video_url, page_id: PAGE_EXAMPLE },
    },
  },
  answers: [
    { ...answer, status: 202, description: 'Its run has started.' },
    {
      ...answer,
      status: 200,
      description:
        'The recording is known and left alone: in progress, complete, or failed less than a minute ago, as `note` says then.',
    },
  ],
  problems: [
    'quota-exceeded',
    'invalid',
    'webhook-refused',
    'channel-output-missing',
    'settings-conflict',
    'template-unusable',
    'channel-item-gone',
    'deleted',
    'refused',
    ...COMMAND_PROBLEMS,
  ],
};
