import type { ProblemKind } from './problem-kind.js';

/** Of files that are sent. */
export const uploadProblems = {
  'empty-file': {
    status: 400,
    title: 'The file is empty',
    tryInstead: 'Send the recording itself; a file of 0 bytes cannot become one.',
    about: 'The uploaded file has no bytes.',
  },
  'upload-conflict': {
    status: 409,
    title: 'The upload has got to another place',
    tryInstead: 'Ask for the place with HEAD, and go on from there.',
    about: '`Upload-Offset` is not where the upload ends. `Upload-Offset` of the answer to HEAD says where that is.',
  },
  'checksum-mismatch': {
    // Of tus, and of no other protocol.
    status: 460,
    title: 'The bytes are not those of the checksum',
    tryInstead: 'Send the same bytes again, from the same place.',
    about: '`Upload-Checksum` says what the body of this request has to be. Nothing of it was kept.',
  },
  'upload-incomplete': {
    status: 409,
    title: 'Not all of the file has come',
    tryInstead: 'Ask for the place with HEAD, send the rest with PATCH, and ask again.',
    about: 'An upload becomes a recording when its last byte is there.',
  },
  'upload-locked': {
    status: 423,
    title: 'Somebody is sending this upload already',
    tryInstead: 'Wait `Retry-After` seconds and ask for the place with HEAD.',
    about:
      'Another request is sending bytes of this upload, or they are being made a recording. One whose sender has fallen silent is ended for the new one.',
  },
  'too-many-uploads': {
    status: 429,
    title: 'Too many uploads are not finished',
    tryInstead: 'Finish one or end it with DELETE; those that nobody goes on with end by themselves after a day.',
    about: 'Each user may have so many uploads on the way at a time: what has arrived of them takes up room.',
  },
  'tus-version': {
    status: 412,
    title: 'Uploads speak tus 1.0.0',
    tryInstead: 'Send `Tus-Resumable: 1.0.0`.',
    about:
      'The header `Tus-Resumable` is missing or names a version that this server does not speak; `Tus-Version` names what it speaks.',
  },
} as const satisfies Record<string, ProblemKind>;
