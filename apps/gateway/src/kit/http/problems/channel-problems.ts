import type { ProblemKind } from './problem-kind.js';

export const channelProblems = {
  'channel-name-taken': {
    status: 409,
    title: 'Another channel has this name',
    tryInstead: 'Choose another name, or change the existing channel.',
    about: 'The name is part of the address of the channel, so it is unique within the library.',
  },
  'channel-changed': {
    status: 412,
    title: 'The channel has changed',
    tryInstead: 'Read the channel again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current version of the channel. Another request changed the channel first.',
  },
  'channel-without-output': {
    status: 422,
    title: 'The channel has no output',
    tryInstead: 'Set `outputs` to names of outputs, or to `[]` to deliver nothing.',
    about: 'Without `outputs`, a channel uses all outputs of the type `google_drive`. This server has none.',
  },
  'output-not-found': {
    status: 404,
    title: 'The output was not found',
    tryInstead: 'Choose a shared output or one of your library; GET /api/v1/outputs lists them.',
    about:
      'Neither the server nor your library has an output of this name. An unknown output and an output of another library get the same answer.',
  },
  'channel-output-missing': {
    status: 409,
    title: 'An output of the channel does not exist',
    tryInstead: 'Change `outputs` of the channel, or set up the output that `detail` names.',
    about: 'An output was removed after the channel was configured. No run was started.',
  },
  'channel-item-gone': {
    status: 409,
    title: 'The content of this video was removed',
    tryInstead: 'Use another Notion page, or register the video without the channel.',
    about:
      'The item was erased, or its retention date has passed. A page and an address always belong to the same item of a channel, so sending them again does not restore the content.',
  },
  'webhook-refused': {
    status: 401,
    title: 'A valid channel secret is needed',
    tryInstead:
      'Send the secret as `Authorization: Bearer …`, as `X-Webhook-Secret`, or as `secret` in the body. `npx tl channel secret` creates a new one.',
    about:
      'The secret is missing or is not the current one of the channel, or there is no such channel. The answer does not say which.',
  },
  'no-mirror': {
    status: 404,
    title: 'The item has no Notion page',
    tryInstead: 'Send the video to the address of a channel, together with its page.',
    about: 'Only an item that a channel has registered is shown on a page.',
  },
  'no-upload-service': {
    status: 503,
    title: 'The upload service does not answer',
    tryInstead: 'Make sure that the upload service runs, then try again.',
    about: 'Only the upload service connects to Notion and to outputs. It did not answer in time.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
