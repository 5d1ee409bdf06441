import type { ProblemKind } from './problem-kind.js';
import { channelProblems } from './channel-problems.js';
import { credentialProblems } from './credential-problems.js';
import { transcriptProblems } from './transcript-problems.js';
import { uploadProblems } from './upload-problems.js';
import { userProblems } from './user-problems.js';

/** Every `code` that the API answers. Each has a section in `docs/problems.md` and on `/docs/problems`. */
export const problemKinds = {
  invalid: {
    status: 400,
    title: 'The request does not fit its schema',
    tryInstead: 'Correct the fields that `errors` names and send the request again.',
    about: 'A field, query parameter or header is missing, unknown or out of range. `errors` names each one by a JSON pointer.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    tryInstead: 'Check the body against its content type: complete JSON, or complete multipart data with its closing boundary.',
    about: 'The body is not the JSON or multipart data that its content type announces, or the request line is not valid HTTP.',
  },
  unauthorized: {
    status: 401,
    title: 'A valid token is needed',
    tryInstead: 'Send `Authorization: Bearer tl_…` with a token that is neither expired nor revoked.',
    about: 'There is no token, or it is unknown, expired or revoked. Which of these it is, is not said.',
  },
  forbidden: {
    status: 403,
    title: 'The token may not do this',
    tryInstead: 'Use a token with the scope that `detail` names.',
    about: 'The token is valid, but lacks the scope: `read` for reading, `write` for changes, `admin` for administration.',
  },
  csrf: {
    status: 403,
    title: 'The request does not prove that it comes from the page',
    tryInstead:
      'Send `X-CSRF-Token` with the `csrf_token` of GET /api/v1/me, from a page of this server; or use a token, which needs neither.',
    about:
      'Browsers add the cookie of a sign-in to requests of any page. So one that changes something needs the header `X-CSRF-Token` and ' +
      'has to come from a page of this server, as its `Origin` or `Sec-Fetch-Site` says. Requests with `Authorization` need neither.',
  },
  'sign-in-refused': {
    status: 401,
    title: 'This link does not sign in any more',
    tryInstead: 'Ask for a new one: `npx tl sign-in` prints it.',
    about: 'A sign-in link holds for 15 minutes and once. It is unknown, used or over; which of these it is, is not said.',
  },
  ...userProblems,
  'link-expired': {
    status: 401,
    title: 'The link is over',
    tryInstead: 'Ask for a new one.',
    about: 'A signed link to a file holds for five minutes.',
  },
  'link-invalid': {
    status: 401,
    title: 'The link does not hold here',
    tryInstead: 'Ask for a new one, and use it as it is.',
    about: 'The signature of the link is not of this server, or not for this file and this time.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    about:
      'Nothing of this kind and id is yours. An unknown id and an id of another user get this answer alike, byte for byte, ' +
      'so it alone carries no `request_id` in the body; the `X-Request-Id` header has it.',
  },
  'unknown-path': {
    status: 404,
    title: 'The API has no such path',
    tryInstead: 'See /docs for every path.',
    about: 'No operation of the API has this path.',
  },
  'simulation-off': {
    status: 404,
    title: 'Simulation is switched off here',
    tryInstead: 'The operator switches it on by TL_SIMULATION=on; see docs/simulation.md.',
    about: 'This server runs without simulated connectors, so there is nothing that they could have been asked.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The path does not take this method',
    tryInstead: 'Use a method that the `Allow` header names.',
    about: 'The path exists with other methods.',
  },
  'upload-timeout': {
    status: 408,
    title: 'The upload stood still',
    tryInstead: 'Send it again; with the same Idempotency-Key it is registered once.',
    about: 'No byte of the body arrived for a minute. Nothing was kept.',
  },
  'already-running': {
    status: 409,
    title: 'A run is active',
    tryInstead: 'Wait for the active run to end.',
    about: 'The recording is being downloaded, processed or uploaded; a second run is not queued.',
  },
  'not-runnable': {
    status: 409,
    title: 'The recording cannot be run in its present status',
    about: 'A recording that waits for its source or has expired cannot be run.',
  },
  'not-pausable': {
    status: 409,
    title: 'There is nothing to pause',
    tryInstead: 'Ask again when its next step has started, or cancel the run.',
    about:
      'Only what is being downloaded, processed or uploaded can be paused. Between two of these, and without an active run, there is nothing at work.',
  },
  'pause-is-over': {
    status: 409,
    title: 'The pause would have ended before it began',
    tryInstead: 'Name an end in the future, or none.',
    about: 'The end of the pause lies in the past.',
  },
  'not-running': {
    status: 409,
    title: 'No run is active',
    tryInstead: 'Run it, or reset it to do everything again.',
    about: 'There is nothing that could be cancelled.',
  },
  'unknown-step': {
    status: 409,
    title: 'The item has no such step',
    tryInstead: 'Leave the step out to unstick everything that is queued or running.',
    about: 'No run of the item has had a step of this name.',
  },
  'no-such-stage': {
    status: 409,
    title: 'The item has no such stage',
    tryInstead:
      'Name one of TRIM, TRANSCRIBE, EXTRACT_TOPICS and GENERATE_SUBTITLES; before the first run, switch it off in the configuration of the run.',
    about: 'No run of the item has had a stage of this type, so there is nothing to leave out.',
  },
  'already-completed': {
    status: 409,
    title: 'The stage is done',
    tryInstead: 'Reset the item and run it with the stage switched off.',
    about: 'The result of the stage is part of the recording; it is too late to leave it out.',
  },
  'unknown-output': {
    status: 409,
    title: 'The item has no such output',
    tryInstead: "Name one of the item's `outputs`.",
    about: 'No run of the item has had an output of this name.',
  },
  'not-unconfirmed': {
    status: 409,
    title: 'Nothing has to be settled here',
    tryInstead: 'Look at the status of the output.',
    about: 'It is known whether the output was delivered. Only what is `unconfirmed` needs a person to look.',
  },
  deleted: {
    status: 409,
    title: 'The item is deleted',
    tryInstead: 'Restore it first.',
    about: 'Until its retention date (`expires_at`) a deleted item can be looked at and restored, and nothing else.',
  },
  expired: {
    status: 409,
    title: 'The item is past its retention date',
    tryInstead: 'Register the file again, as a new item.',
    about:
      'The item was deleted and its retention date has passed: its files, titles and other words about it are gone for good, so it cannot ' +
      'be restored. Its status and its history without them are kept.',
  },
  refused: {
    status: 409,
    title: 'The present state does not allow this',
    about: 'The request is well formed, but the state of the item refuses it; `detail` says why.',
  },
  quarantined: {
    status: 409,
    title: 'The history of this item needs an operator',
    tryInstead: 'Ask the operator to look at the quarantine (`tl quarantine show ID`). The item can be deleted or erased.',
    about:
      'A stored event of this item cannot be applied. Nothing can be decided about it, except to delete or erase it, until an operator has discarded the event or had it tried again.',
  },
  'not-quarantined': {
    status: 404,
    title: 'No such item is in quarantine',
    tryInstead: '`tl quarantine` lists the items that are.',
    about: 'Every stored event of the item could be applied, or there is no such item.',
  },
  'needs-upgrade': {
    status: 409,
    title: 'A newer release of Throughline wrote to this item',
    tryInstead: 'Ask the operator to upgrade the services that still run the older release.',
    about:
      'The newest events of this item can only be read by a newer release. What is shown is the last state that this one could read. The item goes on by itself after the upgrade.',
  },
  duplicate: {
    status: 409,
    title: 'You already have this file',
    tryInstead: 'Use the existing item, or send `allow_duplicate=true` to register the file again.',
    about: 'A recording of yours has the same content (sha256). `existing_id` and the `Location` header name it.',
  },
  'request-in-progress': {
    status: 409,
    title: 'The first request with this Idempotency-Key is still running',
    tryInstead: 'Send the same request again after `Retry-After` seconds.',
    about: 'Two requests with one Idempotency-Key overlap; the second is not carried out.',
  },
  erased: {
    status: 410,
    title: 'The item was erased',
    tryInstead: 'Register the file again, as a new item.',
    about:
      'Its owner had the item erased: its files, titles and other words about it are gone for good. Its status and its history ' +
      'without them are kept. Nothing but its deletion, which takes it out of the lists, is taken any more.',
  },
  gone: {
    status: 410,
    title: 'The content is gone',
    tryInstead: 'Register the file again, as a new item.',
    about: 'The item was deleted and its retention date has passed, so its files are no longer there.',
  },
  'too-large': {
    status: 413,
    title: 'The request is too large',
    tryInstead: 'See /api/v1/about for the limits.',
    about: 'The body or the uploaded file is over the limit. Nothing was kept.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'This content type is not taken here',
    tryInstead: 'Send `multipart/form-data` to register a file, `application/json` elsewhere.',
    about: 'The operation does not take a body of this content type.',
  },
  ...credentialProblems,
  ...channelProblems,
  ...uploadProblems,
  ...transcriptProblems,
  'range-not-satisfiable': {
    status: 416,
    title: 'The range lies outside of the file',
    tryInstead: 'Ask for a range within the size that `Content-Range` tells.',
    about: 'No byte of the asked range exists.',
  },
  'idempotency-mismatch': {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    tryInstead: 'Use a new key for a new request, the same key only to send the same request again.',
    about: 'A key names one request for 24 hours: same method, path and body.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    tryInstead: 'Wait `Retry-After` seconds, and use `?wait=` instead of polling.',
    about: 'The token or address has used up its requests for now.',
  },
  'too-many-streams': {
    status: 429,
    title: 'Too many streams are open',
    tryInstead: 'Close a stream; one of /api/v1/me/stream tells of every recording.',
    about: 'Each user may hold so many event streams at a time. A stream that was cut counts until the server has noticed.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    tryInstead: 'Tell the operator the `request_id`; the log has the cause under it.',
    about: 'A fault of the server. What happened stands in its log under the request id, and nowhere else.',
  },
  unavailable: {
    status: 503,
    title: 'A part that is needed is away',
    tryInstead: 'Send the request again after `Retry-After` seconds; with an Idempotency-Key it happens once.',
    about: 'The broker, the database or the artifact store cannot be reached. /health/ready says which.',
  },
  busy: {
    status: 503,
    title: 'The item is changing too quickly',
    tryInstead: 'Send the request again after `Retry-After` seconds.',
    about: 'Others changed the item between each reading and deciding, several times in a row. Nothing was done.',
  },
  'outcome-unknown': {
    status: 503,
    title: 'It is not known whether the request took effect',
    tryInstead: 'Send the same request with the same Idempotency-Key again: what was done is not done twice.',
    about:
      'The connection to the broker ended between sending the change and its confirmation, and its fate could not be found out.',
  },
  'log-restored': {
    status: 503,
    title: 'The event log is not the one that was read before',
    tryInstead: 'Tell the operator: the newer copy of the log has to be put back, or the present one accepted.',
    about:
      'The log was put back to an older copy, or replaced. Nothing is added to it until a person has decided. Reading goes on.',
  },
  'storage-full': {
    status: 503,
    title: 'There is no room for the file',
    tryInstead: 'Ask the operator to free disk space, then send it again.',
    about: 'The artifact store has no space left. Nothing was kept.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemKinds, code);
