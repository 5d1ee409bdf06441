import { STAGE_TYPES } from '@throughline/contracts';
import type { ProblemKind } from './problem-kind.js';
import { bulkProblems } from './bulk-problems.js';
import { deliveryProblems } from './delivery-problems.js';
import { engineProblems } from './engine-problems.js';
import { externalProblems } from './external-problems.js';
import { exportProblems } from './export-problems.js';
import { importProblems } from './import-problems.js';
import { invitationProblems } from './invitation-problems.js';
import { shareProblems } from './share-problems.js';
import { jobProblems } from './job-problems.js';
import { libraryProblems } from './library-problems.js';
import { linkProblems } from './link-problems.js';
import { noticeProblems } from './notice-problems.js';
import { pageProblems } from './page-problems.js';
import { passkeyProblems } from './passkey-problems.js';
import { quotaProblems } from './quota-problems.js';
import { searchProblems } from './search-problems.js';
import { sourceProblems } from './source-problems.js';
import { documentRuleProblems } from './document-rule-problems.js';
import { templateProblems } from './template-problems.js';
import { runProblems } from './run-problems.js';
import { transferProblems } from './transfer-problems.js';
import { transcriptProblems } from './transcript-problems.js';
import { uploadProblems } from './upload-problems.js';
import { userProblems } from './user-problems.js';
import { webhookProblems } from './webhook-problems.js';

const STAGES = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(STAGE_TYPES);

