import type { ProblemKind } from './problem-kind.js';

/** Of channels, their webhooks, and the pages that show how something stands. */
export const channelProblems = {
  'channel-name-taken': {
    status: 409,
    title: 'The library has a channel of this name',
    tryInstead: 'Choose another name, or change the one that is there.',
    about: 'The name stands in the address of the webhook, so it is given once.',
  },
  'channel-changed': {
    status: 412,
    title: 'The channel was changed meanwhile',
    tryInstead: 'Read the channel again, and decide anew.',
    about: 'What `If-Match` names is not how the channel is any more: somebody else was quicker.',
  },
  'channel-without-output': {
    status: 422,
    title: 'It is not said where videos of the channel go',
    tryInstead: 'Name `outputs` of this server, or send `[]` where nothing is to be delivered.',
    about: 'Left out, they are the outputs of the type `google_drive`, and this server has none.',
  },
  'channel-output-missing': {
    status: 409,
    title: 'The channel names an output that this server has not',
    tryInstead: 'Change `outputs` of the channel, or configure the output that `detail` names.',
    about: 'The outputs of the server were changed since the channel was. Nothing was started.',
  },
  'channel-item-gone': {
    status: 409,
    title: 'The content of this video was erased, or its retention date has passed',
    tryInstead: 'Use another page of Notion, or register the video by itself.',
    about: 'A page and an address stand for one item of a channel, whatever has become of it. Its content does not come back.',
  },
  'webhook-refused': {
    status: 401,
    title: 'The secret of the channel is needed',
    tryInstead:
      'Send it as `Authorization: Bearer …`, as `X-Webhook-Secret`, or as `secret` in the body; `npx tl channel secret` makes a new one.',
    about:
      'There is none, it is not that of the channel any more, or there is no such channel. Which of these it is, is not said.',
  },
  'no-mirror': {
    status: 404,
    title: 'It came from no page',
    tryInstead: 'Send the video to the webhook of a channel, together with its page.',
    about: 'Only what has come by way of a channel is shown on a page.',
  },
  'no-upload-service': {
    status: 503,
    title: 'The upload service does not answer',
    tryInstead: 'See that it runs, then ask again.',
    about: 'It alone can speak with Notion. Nobody has answered within 20 seconds.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
