import type { ProblemKind } from './problem-kind.js';

export const uploadProblems = {
  'empty-file': {
    status: 400,
    title: 'The file is empty',
    tryInstead: 'Send a file that has content.',
    about: 'The uploaded file has 0 bytes, so it cannot become an item.',
  },
  'upload-conflict': {
    status: 409,
    title: 'The upload has another offset',
    tryInstead: 'Request the upload offset with HEAD, and continue from there.',
    about: '`Upload-Offset` differs from the number of bytes received. The answer to HEAD has the current `Upload-Offset`.',
  },
  'checksum-mismatch': {
    // Defined by tus alone.
    status: 460,
    title: 'The checksum does not match',
    tryInstead: 'Send the same bytes again, from the same offset.',
    about: 'The body of this request does not match `Upload-Checksum`. Nothing of the body was kept.',
  },
  'upload-incomplete': {
    status: 409,
    title: 'The upload is incomplete',
    tryInstead: 'Request the upload offset with HEAD, send the rest with PATCH, then try again.',
    about: 'An upload becomes an item when its last byte has arrived.',
  },
  'upload-locked': {
    status: 423,
    title: 'Another request is using this upload',
    tryInstead: 'Wait `Retry-After` seconds, then request the upload offset with HEAD.',
    about:
      'Another request is sending bytes of this upload, or the server is registering the item. A request that has stopped sending is ended in favour of a new one.',
  },
  'too-many-uploads': {
    status: 429,
    title: 'Too many uploads are unfinished',
    tryInstead: 'Finish an upload, or end one with DELETE. An upload expires a day after its last byte.',
    about: 'Each user can have a limited number of unfinished uploads, because received bytes take up space.',
  },
  'tus-version': {
    status: 412,
    title: 'The upload needs tus 1.0.0',
    tryInstead: 'Send `Tus-Resumable: 1.0.0`.',
    about:
      'The header `Tus-Resumable` is missing, or names a version that this server does not support. `Tus-Version` names the supported version.',
  },
  'storage-full': {
    status: 503,
    title: 'The storage is full',
    tryInstead: 'Ask the operator to free disk space, then send the file again. A resumable upload continues at its offset.',
    about:
      'The artifact store has no space left for the file. The server keeps nothing of a form. It keeps the received bytes of a resumable upload.',
  },
} as const satisfies Record<string, ProblemKind>;