/** Every problem `code` of the API. Each has a section in `docs/problems.md` and on `/docs/problems`. */
export const problemKinds = {
  invalid: {
    status: 400,
    title: 'The request does not match its schema',
    tryInstead: 'Correct the fields that `errors` names, then send the request again.',
    about: 'A field, query parameter or header is missing, unknown or out of range. `errors` names each one by a JSON pointer.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    tryInstead: 'Check the body against its content type: complete JSON, or complete multipart data with its closing boundary.',
    about: 'The body is not what its content type says, or the address or the request line is not valid. `detail` says which.',
  },
  unauthorized: {
    status: 401,
    title: 'A valid token is needed',
    tryInstead: 'Send `Authorization: Bearer tl_…` with a token that is neither expired nor revoked.',
    about: 'The token is missing, unknown, expired or revoked. The answer does not say which.',
  },
  forbidden: {
    status: 403,
    title: 'The required scope is missing',
    tryInstead: 'Use a token with the scope that `detail` names.',
    about: 'The token is valid, but lacks the scope: `read` for reading, `write` for changes, `admin` for administration.',
  },
  csrf: {
    status: 403,
    title: 'The request failed the CSRF check',
    tryInstead:
      'Send `X-CSRF-Token` with the `csrf_token` of GET /api/v1/me, from a page of this server. A request with a token needs neither.',
    about:
      'Browsers add the sign-in cookie to requests from any page. So a request that changes something needs the header `X-CSRF-Token`. Its `Origin` or `Sec-Fetch-Site` must also name a page of this server. Requests with `Authorization` need neither.',
  },
  'sign-in-refused': {
    status: 401,
    title: 'The sign-in link is not valid',
    tryInstead: 'Request a new link: `npx tl sign-in` prints one.',
    about: 'A sign-in link works once, within 15 minutes. This link is unknown, used or expired. The answer does not say which.',
  },
  'address-unknown': {
    status: 409,
    title: 'The server does not know this address as its own',
    tryInstead:
      'Send the request on the machine of the server, to `http://127.0.0.1` with its port, or ask the operator to set TL_PUBLIC_URL for the gateway.',
    about:
      'Only the `Host` header of the request names this address, and anybody can write that. A link to it that signs in, invites, shares or opens a file could bring its code to another server. The gateway knows the address of TL_PUBLIC_URL, `localhost`, the name of its machine, the address at which the request arrived, and what a proxy of TL_TRUST_PROXY names.',
  },
  ...passkeyProblems,
  ...userProblems,
  ...libraryProblems,
  ...importProblems,
  ...invitationProblems,
  ...shareProblems,
  ...linkProblems,
  ...quotaProblems,
  'not-found': {
    status: 404,
    title: 'The resource was not found',
    about:
      'No resource of this kind and id belongs to you. An unknown id and the id of another user get the same answer, byte for byte. So only this answer has no `request_id` in the body; the `X-Request-Id` header has it.',
  },
  'unknown-path': {
    status: 404,
    title: 'The API has no such path',
    tryInstead: 'See /docs for all paths.',
    about: 'No operation of the API has this path.',
  },
  'simulation-off': {
    status: 404,
    title: 'Simulation is off on this server',
    tryInstead: 'Ask the operator to set TL_SIMULATION=on; see docs/simulation.md.',
    about: 'This server runs without simulated connectors, so it has no record of requests to them.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The path does not support this method',
    tryInstead: 'Use a method that the `Allow` header names.',
    about: 'The path exists, but with other methods.',
  },
  'upload-timeout': {
    status: 408,
    title: 'The upload timed out',
    tryInstead:
      'Send a form again: with the same Idempotency-Key, it is registered once. Continue a resumable upload at its offset.',
    about: 'No byte of the body arrived within the time limit, by default one minute. The server keeps nothing of a form.',
  },
  ...runProblems,
  'unknown-step': {
    status: 409,
    title: 'The item has no such step',
    tryInstead: 'Omit the step to choose all steps that the request is about.',
    about: 'No run of the item has had a step of this name.',
  },
  'no-such-stage': {
    status: 409,
    title: 'The item has no such stage',
    tryInstead: `Choose ${STAGES}. Before the first run, switch the stage off in the configuration of the run.`,
    about: 'No run of the item has had a stage of this type, so there is no stage to skip.',
  },
  'already-completed': {
    status: 409,
    title: 'The stage or the delivery is completed',
    tryInstead: 'Reset the item and run it with the stage switched off. Remove delivered content at its destination.',
    about: 'The result of the stage is part of the item, or the content is at the output. Neither can be skipped any more.',
  },
  'unknown-output': {
    status: 409,
    title: 'The item has no such output',
    tryInstead: "Choose one of the item's `outputs`.",
    about: 'No run of the item has had an output of this name.',
  },
  'not-unconfirmed': {
    status: 409,
    title: 'The output needs no confirmation',
    tryInstead: 'Read the status of the output.',
    about: 'It is known whether this output was delivered. A person confirms only an output that is `unconfirmed`.',
  },
  deleted: {
    status: 409,
    title: 'The item is deleted',
    tryInstead: 'Restore the item first.',
    about: 'Until its retention date (`expires_at`), a deleted item can only be read, restored or erased.',
  },
  expired: {
    status: 409,
    title: 'The item is past its retention date',
    tryInstead: 'Register the file again, as a new item.',
    about:
      'The item was deleted, and its retention date has passed. Its files, titles and other personal data were removed permanently, so it cannot be restored. Its status and the rest of its history are kept.',
  },
  refused: {
    status: 409,
    title: 'The present state does not allow this',
    about: 'The request is well formed, but the state of the item does not allow it. `detail` gives the reason.',
  },
  quarantined: {
    status: 409,
    title: 'The item is quarantined',
    tryInstead: 'Ask the operator to check the quarantine (`tl quarantine show ID`). The item can be deleted or erased.',
    about:
      'A stored event of this item cannot be applied. Until an operator discards the event or retries it, the item can only be deleted or erased.',
  },
  'not-quarantined': {
    status: 404,
    title: 'The item is not quarantined',
    tryInstead: '`tl quarantine` lists the quarantined items.',
    about: 'Every stored event of the item was applied, or the item does not exist.',
  },
  'needs-upgrade': {
    status: 409,
    title: 'A newer Throughline release changed this item',
    tryInstead: 'Ask the operator to upgrade the services that still run the older release.',
    about:
      'Only a newer release can read the newest events of this item. The answer shows the last state that this release can read. The item continues by itself after the upgrade.',
  },
  duplicate: {
    status: 409,
    title: 'You already have this file',
    tryInstead: 'Use the existing item, or send `allow_duplicate=true` to register the file again.',
    about: 'An item in your library has the same content (sha256). `existing_id` and the `Location` header name it.',
  },
  'request-in-progress': {
    status: 409,
    title: 'This Idempotency-Key has a request in progress',
    tryInstead: 'Send the same request again after `Retry-After` seconds.',
    about: 'Two requests with the same Idempotency-Key overlap. The second one is not carried out.',
  },
  erased: {
    status: 410,
    title: 'The item was erased',
    tryInstead: 'Register the file again, as a new item.',
    about:
      'The owner requested the erasure. The files, titles and other personal data of the item were removed permanently. Its status and the rest of its history are kept. It can only be deleted, which removes it from the lists.',
  },
  gone: {
    status: 410,
    title: 'The content no longer exists',
    tryInstead: 'Register the file again, as a new item.',
    about: 'The item was deleted, and its retention date has passed. Its files were removed.',
  },
  'too-large': {
    status: 413,
    title: 'The request is too large',
    tryInstead: 'See /api/v1/about for the limits.',
    about: 'The body or the uploaded file exceeds the limit. The server keeps nothing of a form.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'This content type is not supported',
    tryInstead: 'Send `multipart/form-data` to register a file, and `application/json` for other requests.',
    about: 'The operation does not accept a body of this content type.',
  },
  ...deliveryProblems,
  ...sourceProblems,
  ...templateProblems,
  ...documentRuleProblems,
  ...webhookProblems,
  ...noticeProblems,
  ...uploadProblems,
  ...transcriptProblems,
  ...pageProblems,
  ...transferProblems,
  ...externalProblems,
  ...bulkProblems,
  ...jobProblems,
  ...exportProblems,
  'range-not-satisfiable': {
    status: 416,
    title: 'The range is outside the file',
    tryInstead: 'Request a range within the size that `Content-Range` gives.',
    about: 'The file has no byte in the requested range.',
  },
  'idempotency-mismatch': {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    tryInstead: 'Use a new key for a new request, and the same key only to repeat a request.',
    about: 'For 24 hours, a key belongs to one request: same method, path and body.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    tryInstead: 'Wait `Retry-After` seconds, and use `?wait=` instead of polling.',
    about: 'The token or address has used up its requests for the moment.',
  },
  'too-many-streams': {
    status: 429,
    title: 'Too many streams are open',
    tryInstead: 'Close a stream. One stream of /api/v1/me/stream reports all recordings.',
    about:
      'Each user can have a limited number of event streams at a time. A broken stream counts until the server detects the break.',
  },
  internal: {
    status: 500,
    title: 'An internal server error occurred',
    tryInstead: 'Give the operator the `request_id`. The log has the cause under it.',
    about: 'The cause is only in the log of the server, under the request id.',
  },
  unavailable: {
    status: 503,
    title: 'A required service is unavailable',
    tryInstead: 'Send the request again after `Retry-After` seconds. With an Idempotency-Key, it takes effect once.',
    about: 'The broker, the database or the artifact store cannot be reached. /health/ready says which.',
  },
  busy: {
    status: 503,
    title: 'The item is changing too quickly',
    tryInstead: 'Send the request again after `Retry-After` seconds.',
    about: 'Other requests changed the item several times while this request was being decided. This request changed nothing.',
  },
  'outcome-unknown': {
    status: 503,
    title: 'The outcome of the request is unknown',
    tryInstead: 'Send the same request again, with the same Idempotency-Key. It takes effect only once.',
    about:
      'The connection to the broker broke after the change was sent and before it was confirmed. The server could not find out whether the change was stored.',
  },
  'log-restored': {
    status: 503,
    title: 'The event log was restored or replaced',
    tryInstead: 'Ask the operator to restore the newer copy of the log, or to accept the present one.',
    about:
      'The log was restored from an older copy, or replaced. The server adds nothing to it until an operator has decided. Reading still works.',
  },
  ...engineProblems,
  ...searchProblems,
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemKinds, code);
